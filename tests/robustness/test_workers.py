"""A worker that dies, or does not come to an end, takes only its own item with it."""

from __future__ import annotations

import errno
import multiprocessing
import os
import pickle
import select
import signal
import sys
import time
from pathlib import Path
from typing import IO

import pytest

from runbookc.pipeline import shared
from runbookc.pipeline.shared import Shared
from runbookc.pipeline.spool import TemporaryFileError
from runbookc.pipeline.workers import InProcess, Lost, Processes


def touchy(item: int) -> int:
    if item == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    if item == 11:
        time.sleep(60)
    return item * item


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_only_the_item_that_kills_is_lost() -> None:
    workers = Processes(2)
    found = list(workers.map(touchy, range(9)))
    workers.close()
    assert [one.item if isinstance(one, Lost) else None for one in found].count(5) == 1
    assert [one for one in found if not isinstance(one, Lost)] == [n * n for n in range(9) if n != 5]


def test_only_the_item_that_takes_too_long_is_lost() -> None:
    workers = Processes(2)
    found = list(workers.map(touchy, range(9, 14), 2.0))
    workers.close()
    assert [one.item for one in found if isinstance(one, Lost)] == [11]
    assert [one for one in found if not isinstance(one, Lost)] == [81, 100, 144, 169]


def test_both_kinds_of_workers_agree() -> None:
    workers = Processes(2)
    assert list(workers.map(touchy, range(5))) == list(InProcess().map(touchy, range(5)))
    workers.close()


def _tell_and_wait(pipe: int) -> None:
    os.write(pipe, b"!")
    time.sleep(600)


def _keep_workers_busy(pipe: int) -> None:
    list(Processes(2).map(_tell_and_wait, [pipe] * 2))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that are copies of this one")
def test_no_worker_outlives_a_build_that_is_killed() -> None:
    here, there = os.pipe()
    build = multiprocessing.get_context("fork").Process(target=_keep_workers_busy, args=(there,))
    build.start()
    os.close(there)
    with os.fdopen(here, "rb", buffering=0) as pipe:
        assert pipe.read(1) == b"!"
        os.kill(build.pid or 0, signal.SIGKILL)
        build.join()
        # The pipe comes to its end when nobody has the other one open any more.
        while select.select([pipe], [], [], 60)[0]:
            if not pipe.read(1):
                return
    pytest.fail("a worker is still there")


def test_more_processes_than_windows_can_wait_for(monkeypatch: pytest.MonkeyPatch) -> None:
    workers = Processes(256)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", "win32")
        results = workers.map(abs, [-1])
    assert list(results) == [1]
    workers.close()


@pytest.mark.parametrize("shows_open_files", [True, False])
def test_what_is_shared_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, shows_open_files: bool
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    if not shows_open_files:
        monkeypatch.setattr(shared, "_OPEN_FILES", str(tmp_path / "none"))
    for value in ("one", "two"):  # a path may be used again
        with Shared(value) as given:
            assert pickle.loads(pickle.dumps(given)).get() == value
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_shared_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_source: object, target: IO[bytes]) -> None:
        target.write(b"half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(shared, "_OPEN_FILES", str(tmp_path / "none"))
    monkeypatch.setattr(shared, "copyfileobj", full)
    with Shared("value") as given, pytest.raises(TemporaryFileError):
        pickle.dumps(given)
    assert not list(tmp_path.iterdir())
