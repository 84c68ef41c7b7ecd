"""What is written for the whole library is the same whoever makes it."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from runbookc import pipeline
from runbookc.pipeline import Options
from runbookc.pipeline.aside import Aside
from runbookc.pipeline.staging import STAGING
from runbookc.pipeline.workers import InProcess
from runbookc.renderers import Library

SOURCE_DOCS = Path(__file__).resolve().parents[2] / "source_docs"


@pytest.fixture(scope="module")
def library() -> Library:
    return pipeline.drift([SOURCE_DOCS / "fr-FR"], Options(jobs=1)).library


def _pid(_nothing: None) -> int:
    return os.getpid()


def _wait_for_end(pid: int) -> None:
    """Until the process is gone: for ever if it is not."""
    with suppress(OSError):
        os.waitpid(pid, 0)


def _staged(aside: Aside, library: Library, folder: Path) -> dict[str, bytes]:
    return {one.path: (folder / STAGING / one.name).read_bytes() for one in aside.render(library, folder)}


@pytest.mark.skipif(sys.platform != "linux", reason="a second process is used on Linux only")
@pytest.mark.parametrize("fate", ["lives", "is killed", "has ended"])
@pytest.mark.parametrize("has_runbooks", [False, True])
def test_a_second_process_changes_nothing(
    library: Library, tmp_path: Path, fate: str, *, has_runbooks: bool
) -> None:
    with Aside(wanted=False) as alone:
        expected = _staged(alone, library, tmp_path)
    with Aside(wanted=True, for_runbooks=has_runbooks) as aside:
        aside.rather_than(InProcess())
        aside.load()
        assert aside.processes is not None
        pid = aside.processes.begin(_pid, None).result()
        if fate != "lives":
            os.kill(pid, signal.SIGKILL)
        if fate == "has ended":
            _wait_for_end(pid)
        assert _staged(aside, library, tmp_path) == expected
    _wait_for_end(pid)
    assert {"index.html", "drift/report.sarif"} <= set(expected)
