"""Work spread over machines: the same interface as `Processes`, on dask.distributed.

Results come back in order, so a build is the same wherever it ran. A worker that is lost costs a
retry; an item that loses several workers is reported as lost, as with local processes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from runbookc.errors import MissingPartError, RunbookcError
from runbookc.pipeline.workers import Lost, prepare_process

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 4
"""Items under way for each thread of the cluster."""
_CONNECT = "15s"


class SchedulerError(RunbookcError):
    """The scheduler does not answer."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"no scheduler at {address}: {reason}; is `dask scheduler` running there?")


class Cluster:
    """Workers behind a scheduler."""

    shares_files = False

    def __init__(self, address: str) -> None:
        """Raises MissingPartError, SchedulerError."""
        try:
            from distributed import Client
        except ImportError as error:
            raise MissingPartError("cluster") from error
        try:
            self._client: Any = Client(address, timeout=_CONNECT)  # type: ignore[no-untyped-call]
        except (OSError, ValueError, TimeoutError) as error:
            raise SchedulerError(address, str(error) or type(error).__name__) from error
        self._client.run(prepare_process)

    def map(
        self, function: Callable[[T], R], items: Iterable[T], seconds: float | None = None
    ) -> Iterator[R | Lost[T]]:
        """See `Workers.map`."""
        from distributed import KilledWorker

        waiting = iter(items)
        under_way: deque[tuple[T, Any]] = deque()
        while True:
            while len(under_way) < self._ahead():
                try:
                    item = next(waiting)
                except StopIteration:
                    break
                under_way.append((item, self._client.submit(function, item, pure=False)))
            if not under_way:
                return
            item, future = under_way.popleft()
            try:
                result: R | Lost[T] = future.result(seconds)
            except KilledWorker:
                result = Lost(item, "its process died")
            except TimeoutError:
                future.cancel()
                result = Lost(item, f"it took longer than {seconds:g} seconds")
            future.release()
            yield result

    def _ahead(self) -> int:
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values())) * _AHEAD

    def close(self) -> None:
        self._client.close()
