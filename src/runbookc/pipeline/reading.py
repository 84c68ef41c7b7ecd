"""From files to articles, over several processes when there is enough to do."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

import msgspec

from runbookc.model.article import Article
from runbookc.sources import SourceFile

_WORTH_A_PROCESS = 150
"""Fewer files than this are read sooner by one process."""
_CHUNK = 32

Progress = Callable[[int, int], None]
"""Told how many files of how many are done."""


class Unreadable(msgspec.Struct, frozen=True, kw_only=True):
    """A file that the system would not give."""

    path: str
    reason: str


def read_articles(
    files: Sequence[SourceFile], jobs: int | None, progress: Progress | None = None
) -> list[Article | Unreadable]:
    """Read and lower every file; the result is in the order of `files`, whatever the job count."""
    count = _jobs(len(files), jobs)
    chunks = [files[i : i + _CHUNK] for i in range(0, len(files), _CHUNK)]
    out: list[Article | Unreadable] = []
    for encoded in _mapped(chunks, count):
        out += _DECODER.decode(encoded)
        if progress is not None:
            progress(len(out), len(files))
    return out


def _mapped(chunks: list[Sequence[SourceFile]], count: int) -> Iterator[bytes]:
    if count == 1:
        yield from map(_read_chunk, chunks)
        return
    with ProcessPoolExecutor(max_workers=count) as pool:
        yield from pool.map(_read_chunk, chunks)


def _jobs(files: int, jobs: int | None) -> int:
    """Processes to use: as told, or one for each 150 files as far as there are processors."""
    wanted = jobs if jobs is not None else min(_processors(), files // _WORTH_A_PROCESS + 1)
    return max(1, min(wanted, -(-files // _CHUNK)))


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Read(msgspec.Struct, frozen=True, array_like=True):
    article: Article | None
    failure: Unreadable | None


_ENCODER = msgspec.msgpack.Encoder()


class _Decoder:
    def __init__(self) -> None:
        self._decoder = msgspec.msgpack.Decoder(list[_Read])

    def decode(self, encoded: bytes) -> list[Article | Unreadable]:
        return [item.article or item.failure for item in self._decoder.decode(encoded)]  # type: ignore[misc]


_DECODER = _Decoder()


def _read_chunk(files: Sequence[SourceFile]) -> bytes:
    """Results travel encoded: pickled trees cost more than reading them."""
    # Parsing makes many objects and few cycles: the default thresholds spend a third of the time.
    gc.set_threshold(50_000, 20, 100)
    return _ENCODER.encode([_read_one(file) for file in files])


def _read_one(file: SourceFile) -> _Read:
    from runbookc.lowering import lower
    from runbookc.reader import read

    try:
        data = file.location.read_bytes()
    except OSError as error:
        return _Read(None, Unreadable(path=file.path, reason=error.strerror or type(error).__name__))
    return _Read(lower(read(file.path, data, folder_locale=file.folder_locale)), None)
