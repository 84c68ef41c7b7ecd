"""Who does a piece of work: this process, several, or a cluster."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from runbookc import checks
from runbookc.pipeline.options import Options
from runbookc.pipeline.workers import InProcess, Processes, Workers, prepare_process, processors

_WORTH_A_PROCESS = 75
"""Fewer editions than this for each process are done sooner by one."""
_UNUSUAL = 250_000
"""Bytes of a source beyond which nobody knows what it does to the process that works on it."""


class Crew:
    """Workers by the amount of work; each kind is made once."""

    def __init__(self, options: Options, sources: Iterable[Path] = ()) -> None:
        """`sources`: if one of these files is unusual, no article is worked on in this process, unless the
        user asked for one process."""
        self._options = options
        self._apart = options.jobs is None and any(_size(path) > _UNUSUAL for path in sources)
        self._made: dict[int, Workers] = {}

    def of(self, editions: int) -> Workers:
        """Those for so many editions, or for as many as the user asked for. Raises MissingPartError,
        SchedulerError."""
        count = self._count(editions)
        if count not in self._made:
            self._made[count] = self._make(count)
        return self._made[count]

    def has_room(self, editions: int) -> bool:
        """Whether a process more is worth while for so many editions."""
        return self._count(editions) > 1

    def _count(self, editions: int) -> int:
        if self._options.scheduler is not None:
            return 0
        asked = self._options.jobs
        return asked if asked is not None else max(1, min(processors(), editions // _WORTH_A_PROCESS))

    def _make(self, count: int) -> Workers:
        if self._options.scheduler is not None:
            from runbookc.pipeline.cluster import Cluster

            return Cluster(self._options.scheduler)
        if count == 1 and not self._apart:
            return InProcess()
        # What every process needs is loaded once, before they part.
        checks.rules()
        return Processes(count)

    def abandon(self) -> None:
        """End the processes, whatever they do."""
        for workers in self._made.values():
            if isinstance(workers, Processes):
                workers.abandon()

    def __enter__(self) -> Crew:
        prepare_process()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for workers in self._made.values():
            workers.close()


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0
