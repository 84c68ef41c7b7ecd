"""``runbookc watch``: a line for each build, whatever the changes are. The changes are injected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from runbookc.cli import group, watch

TEXT = "# A title\n\n1. Run `Get-ServerHealth` on the {} server.\n"
Change = Callable[[Path], list[str]]


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "good.md").write_text(TEXT.format("first"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RUNBOOKC_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "docs"


def watched(docs: Path, monkeypatch: pytest.MonkeyPatch, *changes: Change) -> list[str]:
    """What is said on stderr when these changes happen one after the other."""

    def happen(_sources: tuple[Path, ...], _output: Path) -> Iterator[list[Path]]:
        for change in changes:
            yield [docs / name for name in change(docs)]

    monkeypatch.setattr(watch, "_changes", happen)
    result = CliRunner().invoke(group, ["watch", "docs", "-o", "out"])
    assert result.exit_code == 0, result.output
    assert "Traceback" not in result.output
    return [line for line in result.stderr.splitlines() if line.endswith("waiting for changes")]


def models(docs: Path) -> list[str]:
    return sorted(path.stem for path in (docs.parent / "out" / "model").iterdir())


def test_a_save_is_built_and_said_in_a_line(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def save(docs: Path) -> list[str]:
        (docs / "good.md").write_text(TEXT.format("second"))
        return ["good.md"]

    said = watched(docs, monkeypatch, save)
    assert len(said) == 2
    assert said[0].startswith("built: ")
    assert said[1].startswith("good.md changed: ")
    assert b"second server" in (docs.parent / "out" / "model" / "good.json").read_bytes()


def test_a_burst_of_saves_is_one_build(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def burst(docs: Path) -> list[str]:
        names = [f"n{number}.md" for number in range(9)]
        for name in names:
            (docs / name).write_text(TEXT.format(name))
        return names

    said = watched(docs, monkeypatch, burst)
    assert [line.partition(":")[0] for line in said] == ["built", "n0.md and 8 more changed"]
    assert len(models(docs)) == 10


@pytest.mark.parametrize(
    "data",
    [b"", b"---\ntitle: [", b"# T\n\n<table><tr><td>x", b"# T\n\n```\nGet-", b"\xff\xfe\x00", b"a\x00b" * 10],
)
def test_a_half_saved_file_is_survived(docs: Path, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    def half(docs: Path) -> list[str]:
        (docs / "good.md").write_bytes(data)
        return ["good.md"]

    def whole(docs: Path) -> list[str]:
        (docs / "good.md").write_text(TEXT.format("whole"))
        return ["good.md"]

    assert len(watched(docs, monkeypatch, half, whole)) == 3
    assert b"whole server" in (docs.parent / "out" / "model" / "good.json").read_bytes()


def test_what_is_deleted_goes_and_comes_back(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []

    def delete(docs: Path) -> list[str]:
        (docs / "good.md").unlink()
        (docs / "other.md").write_text(TEXT.format("other"))
        return ["good.md", "other.md"]

    def again(docs: Path) -> list[str]:
        seen.append(models(docs))
        (docs / "good.md").write_text(TEXT.format("back"))
        return ["good.md"]

    watched(docs, monkeypatch, delete, again)
    assert seen == [["other"]]
    assert models(docs) == ["good", "other"]


def test_a_folder_that_is_gone_is_said_and_survived(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(docs: Path) -> list[str]:
        (docs / "good.md").unlink()
        docs.rmdir()
        return ["good.md"]

    def back(docs: Path) -> list[str]:
        docs.mkdir()
        (docs / "good.md").write_text(TEXT.format("back"))
        return ["good.md"]

    said = watched(docs, monkeypatch, gone, back)
    assert len(said) == 2  # the build between them failed, and said why
    assert models(docs) == ["good"]


def test_a_name_with_control_characters_is_said_without_them(
    docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def save(docs: Path) -> list[str]:
        (docs / "a\x1b[31m.md").write_text(TEXT.format("red"))
        return ["a\x1b[31m.md"]

    assert "\x1b" not in "".join(watched(docs, monkeypatch, save))


def test_changes_of_the_output_and_of_other_files_do_not_count(
    docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watchfiles = pytest.importorskip("watchfiles", reason="runbookc[watch] is not installed")
    events = [
        (docs / "a.md", True),
        (docs / "a.MD", True),
        (docs / "a.md~", False),
        (docs / ".a.md.swp", False),
        (docs / "out" / "checklists" / "en-US" / "a.md", False),
    ]
    asked: list[Path] = []

    def fake(
        *folders: Path, watch_filter: Callable[[object, str], bool], **_kwargs: object
    ) -> Iterator[set[object]]:
        asked.extend(folders)
        change = watchfiles.Change.modified
        yield {(change, str(path)) for path, _ in events if watch_filter(change, str(path))}

    monkeypatch.setattr(watchfiles, "watch", fake)
    found = next(watch._changes((docs, docs / "good.md"), docs / "out"))
    assert found == sorted(path for path, counts in events if counts)
    assert asked == [docs]
