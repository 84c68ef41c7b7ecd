"""A value that every worker needs: sent once to each process, not with each item."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from itertools import count
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile, mkstemp
from types import TracebackType
from typing import IO, Any, Generic, NamedTuple, TypeVar, cast

from runbookc.pipeline.spool import temporary_files

T = TypeVar("T")


class Form(NamedTuple, Generic[T]):
    """How a value is written into a file; both are functions of modules."""

    write: Callable[[T, IO[bytes]], None]
    read: Callable[[IO[bytes]], T]


def _pickle(value: Any, file: IO[bytes]) -> None:
    pickle.dump(value, file, pickle.HIGHEST_PROTOCOL)


_PICKLED: Form[Any] = Form(_pickle, pickle.load)


class Shared(Generic[T]):
    """`get` gives the value; between processes it travels as the path of a temporary file.

    Only this program writes and reads that file, while a build runs. Where a process shows its open files
    (Linux), it has no name of its own, and is gone when the process is.
    """

    def __init__(self, value: T, *, embed: bool = False, form: Form[T] = _PICKLED) -> None:
        """`embed`: travel as bytes, for workers on other machines; else in a file of that form."""
        self._value: T | None = value
        self._embed = embed
        self._form = form
        self._data = b""
        self._place: tuple[str, int] | None = None
        """Where the file is, and a number of its own: paths are used again."""
        self._file: IO[bytes] | None = None

    def get(self) -> T:
        if self._value is None:
            self._value = (
                pickle.loads(self._data) if self._place is None else _loaded(self._form, *self._place)
            )
        return self._value

    def __getstate__(self) -> dict[str, Any]:
        if self._embed:
            self._data = self._data or pickle.dumps(self._value, pickle.HIGHEST_PROTOCOL)
        elif self._place is None:
            with temporary_files():
                self._file = TemporaryFile(prefix="runbookc-")  # noqa: SIM115 - closed by `__exit__`
                self._form.write(cast("T", self._value), self._file)
                self._file.flush()
                self._place = (_path_of(self._file), next(_NUMBERS))
        return {**self.__dict__, "_value": None, "_file": None}

    def __enter__(self) -> Shared[T]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
        if self._place is not None and not _is_of_process(self._place[0]):
            # A process that still reads it may keep it (Windows).
            with suppress(OSError):
                Path(self._place[0]).unlink()


_NUMBERS = count()
_OPEN_FILES = "/proc"


def _path_of(file: IO[bytes]) -> str:
    """A path under which other processes of this user find what is in an open file."""
    path = f"{_OPEN_FILES}/{os.getpid()}/fd/{file.fileno()}"
    if os.access(path, os.R_OK):
        return path
    file.seek(0)
    descriptor, path = mkstemp(prefix="runbookc-")
    try:
        with os.fdopen(descriptor, "wb") as named:
            copyfileobj(file, named)
    except BaseException:
        with suppress(OSError):
            Path(path).unlink()
        raise
    return path


def _is_of_process(path: str) -> bool:
    return path.startswith(f"{_OPEN_FILES}/")


# Stages come one after the other: what one shared goes when the next is there.
@lru_cache(maxsize=1)
def _loaded(form: Form[Any], path: str, _number: int) -> Any:
    with Path(path).open("rb") as file:
        return form.read(file)
