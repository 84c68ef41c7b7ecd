"""Which files are read, in which order, under which name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from runbookc.errors import RunbookcError
from runbookc.sources import SourceNotFoundError, UnsupportedSourceError, discover


def _write(folder: Path, *names: str, text: str = "# T\n") -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _paths(*sources: Path, root: Path) -> list[str]:
    return [Path(found.path).relative_to(root).as_posix() for found in discover(sources).files]


def test_folders_are_searched_for_markdown_in_path_order(tmp_path: Path) -> None:
    _write(tmp_path, "b/z.md", "b/a.txt", "a.MARKDOWN", "c.md", "b/c/d.md", "image.png", "page.html")
    assert _paths(tmp_path, root=tmp_path) == ["a.MARKDOWN", "b/a.txt", "b/c/d.md", "b/z.md", "c.md"]


def test_the_order_of_sources_makes_no_difference(tmp_path: Path) -> None:
    _write(tmp_path, "a/1.md", "b/2.md")
    folders = (tmp_path / "a", tmp_path / "b")
    assert discover(folders) == discover(folders[::-1])


def test_hidden_files_and_folders_are_skipped(tmp_path: Path) -> None:
    _write(tmp_path, ".git/a.md", ".b.md", "c.md")
    assert _paths(tmp_path, root=tmp_path) == ["c.md"]


def test_no_file_is_read_twice(tmp_path: Path) -> None:
    _write(tmp_path, "a/1.md")
    (tmp_path / "link.md").symlink_to(tmp_path / "a" / "1.md")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "broken.md").symlink_to(tmp_path / "nowhere.md")
    assert _paths(tmp_path, tmp_path / "a", tmp_path / "a" / "1.md", root=tmp_path) == ["a/1.md"]


def test_what_lies_beside_articles_is_skipped_unless_it_has_front_matter(tmp_path: Path) -> None:
    _write(tmp_path, "README.md", "sub/readme.fr.md", "LICENSE.txt", "CHANGELOG.md", "requirements.txt")
    _write(tmp_path, "sub/CONTRIBUTING.md", text="\ufeff---\ntitle: A\n---\n")
    found = discover([tmp_path])
    assert [Path(file.path).name for file in found.files] == ["CONTRIBUTING.md"]
    assert len(found.skipped) == 5


def test_a_file_that_is_named_is_read_whatever_its_name(tmp_path: Path) -> None:
    _write(tmp_path, "README.md")
    assert _paths(tmp_path / "README.md", root=tmp_path) == ["README.md"]


def test_the_output_folder_can_be_left_out(tmp_path: Path) -> None:
    _write(tmp_path, "a.md", "output/b.md", "deep/output/c.md")
    found = discover([tmp_path], exclude=[tmp_path / "output"])
    assert [Path(file.path).name for file in found.files] == ["a.md", "c.md"]


def test_folders_named_like_a_locale_say_so(tmp_path: Path) -> None:
    _write(tmp_path, "pt-br/a.md", "it/deep/b.md", "docs/c.md", "it/zh-CN/d.md")
    locales = {Path(found.path).name: found.folder_locale for found in discover([tmp_path]).files}
    assert locales == {"a.md": "pt-BR", "b.md": "it", "c.md": None, "d.md": "zh-CN"}
    assert discover([tmp_path / "pt-br"]).files[0].folder_locale == "pt-BR"
    assert discover([tmp_path / "it" / "zh-CN" / "d.md"]).files[0].folder_locale == "zh-CN"
    _write(tmp_path, "fr-FR/deep/e.md")
    assert discover([tmp_path / "fr-FR" / "deep"]).files[0].folder_locale == "fr-FR"
    assert discover([tmp_path / "it" / "deep" / "b.md"]).files[0].folder_locale is None


def test_paths_are_as_given_with_forward_slashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(tmp_path, "in/a.md")
    monkeypatch.chdir(tmp_path)
    assert [found.path for found in discover([Path("in")]).files] == ["in/a.md"]
    assert [found.path for found in discover([Path()]).files] == ["in/a.md"]


def test_a_source_that_is_not_there_is_an_error_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match="nowhere") as caught:
        discover([tmp_path / "nowhere"])
    assert isinstance(caught.value, RunbookcError)


def test_a_file_of_another_kind_is_an_error_when_it_is_named(tmp_path: Path) -> None:
    _write(tmp_path, "a.pdf")
    with pytest.raises(UnsupportedSourceError, match=r"a\.pdf"):
        discover([tmp_path / "a.pdf"])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path) -> None:
    _write(tmp_path, "a.md", "closed/b.md")
    (tmp_path / "closed").chmod(0)
    try:
        found = discover([tmp_path])
    finally:
        (tmp_path / "closed").chmod(0o700)
    assert [Path(path).name for path in found.unreadable] == ["closed"]
    assert len(found.files) == 1


def test_an_empty_folder_has_no_files(tmp_path: Path) -> None:
    assert discover([tmp_path]).files == ()
