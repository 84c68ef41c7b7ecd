"""A worker that dies, or does not come to an end, takes only its own item with it."""

from __future__ import annotations

import os
import signal
import time

import pytest

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
