"""An article that a stage cannot finish costs that article, in every stage and with any workers."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from runbookc.pipeline import Options, aligning, build, drift, rendering
from runbookc.pipeline.attempts import Failure, attempt

ARTICLE = """---
ms:assetid: {name}
ms:mtpsurl: https://technet.microsoft.com/en-us/library/ms.exch.scom.{name}(v=EXCHG.150)
---

# Troubleshooting the {name} health set

1. Open the Shell.
2. Run the following command:

        Get-ServerHealth server1 | ?{{$_.HealthSetName -eq "{name}"}}
"""


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    for name in ("good", "odd", "well"):
        (folder / f"{name}.md").write_text(ARTICLE.format(name=name))
    return folder


def never_ends() -> None:
    while True:
        pass


def recurses() -> None:
    recurses()


def takes_all_memory() -> None:
    raise MemoryError


def fails() -> None:
    raise ValueError("\x1b[31m")


def dies() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def only_for_odd(stage: Callable[..., Any], trouble: Callable[[], None]) -> Callable[..., Any]:
    """`stage`, but for one article there is trouble."""

    def replaced(*args: Any, **kwargs: Any) -> Any:
        if "ms.exch.scom.odd" in (kwargs.get("runbook_id"), getattr(args[0], "id", "")):
            trouble()
        return stage(*args, **kwargs)

    return replaced


def plant(monkeypatch: pytest.MonkeyPatch, stage: str, trouble: Callable[[], None]) -> None:
    monkeypatch.setattr(aligning, "_KNOWN", type(aligning._KNOWN)())
    if stage == "align":
        monkeypatch.setattr(aligning, "align", only_for_odd(aligning.align, trouble))
    else:
        monkeypatch.setattr(rendering, "_checked", only_for_odd(rendering._checked, trouble))


@pytest.mark.parametrize("stage", ["align", "check"])
@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (recurses, "needs too much (RecursionError)"),
        (takes_all_memory, "needs too much (MemoryError)"),
        (fails, "failed: ValueError"),
    ],
)
def test_trouble_costs_one_article(
    docs: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    stage: str,
    trouble: Callable[[], None],
    reason: str,
) -> None:
    plant(monkeypatch, stage, trouble)
    result = build([docs], tmp_path / "out", Options(jobs=1))
    assert [Path(file.path).name for file in result.failed] == ["odd.md"]
    assert reason in result.failed[0].reason
    assert result.failed[0].reason.isprintable()
    written = sorted(path.stem for path in (tmp_path / "out" / "model").iterdir())
    assert written == ["ms.exch.scom.good", "ms.exch.scom.well"]
    assert drift([docs], Options(jobs=1)).failed == result.failed


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no alarm here")
def test_what_never_ends_is_stopped() -> None:
    assert attempt(never_ends, 0.2, "waiting") == Failure(
        "waiting takes longer than 0.2 seconds (--max-seconds)"
    )
    assert attempt(lambda: 5, 0.2, "counting") == 5


def test_what_never_ends_is_stopped_in_a_thread_too() -> None:
    """Where no alarm rings: a worker of a cluster works in threads."""
    with ThreadPoolExecutor(1) as thread:
        for _ in range(3):
            assert thread.submit(attempt, never_ends, 0.2, "waiting").result(60) == Failure(
                "waiting takes longer than 0.2 seconds (--max-seconds)"
            )
            assert thread.submit(attempt, lambda: 5, 30.0, "counting").result(60) == 5
            assert (
                thread.submit(attempt, fails, 30.0, "failing").result(60).reason.startswith("failing failed")
            )
        # Each is done about when its time is: the error never comes after that.
        results = [
            thread.submit(attempt, partial(works, 0.01), 0.01, "working").result(60) for _ in range(50)
        ]
        assert all(result == 5 or isinstance(result, Failure) for result in results)


def works(seconds: float) -> int:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass
    return 5


def test_an_interrupt_is_no_failure_of_an_article() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        attempt(interrupted, 5.0, "waiting")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
@pytest.mark.parametrize("stage", ["align", "check"])
@pytest.mark.parametrize("jobs", [2, None])
def test_a_process_that_dies_costs_one_article(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str, jobs: int | None
) -> None:
    plant(monkeypatch, stage, dies)  # workers are forked from this process, and have it too
    if jobs is None:  # so few articles are worked on by the build itself, were one of them not so large
        with (docs / "odd.md").open("a") as file:
            file.write("\n<!-- - -->\n" * 25_000)
    result = build([docs], tmp_path / "out", Options(jobs=jobs))
    assert [Path(file.path).name for file in result.failed] == ["odd.md"]
    assert "its process died" in result.failed[0].reason
    assert len(list((tmp_path / "out" / "model").iterdir())) == 2
