"""From files to articles: a head to group by stays in memory, the article itself goes to the spool."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

import msgspec

from runbookc.model.article import Article
from runbookc.pipeline.attempts import Failure, attempt
from runbookc.pipeline.crew import Crew
from runbookc.pipeline.store import Store, Where
from runbookc.pipeline.workers import Lost, Workers
from runbookc.reader import Limits
from runbookc.sources import SourceFile

_CHUNK = 56
"""Files in one piece of work, at most; with fewer the same text is read by several processes."""
_PIECES = 12
"""As many pieces at least, if there are enough files, so that all processes have work to the end."""
_SMALLEST = 8
_STEP = 24
"""Files between two messages of progress."""

Progress = Callable[[int, int], None]
"""Told how many files of how many are done."""


class Unreadable(msgspec.Struct, frozen=True, kw_only=True):
    """A file that could not be compiled at all."""

    path: str
    reason: str


class ReadFile(msgspec.Struct, frozen=True, array_like=True):
    """What reading one file gave, as it travels between processes: one of `head` and `failure`."""

    head: Article | None
    """The article without its sections and its table."""
    body: bytes
    """The article without what tells it from another with the same content, encoded."""
    failure: Unreadable | None = None


class Edition(msgspec.Struct, frozen=True):
    """An article whose text is kept elsewhere."""

    head: Article
    body: Where
    key: bytes = b""
    """Stands for all that this edition depends on; empty when nothing is remembered."""


class _Chunk(msgspec.Struct, frozen=True):
    files: tuple[SourceFile, ...]
    limits: Limits
    seconds: float
    data: tuple[bytes | None, ...] = ()
    """The files' contents, for workers that do not see the files; None for one that cannot be read."""


def read_editions(
    files: Sequence[SourceFile],
    crew: Crew,
    store: Store,
    *,
    limits: Limits,
    seconds: float,
    progress: Progress | None = None,
    contents: Mapping[str, str] | None = None,
) -> tuple[list[Edition], list[Unreadable]]:
    """Read and lower every file that the store does not know, in their order, whatever the workers.

    A file that takes longer than `seconds`, or kills its process, is among the unreadable ones; the
    others are not touched by it. `contents` are the SHA-256 of files, where they are known.
    """
    editions: list[Edition] = []
    failed: list[Unreadable] = []
    told = contents or {}
    prints = [_print(file, told.get(file.path), limits, store) if store.is_on else None for file in files]
    heads = _known(prints, store)
    unknown = [file for file, one in zip(files, prints, strict=True) if one is None or one.head not in heads]
    new = _read(unknown, crew.of(len(unknown)), limits, seconds)
    for position, one in enumerate(prints, 1):
        if one is not None and one.head in heads:
            editions.append(Edition(heads[one.head], one.body, one.head))
        else:
            found = next(new)
            if found.head is not None:
                editions.append(_kept(found.head, found.body, one, store))
            if found.failure is not None:
                failed.append(found.failure)
        if progress is not None and position % _STEP == 0:
            progress(position, len(files))
    return editions, failed


class _Print(NamedTuple):
    """What a file is known by."""

    sha256: str
    head: bytes
    """Key of the article's head."""
    body: bytes
    """Key of its content."""


def _print(file: SourceFile, sha256: str | None, limits: Limits, store: Store) -> _Print | None:
    if sha256 is None:
        data = _content(file)
        if data is None:
            return None
        sha256 = hashlib.sha256(data).hexdigest()
    parts = (os.fsencode(file.path), repr((file.folder_locale, limits)), sha256)
    return _Print(sha256, store.key("head", *parts), store.key("body", *parts))


def _known(prints: Sequence[_Print | None], store: Store) -> dict[bytes, Article]:
    """Heads by their keys, of files whose content is known as well."""
    made = [one for one in prints if one is not None]
    bodies = store.has([one.body for one in made])
    found = store.known([one.head for one in made if one.body in bodies])
    heads: dict[bytes, Article] = {}
    for key, data in found.items():
        with suppress(msgspec.DecodeError):
            heads[key] = _HEADS.decode(data)
    return heads


def _kept(head: Article, body: bytes, one: _Print | None, store: Store) -> Edition:
    """A file that was changed while it was read is not remembered."""
    if one is None or one.sha256 != head.sha256:
        return Edition(head, store.spool.add(body))
    store.remember(one.head, _ENCODER.encode(head))
    store.remember(one.body, body)
    return Edition(head, store.spool.add(body), one.head)


def _read(
    files: Sequence[SourceFile], workers: Workers, limits: Limits, seconds: float
) -> Iterator[ReadFile]:
    size = max(_SMALLEST, min(_CHUNK, len(files) // _PIECES))
    chunks = (
        _chunk(tuple(files[i : i + size]), limits, seconds, workers) for i in range(0, len(files), size)
    )
    for result in workers.map(_read_chunk, chunks, seconds * _CHUNK):
        if isinstance(result, Lost):
            yield from _read_singly(result.item, workers)
        else:
            yield from _DECODER.decode(result)


def _read_singly(chunk: _Chunk, workers: Workers) -> Iterator[ReadFile]:
    """Find the file that the chunk was lost for."""
    singles = [_chunk((file,), chunk.limits, chunk.seconds, workers) for file in chunk.files]
    for result in workers.map(_read_chunk, singles, 2 * chunk.seconds):
        if isinstance(result, Lost):
            failure = Unreadable(path=result.item.files[0].path, reason=f"reading failed: {result.reason}")
            yield ReadFile(None, b"", failure)
        else:
            yield from _DECODER.decode(result)


def _chunk(files: tuple[SourceFile, ...], limits: Limits, seconds: float, workers: Workers) -> _Chunk:
    data = () if workers.shares_files else tuple(_content(file) for file in files)
    return _Chunk(files, limits, seconds, data)


def _content(file: SourceFile) -> bytes | None:
    try:
        return file.location.read_bytes()
    except OSError:
        return None


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(list[ReadFile])
_HEADS = msgspec.msgpack.Decoder(Article)


def _read_chunk(chunk: _Chunk) -> bytes:
    """Results travel encoded: pickled trees cost more than reading them."""
    data = chunk.data or (None,) * len(chunk.files)
    return _ENCODER.encode([_read_one(file, chunk, one) for file, one in zip(chunk.files, data, strict=True)])


def _read_one(file: SourceFile, chunk: _Chunk, data: bytes | None) -> ReadFile:
    from runbookc.lowering import lower
    from runbookc.reader import read

    def work() -> ReadFile:
        content = file.location.read_bytes() if data is None else data
        article = lower(read(file.path, content, folder_locale=file.folder_locale, limits=chunk.limits))
        head = msgspec.structs.replace(article, sections=(), probes=())
        return ReadFile(head, _ENCODER.encode(anonymous(article)))

    result = attempt(work, chunk.seconds, "reading it")
    if isinstance(result, Failure):
        return ReadFile(None, b"", Unreadable(path=file.path, reason=result.reason))
    return result


def anonymous(article: Article) -> Article:
    """The article without its names and its place: equal for articles with the same content."""
    return msgspec.structs.replace(
        article, path="", sha256="", asset_id=None, library_id=None, stem="", folder="", problems=()
    )


def whole(head: Article, body: Article) -> Article:
    """The article again, from its two parts."""
    return msgspec.structs.replace(head, sections=body.sections, probes=body.probes)
