"""Work spread over processes, results in order, a bounded number of items under way.

A worker that dies takes only its own item with it: the caller is told which one.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import connection, parent_process
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 3
"""Items under way for each process: enough to keep it busy, few enough to bound memory."""
_MOST_ON_WINDOWS = 61
"""Processes that it can wait for at once (WaitForMultipleObjects)."""
_DYING = 1.0
"""Seconds to wait for the end of a process that is killed."""


@dataclass(frozen=True, slots=True)
class Lost(Generic[T]):
    """An item whose worker died or did not answer in time."""

    item: T
    reason: str


class Workers(Protocol):
    """Something that runs a function over items."""

    shares_files: bool
    """Whether it sees the files that this process sees."""

    def map(
        self, function: Callable[[T], R], items: Iterable[T], seconds: float | None = None
    ) -> Iterator[R | Lost[T]]:
        """Results in the order of `items`; no item may take longer than `seconds`."""
        ...

    def close(self) -> None:
        """No more work."""
        ...


class InProcess:
    """One item after the other, here."""

    shares_files = True

    def map(
        self,
        function: Callable[[T], R],
        items: Iterable[T],
        seconds: float | None = None,  # noqa: ARG002 - nobody could stop this process but itself
    ) -> Iterator[R | Lost[T]]:
        return map(function, items)

    def close(self) -> None:
        pass


class Processes:
    """A pool of processes, made when the first work comes and again when one of them dies."""

    shares_files = True

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool: ProcessPoolExecutor | None = None

    def map(
        self, function: Callable[[T], R], items: Iterable[T], seconds: float | None = None
    ) -> Iterator[R | Lost[T]]:
        """The first items are begun at once, whenever their results are asked for."""
        waiting = iter(items)
        under_way: deque[tuple[T, Future[R]]] = deque()
        self._submit(function, waiting, under_way)
        return self._results(function, waiting, under_way, seconds)

    def _results(
        self,
        function: Callable[[T], R],
        waiting: Iterator[T],
        under_way: deque[tuple[T, Future[R]]],
        seconds: float | None,
    ) -> Iterator[R | Lost[T]]:
        while under_way:
            try:
                result = under_way[0][1].result(seconds)
            except (BrokenProcessPool, TimeoutError):
                self.abandon()
                yield from self._one_by_one(function, [item for item, _ in under_way], seconds)
                under_way.clear()
            else:
                under_way.popleft()
                yield result
            self._submit(function, waiting, under_way)

    def _submit(
        self, function: Callable[[T], R], waiting: Iterator[T], under_way: deque[tuple[T, Future[R]]]
    ) -> None:
        while len(under_way) < self._count * _AHEAD:
            try:
                item = next(waiting)
            except StopIteration:
                return
            under_way.append((item, self.begin(function, item)))

    def begin(self, function: Callable[[T], R], item: T) -> Future[R]:
        """One item. The future has BrokenProcessPool if its process dies, or died before."""
        try:
            with _interrupts_held():
                pool = self._ready()
                future = pool.submit(function, item)
            # What is submitted while a pool breaks may be forgotten by it.
            if getattr(pool, "_broken", False):
                raise BrokenProcessPool
            return future
        except BrokenProcessPool as error:
            lost: Future[R] = Future()
            lost.set_exception(error)
            return lost

    def _one_by_one(
        self, function: Callable[[T], R], items: list[T], seconds: float | None
    ) -> Iterator[R | Lost[T]]:
        """Each item in a process of its own, to learn which of them it was."""
        for item in items:
            pool = _pool(1)
            try:
                yield pool.submit(function, item).result(seconds)
            except BrokenProcessPool:
                yield Lost(item, "its process died")
            except TimeoutError:
                yield Lost(item, f"it took longer than {seconds:g} seconds")
            finally:
                _kill(pool)

    def _ready(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = _pool(self._count)
        return self._pool

    def abandon(self) -> None:
        """End the processes, whatever they do."""
        if self._pool is not None:
            _kill(self._pool)
            self._pool = None

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def _pool(count: int) -> ProcessPoolExecutor:
    most = _MOST_ON_WINDOWS if sys.platform == "win32" else count
    return ProcessPoolExecutor(max_workers=min(count, most), initializer=_prepare_worker)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """A process that starts in here sees no interrupt before `_prepare_worker` has its say."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _prepare_worker() -> None:
    prepare_process()
    # An interrupt ends the build; to say so is for the process that started it.
    signal.signal(signal.SIGINT, lambda *_: os._exit(1))
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def prepare_process() -> None:
    """Parsing makes many objects and few cycles: the default thresholds spend a third of the time."""
    gc.set_threshold(50_000, 20, 100)


def _kill(pool: ProcessPoolExecutor) -> None:
    processes = list(getattr(pool, "_processes", {}).values())
    for process in processes:
        with suppress(OSError):
            process.kill()
    # A process may still do what it was about to when it is killed.
    for process in processes:
        process.join(_DYING)
    pool.shutdown(wait=False, cancel_futures=True)


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
