"""Sources and output by URL: the same bytes as from and into folders."""

from __future__ import annotations

import itertools
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from runbookc.cli import group
from runbookc.errors import MissingPartError
from runbookc.pipeline import Options, build, uploading
from runbookc.sources import SourceNotFoundError
from runbookc.sources.remote import RemoteError, local_path, url_of

fsspec = pytest.importorskip("fsspec", reason="runbookc[cluster] is not installed")

SOURCE_DOCS = Path(__file__).resolve().parents[2] / "source_docs"


@pytest.fixture
def memory() -> Iterator[Any]:
    """An empty file system in memory, emptied again."""
    remote = fsspec.filesystem("memory")
    yield remote
    remote.store.clear()
    remote.pseudo_dirs[:] = [""]


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One of our articles in some languages."""
    for path in sorted(SOURCE_DOCS.rglob("*pop-health*.md"))[:3]:
        target = tmp_path / "docs" / path.relative_to(SOURCE_DOCS)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "docs"


def run(*args: str) -> Result:
    return CliRunner().invoke(group, [*args, "--no-cache"])


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def stored(remote: Any, root: str) -> dict[str, bytes]:
    return {path.removeprefix(f"{root}/"): remote.cat_file(path) for path in remote.find(root)}


def test_output_by_url_has_the_same_bytes(docs: Path, memory: Any) -> None:
    assert run("build", "docs", "-o", "local").exit_code == 0
    result = run("build", "docs", "-o", "memory://site/runbooks")
    assert result.exit_code == 0, result.output
    assert result.stderr.endswith("→ memory://site/runbooks\n")
    assert stored(memory, "/site/runbooks") == tree(docs.parent / "local")
    assert not (docs.parent / "memory:").exists()


def test_sources_by_url_differ_only_in_their_names(docs: Path, memory: Any) -> None:
    memory.put(str(docs), "/docs", recursive=True)
    memory.pipe_file("/docs/picture.png", b"none")
    assert run("build", "docs", "-o", "local").exit_code == 0
    result = run("build", "memory://docs", "-o", "far")
    assert result.exit_code == 0, result.output
    far, here = tree(docs.parent / "far"), tree(docs.parent / "local")
    there = {name: data.replace(b"memory://docs/", b"docs/") for name, data in far.items()}
    assert there.keys() == here.keys()
    model = next(name for name in here if name.startswith("model/"))
    assert there[model] == here[model]
    assert b"memory://docs/" in far[model]
    drift = run("drift", "memory://docs", "--format", "json")
    assert "runbookc-" not in drift.stdout


@pytest.mark.parametrize("scheme", ["file", "local"])
def test_a_url_of_this_machine_is_a_path(docs: Path, scheme: str) -> None:
    assert run("build", str(docs), "-o", "local").exit_code == 0
    result = run("build", f"{scheme}://{docs}", "-o", f"{scheme}://{docs.parent}/far")
    assert result.exit_code == 0, result.output
    assert tree(docs.parent / "far") == tree(docs.parent / "local")


def test_the_index_comes_last_and_what_is_no_longer_written_goes(
    docs: Path, memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    original = type(memory).pipe_file

    def pipe_file(self: Any, path: str, value: bytes, **kwargs: Any) -> Any:
        written.append(path)
        return original(self, path, value, **kwargs)

    monkeypatch.setattr(type(memory), "pipe_file", pipe_file)
    memory.pipe_file("/out/mine.txt", b"mine")
    assert run("build", "docs", "-o", "memory://out").exit_code == 0
    assert written[-2:] == ["/out/index.html", "/out/.runbookc.json"]
    written.clear()
    assert run("build", "docs", "-o", "memory://out").exit_code == 0
    assert written == []
    shutil.rmtree(docs)
    (docs).mkdir()
    (docs / "other.md").write_text("# Another\n\ntext\n")
    assert run("build", "docs", "-o", "memory://out").exit_code == 0
    left = stored(memory, "/out")
    assert [name for name in left if name.startswith("model/")] == ["model/other.json"]
    assert left["mine.txt"] == b"mine"


def test_trouble_is_said_with_the_url(docs: Path, memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = run("build", "memory://nowhere", "-o", "out").exception
    assert isinstance(missing, SourceNotFoundError)
    assert "memory://nowhere" in str(missing)
    unknown = run("build", "docs", "-o", "nosuchscheme://x/y").exception
    assert isinstance(unknown, RemoteError)
    assert str(unknown).startswith("nosuchscheme://x/y: ")

    def full(*_args: Any, **_kwargs: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(memory), "pipe_file", full)
    failed = run("build", "docs", "-o", "memory://out").exception
    assert isinstance(failed, RemoteError)
    assert "No space left" in str(failed)


def test_without_fsspec_the_message_says_what_to_install(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    failed = run("build", "memory://docs", "-o", "out").exception
    assert isinstance(failed, MissingPartError)
    assert "runbookc[cluster]" in str(failed)
    assert run("build", "docs", "-o", "out").exit_code == 0


def test_a_remote_name_does_not_lead_out(docs: Path, memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    memory.pipe_file("/docs/a.md", b"# T\n")
    monkeypatch.setattr(type(memory), "find", lambda *_args, **_kwargs: ["/docs/../../stolen.md"])
    assert isinstance(run("build", "memory://docs", "-o", "out").exception, RemoteError)


def test_what_is_a_url() -> None:
    assert url_of(Path("s3://bucket/a/b")) == "s3://bucket/a/b"
    assert url_of(Path("S3:/bucket")) == "s3://bucket"
    for path in ("C:/x", "a/b:c", "docs", "/x:/y", "file:///tmp/x"):
        assert url_of(Path(path)) is None
    assert local_path(Path("file:///tmp/x")) == Path("/tmp/x")
    assert local_path(Path("C:/x")) == Path("C:/x")


class Stopped(BaseException):
    """Ends a build at once, as a kill does."""


def stopping(original: Any, writes: int) -> Any:
    """`pipe_file` that stops for good after so many writes: nothing is cleared up."""
    left = [writes]

    def pipe_file(self: Any, path: str, value: bytes, **kwargs: Any) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise Stopped
        return original(self, path, value, **kwargs)

    return pipe_file


@pytest.mark.parametrize("writes", [0, 1, 2, 3, 5, 8, 13])
def test_after_a_stopped_upload_the_next_makes_all_new(
    docs: Path, memory: Any, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    kind = type(memory)
    monkeypatch.setattr(uploading, "_SILENCE", 0.0)
    assert run("build", "docs", "-o", "memory://out").exit_code == 0
    (docs / "other.md").write_text("# Another\n\ntext\n")
    with monkeypatch.context() as patch:
        patch.setattr(kind, "pipe_file", stopping(kind.pipe_file, writes))
        patch.setattr(kind, "rm_file", stopping(kind.rm_file, 0))
        with pytest.raises(Stopped):
            build([docs], Path("memory://out"), Options(jobs=1))
    (docs / "other.md").unlink()
    assert run("build", "docs", "-o", "memory://out").exit_code == 0
    assert run("build", "docs", "-o", "local").exit_code == 0
    assert stored(memory, "/out") == tree(docs.parent / "local")


def test_two_uploads_to_one_url_do_not_mix(docs: Path, memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = type(memory)
    original = kind.cat_file
    beats = itertools.count()

    def another(self: Any, path: str, *args: Any, **kwargs: Any) -> Any:
        return b"%d" % next(beats) if path.endswith("uploading") else original(self, path, *args, **kwargs)

    monkeypatch.setattr(uploading, "_PATIENCE", 0.2)
    monkeypatch.setattr(uploading, "_PAUSE", 0.01)
    with monkeypatch.context() as patch:
        patch.setattr(kind, "cat_file", another)
        failed = run("build", "docs", "-o", "memory://out").exception
    assert isinstance(failed, RemoteError)
    assert "another build has been writing there" in str(failed)
    assert stored(memory, "/out") == {}

    written = kind.pipe_file

    def taken(self: Any, path: str, value: bytes, **kwargs: Any) -> Any:
        if path.endswith("index.html"):
            raise AssertionError("the other build has this now")
        if not path.endswith("uploading"):
            written(self, "/out/.runbookc-uploading", b"another")
        return written(self, path, value, **kwargs)

    monkeypatch.setattr(uploading, "_BEAT", 0.0)
    monkeypatch.setattr(kind, "pipe_file", taken)
    failed = run("build", "docs", "-o", "memory://out").exception
    assert isinstance(failed, RemoteError)
    assert "another build has begun to write there" in str(failed)
    assert memory.cat_file("/out/.runbookc-uploading") == b"another"


def test_of_two_uploads_that_begin_at_one_time_one_waits(
    docs: Path, memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = type(memory)
    written = kind.pipe_file
    log: list[str] = []

    def both(self: Any, path: str, value: bytes, **kwargs: Any) -> Any:
        written(self, path, value, **kwargs)
        if not log:  # the other one found no mark either, and writes its own after this
            written(self, "/out/.runbookc-uploading", b"another")
        log.append(path)

    monkeypatch.setattr(uploading, "_SILENCE", 0.05)
    monkeypatch.setattr(uploading, "_PAUSE", 0.01)
    monkeypatch.setattr(kind, "pipe_file", both)
    assert run("build", "docs", "-o", "memory://out").exit_code == 0
    assert [path for path in log[:3] if path.endswith("uploading")] == log[:2]
    assert not memory.exists("/out/.runbookc-uploading")
