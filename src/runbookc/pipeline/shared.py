"""A value that every worker needs: sent once to each process, not with each item."""

from __future__ import annotations

import os
import pickle
from functools import lru_cache
from pathlib import Path
from tempfile import mkstemp
from types import TracebackType
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Shared(Generic[T]):
    """`get` gives the value; between processes it travels as the name of a temporary file.

    Only this program writes and reads that file, while a build runs.
    """

    def __init__(self, value: T, *, embed: bool = False) -> None:
        """`embed`: travel as bytes, for workers on other machines."""
        self._value: T | None = value
        self._embed = embed
        self._path = ""
        self._data = b""

    def get(self) -> T:
        if self._value is None:
            self._value = pickle.loads(self._data) if self._data else _loaded(self._path)
        return self._value

    def __getstate__(self) -> dict[str, Any]:
        if self._embed:
            self._data = self._data or pickle.dumps(self._value, pickle.HIGHEST_PROTOCOL)
        elif not self._path:
            descriptor, self._path = mkstemp(prefix="runbookc-")
            with os.fdopen(descriptor, "wb") as file:
                pickle.dump(self._value, file, pickle.HIGHEST_PROTOCOL)
        return {"_value": None, "_embed": self._embed, "_path": self._path, "_data": self._data}

    def __enter__(self) -> Shared[T]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._path:
            Path(self._path).unlink(missing_ok=True)


@lru_cache(maxsize=4)
def _loaded(path: str) -> Any:
    return pickle.loads(Path(path).read_bytes())
