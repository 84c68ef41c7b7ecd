"""Names and places, of files and in documents: nothing leaves the output folder, nothing hangs."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from runbookc.cli import group
from runbookc.pipeline.writing import Output
from runbookc.renderers import Artifact
from runbookc.sources import SourceIsOutputError, UnsupportedSourceError

PORTS = {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
DEVICES = frozenset({"con", "prn", "aux", "nul", "conin$", "conout$"} | PORTS)
TEXT = "# A title\n\n1. Run `Get-ServerHealth` on the server.\n"


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(group, [str(arg) for arg in args])


def build(folder: Path) -> Result:
    return run("build", folder / "docs", "-o", folder / "out", "--no-cache")


def outputs(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "good.md").write_text(TEXT)
    return tmp_path / "docs"


NAMES = (
    "../../x", "..", "/etc/passwd", "C:\\x", "\\\\host\\share", "con", "NUL.txt", "aux.", "com1.a.b",
    "x" * 600, "trailing. . ", " ", "a/b", "a:stream", "<script>", "a?b*c|d", "%2e%2e%2f%2e%2e%2fx",
    "\u202ea", "ａ／ｂ", ".hidden", "-rf", "~root", "$(x)", "`x`", "\0", "日本語", "a\u0301", "ﬁ", "İ",
    "\U0001f600",
)  # fmt: skip


@pytest.mark.parametrize("key", ["ms:assetid", "ms:mtpsurl", "lang", "title"])
def test_no_value_of_the_front_matter_leads_out(docs: Path, key: str) -> None:
    for number, name in enumerate(NAMES):
        quoted = name.replace("\\", "\\\\").replace('"', '\\"').replace("\0", "\\0")
        (docs / f"n{number}.md").write_text(f'---\n{key}: "{quoted}"\n---\n\n{TEXT}')
        url = f'---\n{key}: "https://x.y/{quoted}/library/{quoted}(v=EXCHG.150)"\n---\n\n{TEXT}'
        (docs / f"u{number}.md").write_text(url)
    before = outputs(docs)
    result = build(docs.parent)
    assert result.exit_code == 0, result.output
    assert outputs(docs) == before
    assert sorted(path.name for path in docs.parent.iterdir()) == ["docs", "out"]
    written = [path.relative_to(docs.parent / "out") for path in (docs.parent / "out").rglob("*")]
    assert len({str(path).casefold() for path in written}) == len(written)
    for path in written:
        check_name(path.name)


def check_name(name: str) -> None:
    """A name that can be on every file system."""
    assert name.partition(".")[0] not in DEVICES
    assert not name.endswith((".", " "))
    assert not set(name) & set('<>:"/\\|?*')
    assert name.isprintable()
    assert len(name.encode()) <= 200


@pytest.mark.parametrize(
    "name",
    [
        "con.md", "nul.txt.md", "a" * 240 + ".md", "trailing .md", "dots...md", "a\nb.md", "a\x1b[31mb.md",
        "a\u202eb.md", "a;b&c$(d).md", "'quoted\".md", "-o.md", "日本語.md", "a:b.md",
    ],
)  # fmt: skip
def test_any_file_name_gives_safe_outputs_and_messages(docs: Path, name: str) -> None:
    (docs / name).write_text(TEXT + "\n<b\x1b\n")
    result = build(docs.parent)
    assert result.exit_code == 0, result.output
    assert not set(result.output) & set("\x1b\u202e")
    models = list((docs.parent / "out" / "model").iterdir())
    assert len(models) == 2
    for path in models:
        check_name(path.name)


def test_a_file_name_that_is_no_unicode_is_told(docs: Path) -> None:
    with open(os.fsencode(docs) + b"/odd\xff.md", "w") as file:  # noqa: PTH123 - bytes
        file.write(TEXT)
    result = build(docs.parent)
    assert result.exit_code == 0, result.output
    models = [json.loads(path.read_bytes()) for path in (docs.parent / "out" / "model").iterdir()]
    paths = [Path(edition["path"]).name for model in models for edition in model["editions"].values()]
    assert sorted(paths) == ["good.md", "odd\\xff.md"]
    assert (docs.parent / "out" / "model" / "good.json").is_file()


def test_ids_that_differ_only_by_case_do_not_meet(docs: Path) -> None:
    for number, name in enumerate(
        ("ms.exch.scom.POP", "ms.exch.scom.pop", "MS.exch.scom.pop", "ms.exch.scom.pop-2")
    ):
        head = f"---\nms:assetid: asset{number}\nms:mtpsurl: https://x.y/en-us/library/{name}(v=EXCHG.150)\n---\n"
        (docs / f"{number}.md").write_text(f"{head}\n{TEXT}")
    assert build(docs.parent).exit_code == 0
    models = [path.stem for path in (docs.parent / "out" / "model").iterdir()]
    assert len({name.casefold() for name in models}) == len(models) == 5


def test_what_is_no_file_is_not_waited_for(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(docs / "pipe.md")
    (docs / "nowhere.md").symlink_to(docs / "missing.md")
    (docs / "itself.md").symlink_to(docs / "itself.md")
    (docs / "folder.md").mkdir()
    (docs / "round").symlink_to(docs)
    monkeypatch.chdir(docs)  # the name of a socket may have a hundred bytes
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.md")
        result = build(docs.parent)
    assert result.exit_code == 0, result.output
    assert [path.stem for path in (docs.parent / "out" / "model").iterdir()] == ["good"]
    assert isinstance(
        run("build", docs / "pipe.md", "-o", docs.parent / "o").exception, UnsupportedSourceError
    )


def test_a_file_that_is_gone_when_it_is_read_costs_itself(
    docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (docs / "gone.md").write_text(TEXT)
    original = Path.read_bytes

    def read_bytes(self: Path) -> bytes:
        if self.name == "gone.md":
            raise PermissionError(13, "Permission denied")
        return original(self)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    result = build(docs.parent)
    assert result.exit_code == 1
    assert "gone.md:1: cannot be compiled: Permission denied" in result.stderr
    assert [path.stem for path in (docs.parent / "out" / "model").iterdir()] == ["good"]


@pytest.mark.parametrize("place", ["docs", "docs/.", "docs/../docs"])
def test_the_output_folder_is_no_source(docs: Path, place: str) -> None:
    result = run("build", docs, "-o", docs.parent / place, "--no-cache")
    assert isinstance(result.exception, SourceIsOutputError)
    assert "-o" in str(result.exception)
    assert outputs(docs) == ["good.md"]


def test_output_inside_the_sources_and_sources_inside_the_output(docs: Path) -> None:
    for _ in range(2):
        assert run("build", docs, "-o", docs / "out", "--no-cache").exit_code == 0
    assert [path.stem for path in (docs / "out" / "model").iterdir()] == ["good"]
    for _ in range(2):
        assert run("build", docs, "-o", docs.parent, "--no-cache").exit_code == 0
    assert [path.stem for path in (docs.parent / "model").iterdir()] == ["good"]
    assert (docs / "good.md").read_text() == TEXT


def test_a_name_that_is_too_long_is_said(tmp_path: Path) -> None:
    for place in (tmp_path / ("x" * 300), tmp_path / ("x/" * 3000), tmp_path / ("x" * 300 + ".md")):
        result = run("build", place, "-o", tmp_path / "out")
        assert result.exception is not None
        assert "no such file or folder" in str(result.exception)


def test_a_folder_where_a_file_must_stand_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt" / "b").mkdir(parents=True)
    with Output(tmp_path) as output, pytest.raises(Exception, match="directory"):
        output.write([Artifact(path="a.txt", data=b"x")])
    assert (tmp_path / "a.txt" / "b").is_dir()
