"""Bytes kept outside memory for the time of one compilation."""

from __future__ import annotations

from tempfile import TemporaryFile
from types import TracebackType
from typing import NamedTuple


class Place(NamedTuple):
    """Where some bytes are in a spool."""

    start: int
    size: int


class Spool:
    """An append-only temporary file. What a build keeps of a library grows there, not in memory."""

    def __init__(self) -> None:
        self._file = TemporaryFile(prefix="runbookc-")  # noqa: SIM115 - closed by `__exit__`
        self._end = 0

    def add(self, data: bytes) -> Place:
        self._file.seek(self._end)
        self._file.write(data)
        place = Place(self._end, len(data))
        self._end += len(data)
        return place

    def get(self, place: Place) -> bytes:
        self._file.seek(place.start)
        return self._file.read(place.size)

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
