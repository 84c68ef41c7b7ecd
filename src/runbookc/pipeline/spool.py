"""Bytes kept outside memory for the time of one compilation."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import NamedTuple

from runbookc.errors import RunbookcError


class TemporaryFileError(RunbookcError):
    """The folder for temporary files cannot be written."""

    def __init__(self, error: OSError) -> None:
        folder = tempfile.tempdir or "temporary files"
        reason = error.strerror or type(error).__name__
        super().__init__(f"{folder}: {reason}; set TMPDIR to a folder with room for temporary files")


@contextmanager
def temporary_files() -> Iterator[None]:
    """For what writes temporary files and nothing else. Raises TemporaryFileError."""
    try:
        yield
    except OSError as error:
        raise TemporaryFileError(error) from error


class Place(NamedTuple):
    """Where some bytes are in a spool."""

    start: int
    size: int


class Spool:
    """An append-only temporary file. What a build keeps of a library grows there, not in memory."""

    def __init__(self) -> None:
        """Raises TemporaryFileError."""
        with temporary_files():
            self._file = tempfile.TemporaryFile(prefix="runbookc-")  # noqa: SIM115 - closed by `__exit__`
        self._end = 0

    def add(self, data: bytes) -> Place:
        """Raises TemporaryFileError."""
        with temporary_files():
            self._file.seek(self._end)
            self._file.write(data)
        place = Place(self._end, len(data))
        self._end += len(data)
        return place

    def get(self, place: Place) -> bytes:
        """Raises TemporaryFileError: what was added last may not be on the disk yet."""
        with temporary_files():
            self._file.seek(place.start)
            return self._file.read(place.size)

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Closing writes what is buffered, which nobody needs any more.
        with suppress(OSError):
            self._file.close()
