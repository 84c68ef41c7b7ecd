"""Whatever fails while a build writes, the output of each runbook is the old one or the new one."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from runbookc.pipeline import Options, build, rendering, staging
from runbookc.pipeline.locking import FolderBusyError, FolderLock
from runbookc.pipeline.writing import Output, OutputError, write_file
from runbookc.renderers import Artifact

SOURCE_DOCS = Path(__file__).resolve().parents[2] / "source_docs"
OLD = [Artifact(path=f"{name}/r.txt", data=f"old {name}".encode()) for name in "abc"]
NEW = [Artifact(path=f"{name}/r.txt", data=f"new {name}".encode()) for name in "abcd"]


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def as_tree(artifacts: list[Artifact]) -> dict[str, bytes]:
    return {artifact.path: artifact.data for artifact in artifacts}


def failing(original: Callable[..., Any], countdown: list[int], number: int) -> Callable[..., Any]:
    """`original`, but the call on which the countdown ends fails."""

    def call(*args: Any, **kwargs: Any) -> Any:
        countdown[0] -= 1
        if countdown[0] == 0:
            raise OSError(number, os.strerror(number))
        return original(*args, **kwargs)

    return call


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
@pytest.mark.parametrize("fails_at", range(1, 24))
def test_a_write_that_fails_leaves_old_or_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int, number: int
) -> None:
    with Output(tmp_path) as output:
        output.write(OLD)
    countdown = [fails_at]
    for name in ("write_bytes", "replace", "mkdir", "unlink"):
        monkeypatch.setattr(Path, name, failing(getattr(Path, name), countdown, number))
    monkeypatch.setattr(os, "link", failing(os.link, countdown, number))
    said = ""
    try:
        with Output(tmp_path) as output:
            output.write(NEW)
    except OutputError as error:
        said = str(error)
    monkeypatch.undo()
    found = {name: data for name, data in tree(tmp_path).items() if not name.startswith(".runbookc")}
    assert found in (as_tree(OLD), as_tree(NEW))
    assert os.strerror(number) in said if said else found == as_tree(NEW)
    with Output(tmp_path) as output:
        output.write(NEW)
    assert tree(tmp_path) == as_tree(NEW)


def _killed_at(folder: str, moves: int) -> None:
    """Die without a word before the given replacement."""
    original = Path.replace
    count = 0

    def replace(self: Path, target: Any) -> Any:
        nonlocal count
        count += 1
        if count == moves:
            os.kill(os.getpid(), signal.SIGKILL)
        return original(self, target)

    Path.replace = replace  # type: ignore[method-assign]
    with Output(Path(folder)) as output:
        output.write(NEW)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
@pytest.mark.parametrize("moves", range(1, 6))
def test_what_a_killed_build_left_is_completed_or_cleared(tmp_path: Path, moves: int) -> None:
    with Output(tmp_path) as output:
        output.write(OLD)
    process = multiprocessing.get_context("spawn").Process(target=_killed_at, args=(str(tmp_path), moves))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    with Output(tmp_path):
        pass
    assert tree(tmp_path) == as_tree(OLD if moves == 1 else NEW)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("number", ["SIGKILL", "SIGINT", "SIGTERM"])
def test_a_build_after_a_stopped_one_is_as_any_other(tmp_path: Path, number: str, jobs: str) -> None:
    build([SOURCE_DOCS], tmp_path / "good", Options(jobs=1))
    command = [sys.executable, "-m", "runbookc", "build", str(SOURCE_DOCS), "-o", str(tmp_path / "out"),
               "--no-cache", "--jobs", jobs]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 60
    staging = tmp_path / "out" / ".runbookc-staging"
    while not staging.exists() and process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    process.send_signal(getattr(signal, number))
    process.wait(60)  # a build that was done before the signal came is fine, too
    if number != "SIGKILL":
        assert not staging.exists()
        assert not (tmp_path / "out" / ".runbookc-lock").exists()
    build([SOURCE_DOCS], tmp_path / "out", Options(jobs=1))
    assert tree(tmp_path / "out") == tree(tmp_path / "good")


def test_a_staged_journal_that_leads_out_is_refused(tmp_path: Path) -> None:
    staging = tmp_path / "out" / ".runbookc-staging"
    staging.mkdir(parents=True)
    (staging / "new-0").write_text("x")
    (staging / "journal").write_text('[["new-0", "../stolen"]]')
    with pytest.raises(OutputError), Output(tmp_path / "out"):
        pass
    assert not (tmp_path / "stolen").exists()


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/x", "a\\..\\x", "a\0b"])
def test_no_artifact_leaves_the_folder(tmp_path: Path, path: str) -> None:
    with Output(tmp_path / "out") as output, pytest.raises(OutputError):
        output.write([Artifact(path=path, data=b"x")])
    assert tree(tmp_path) == {}


def test_no_artifact_leaves_the_folder_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a").symlink_to(tmp_path / "elsewhere")
    with Output(tmp_path / "out") as output, pytest.raises(OutputError, match="leads out"):
        output.write(NEW)
    assert tree(tmp_path / "elsewhere") == {}


def test_a_source_is_never_overwritten(tmp_path: Path) -> None:
    source = tmp_path / "a" / "r.txt"
    source.parent.mkdir()
    source.write_text("mine")
    with Output(tmp_path, keep=[source]) as output, pytest.raises(OutputError, match="source"):
        output.write(NEW)
    assert source.read_text() == "mine"


def test_two_builds_do_not_meet(tmp_path: Path) -> None:
    first, second = FolderLock(tmp_path), FolderLock(tmp_path, patience=0.2)
    first.take()
    with pytest.raises(FolderBusyError, match="another build"):
        second.take()
    first.release()
    second.take()
    second.release()
    assert tree(tmp_path) == {}


def test_two_builds_into_one_folder_at_once_both_end_well(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "runbookc", "build", str(SOURCE_DOCS), "-o", str(tmp_path / "out"),
               "--no-cache", "-q", "--jobs", "1"]  # fmt: skip
    both = [subprocess.Popen(command) for _ in range(2)]
    assert [one.wait(120) for one in both] == [0, 0]
    build([SOURCE_DOCS], tmp_path / "good", Options(jobs=1))
    assert tree(tmp_path / "out") == tree(tmp_path / "good")


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError), Output(tmp_path / "file" / "out"):
        pass


def test_a_named_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.sarif"
    path.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", failing(Path.replace, [1], errno.ENOSPC))
    with pytest.raises(OutputError):
        write_file(path, b"new")
    assert tree(tmp_path) == {"report.sarif": b"old"}


def _late(*given: Any) -> Any:
    time.sleep(0.5)
    return staging.stage(*given)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that are copies of this one")
def test_a_build_that_fails_leaves_nothing_that_others_stage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(70):  # three pieces of work
        name = tmp_path / "docs" / f"a{number}.md"
        name.parent.mkdir(exist_ok=True)
        name.write_text(f"# Title {number}\n\n1.  Do it.\n", encoding="utf-8")
    output = tmp_path / "out"
    output.mkdir()
    (output / "checklists").write_bytes(b"in the way")
    monkeypatch.setattr(rendering, "stage", _late)
    with pytest.raises(OutputError):
        build([tmp_path / "docs"], output, Options(jobs=2))
    assert tree(output) == {"checklists": b"in the way"}
