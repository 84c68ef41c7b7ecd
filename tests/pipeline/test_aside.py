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


@pytest.mark.skipif(sys.platform != "linux", reason="a second process is used on Linux only")
@pytest.mark.parametrize("fate", ["lives", "is killed", "has ended"])
def test_a_second_process_changes_nothing(library: Library, fate: str) -> None:
    with Aside(wanted=False) as alone:
        expected = {artifact.path: artifact for artifact in alone.render(library)}
    with Aside(wanted=True) as aside:
        assert aside.processes is not None
        pid = aside.processes.begin(_pid, None).result()
        if fate != "lives":
            os.kill(pid, signal.SIGKILL)
        if fate == "has ended":
            _wait_for_end(pid)
        assert {artifact.path: artifact for artifact in aside.render(library)} == expected
    _wait_for_end(pid)
    assert {"index.html", "drift/report.sarif"} <= set(expected)
