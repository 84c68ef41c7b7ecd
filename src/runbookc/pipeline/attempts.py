"""Work on one article: it comes to an end in time, or its failure is told and the others go on."""

from __future__ import annotations

import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NamedTuple, TypeVar

R = TypeVar("R")

_PACKAGE = Path(__file__).parents[1]


class Failure(NamedTuple):
    """Why a piece of work has no result."""

    reason: str


class _TooSlowError(BaseException):
    """Raised by the alarm in the midst of the work, past whatever that would catch."""


def attempt(work: Callable[[], R], seconds: float, doing: str) -> R | Failure:
    """The result of `work`, which may use so many seconds of this process, or why there is none.

    `doing` names the work in the reason. Interrupts pass.
    """
    try:
        with _at_most(seconds):
            return work()
    except OSError as error:
        return Failure(error.strerror or type(error).__name__)
    except _TooSlowError:
        return Failure(f"{doing} takes longer than {seconds:g} seconds (--max-seconds)")
    except (RecursionError, MemoryError) as error:
        return Failure(f"{doing} needs too much ({type(error).__name__})")
    except Exception as error:
        return Failure(f"{doing} failed: {_told(error)}; this is a defect of runbookc, please report it")


def _told(error: Exception) -> str:
    """The kind of an error and where in this program it was raised: not its text, which may be anything."""
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(_PACKAGE)
    ]
    where = f" in {Path(frames[-1].filename).relative_to(_PACKAGE).as_posix()}:{frames[-1].lineno}"
    return type(error).__name__ + where


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Stop what runs inside after so many seconds of work, where the system has such an alarm.

    Seconds of the processor: how busy the machine is with other things makes no difference.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise _TooSlowError

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
