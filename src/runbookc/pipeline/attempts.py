"""Work on one article: it comes to an end in time, or its failure is told and the others go on."""

from __future__ import annotations

import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import FrameType
from typing import NamedTuple, TypeVar

R = TypeVar("R")

_PACKAGE = Path(__file__).parents[1]
_BLINK = 0.01
"""Seconds between two looks at one who is about to be stopped."""


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


def _at_most(seconds: float) -> AbstractContextManager[None]:
    """Stop what runs inside after so many seconds of work.

    Seconds of the processor, where they can be told: how busy the machine is with other things makes
    no difference.
    """
    is_main = threading.current_thread() is threading.main_thread()
    return _alarm(seconds) if is_main and hasattr(signal, "setitimer") else _watch(seconds)


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """By a signal: they reach main threads only."""

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise _TooSlowError

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextmanager
def _watch(seconds: float) -> Iterator[None]:
    """By another thread, which raises the error in this one: a worker of a cluster works in threads."""
    worker = threading.get_ident()
    clock = _clock(worker)
    end = clock() + seconds
    over = threading.Event()
    deciding = threading.Lock()

    def watch() -> None:
        while not over.wait(max(end - clock(), _BLINK)):
            with deciding:
                if clock() >= end and not over.is_set():
                    _raise_in(worker, _TooSlowError)
                    return

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        with deciding:
            over.set()
        # Raised in the last moment, it would come when the work is done already.
        _raise_in(worker, None)


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Raise an error in a thread when it next runs Python code; None takes back what is not raised yet."""
    import ctypes

    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread), ctypes.py_object(error) if error else None
    )


def _clock(thread: int) -> Callable[[], float]:
    """Seconds that a thread has worked; of the wall, where the system does not tell."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return time.monotonic
    own = time.pthread_getcpuclockid(thread)
    return lambda: time.clock_gettime(own)
