"""What is written for the whole library is the same whoever makes it."""

from __future__ import annotations

import os
import signal
import sys
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


@pytest.mark.skipif(sys.platform != "linux", reason="a second process is used on Linux only")
@pytest.mark.parametrize("fate", ["lives", "is killed", "has ended"])
def test_a_second_process_changes_nothing(library: Library, fate: str) -> None:
    with Aside(wanted=False) as alone:
        expected = {artifact.path: artifact for artifact in alone.render(library)}
    with Aside(wanted=True) as aside:
        process = aside._process
        assert process.pid is not None
        if fate != "lives":
            os.kill(process.pid, signal.SIGKILL)
        if fate == "has ended":
            process.join()
        assert {artifact.path: artifact for artifact in aside.render(library)} == expected
    assert not process.is_alive()
    assert {"index.html", "drift/report.sarif"} <= set(expected)
