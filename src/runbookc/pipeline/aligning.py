"""From groups of editions to aligned runbooks, kept in the spool."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from runbookc import checks
from runbookc.alignment import align, named
from runbookc.linking import LinkIndex, RecordingIndex, link_editions
from runbookc.model.article import Article
from runbookc.model.runbook import Runbook
from runbookc.pipeline.attempts import Failure, attempt
from runbookc.pipeline.batches import LARGEST, batched
from runbookc.pipeline.crew import Crew
from runbookc.pipeline.grouping import Group
from runbookc.pipeline.observing import observe_known, remember
from runbookc.pipeline.reading import Unreadable, whole
from runbookc.pipeline.shared import Shared
from runbookc.pipeline.store import Store, Where
from runbookc.pipeline.workers import Lost, Workers

_BATCH = 40
"""Editions in one piece of work."""
_DOING = "aligning its editions"


class Aligned(msgspec.Struct, frozen=True):
    """A runbook whose text is kept elsewhere."""

    group: Group
    where: Where
    digest: bytes
    """Of the encoded runbook."""


class _Batch(msgspec.Struct, frozen=True):
    ids: tuple[str, ...]
    heads: tuple[tuple[Article, ...], ...]
    """For each id, its editions without their text."""
    bodies: tuple[tuple[bytes, ...], ...]
    """For each id, the encoded content of its editions."""
    index: Shared[LinkIndex]
    reference: str | None
    seconds: float
    """How long one edition may take."""


class _Origin(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of an alignment beside the runbook and its observations."""

    digest: bytes
    """Of the encoded runbook."""
    answers: dict[str, str | None]
    """What was asked of the other articles for it."""


class _Result(msgspec.Struct, frozen=True, array_like=True):
    runbook: bytes
    origin: _Origin
    observations: checks.Observations


_ENCODER = msgspec.msgpack.Encoder()
_ARTICLES = msgspec.msgpack.Decoder(Article)
_RUNBOOKS = msgspec.msgpack.Decoder(Runbook)
_RESULTS = msgspec.msgpack.Decoder(list[tuple[_Result | None, str]])
_ORIGINS = msgspec.msgpack.Decoder(_Origin)


def align_groups(
    groups: Sequence[Group],
    crew: Crew,
    store: Store,
    *,
    reference: str | None,
    seconds: float,
    corpus: checks.Corpus,
) -> tuple[list[Aligned], list[Unreadable]]:
    """Link and align every group that the store does not know; the `corpus` gets what each adds to it.

    A group that takes longer than `seconds` for each edition, or kills its process, is left out: its
    files are returned beside the others. Raises VanishedError.
    """
    links = LinkIndex.of((group.id, group.heads) for group in groups)
    keys = [_key(group, reference, store) for group in groups]
    known = _known([key for key in keys if key], links, store)
    unknown = [group for group, key in zip(groups, keys, strict=True) if key not in known]
    workers = crew.of(sum(len(group.editions) for group in unknown))
    aligned: list[Aligned] = []
    failed: list[Unreadable] = []
    with Shared(links, embed=not workers.shares_files) as index:
        new = _new(_batches(unknown, store, index, reference, seconds), workers, seconds)
        for group, key in zip(groups, keys, strict=True):
            digest = known.get(key)
            if digest is None:
                result = next(new)
                if isinstance(result, Failure):
                    failed += unreadable(group, result)
                    continue
                corpus.add(result.observations)
                aligned.append(_kept(group, key, result, store))
            else:
                aligned.append(Aligned(group, store.key("runbook", digest), digest))
    observe_known(
        [known[key] for key in keys if key in known],
        [one.digest for one in aligned],
        [head.path for group in groups for head in group.heads],
        store,
        corpus,
    )
    return aligned, failed


def unreadable(group: Group, failure: Failure) -> Iterator[Unreadable]:
    """All the files of a group."""
    return (Unreadable(path=head.path, reason=failure.reason) for head in group.heads)


def _kept(group: Group, key: bytes, result: _Result, store: Store) -> Aligned:
    digest = result.origin.digest
    if key:
        store.remember(key, _ENCODER.encode(result.origin))
        store.remember(store.key("runbook", digest), result.runbook)
        remember(result.observations, digest, store)
    return Aligned(group, store.spool.add(result.runbook), digest)


def _key(group: Group, reference: str | None, store: Store) -> bytes:
    """Stands for all that a runbook depends on, but for the other articles; empty when that is not known."""
    keys = [edition.key for edition in group.editions]
    return store.key("aligned", group.id, reference or "", *keys) if all(keys) else b""


def _known(keys: Sequence[bytes], links: LinkIndex, store: Store) -> dict[bytes, bytes]:
    """Digests of runbooks by the keys of their groups, where the other articles still say the same and
    the runbook is there."""
    found: dict[bytes, bytes] = {}
    for key, data in store.known(keys).items():
        with suppress(msgspec.DecodeError):
            origin = _ORIGINS.decode(data)
            if links.still(origin.answers):
                found[key] = origin.digest
    there = store.has([store.key("runbook", digest) for digest in found.values()])
    return {key: digest for key, digest in found.items() if store.key("runbook", digest) in there}


def _new(batches: Iterable[_Batch], workers: Workers, seconds: float) -> Iterator[_Result | Failure]:
    for result in workers.map(_align_batch, batches, 2 * LARGEST * _BATCH * seconds):
        if isinstance(result, Lost):
            yield from _singly(result.item, workers)
        else:
            yield from _decoded(result)


def _singly(batch: _Batch, workers: Workers) -> Iterator[_Result | Failure]:
    """Find the group that the batch was lost for."""
    for one in zip(batch.ids, batch.heads, batch.bodies, strict=True):
        single = replace(batch, ids=one[:1], heads=one[1:2], bodies=one[2:])
        for result in workers.map(_align_batch, [single], 2 * batch.seconds * len(one[1])):
            if isinstance(result, Lost):
                yield Failure(f"{_DOING} failed: {result.reason}")
            else:
                yield from _decoded(result)


def _decoded(results: bytes) -> Iterator[_Result | Failure]:
    return (result or Failure(reason) for result, reason in _RESULTS.decode(results))


def _batches(
    groups: Sequence[Group], store: Store, index: Shared[LinkIndex], reference: str | None, seconds: float
) -> Iterator[_Batch]:
    for some in batched(groups, lambda group: group, _BATCH):
        yield _Batch(
            ids=tuple(group.id for group in some),
            heads=tuple(group.heads for group in some),
            bodies=tuple(tuple(store.get(edition.body) for edition in group.editions) for group in some),
            index=index,
            reference=reference,
            seconds=seconds,
        )


def _align_batch(batch: _Batch) -> bytes:
    index = batch.index.get()
    results: list[tuple[_Result | None, str]] = []
    for id_, heads, bodies in zip(batch.ids, batch.heads, batch.bodies, strict=True):
        work = partial(_aligned, id_, heads, bodies, index, batch.reference)
        result = attempt(work, batch.seconds * len(heads), _DOING)
        results.append((None, result.reason) if isinstance(result, Failure) else (result, ""))
    return _ENCODER.encode(results)


class _Known(NamedTuple):
    """What came of one content, and what was asked of the other articles for it."""

    answers: dict[str, str | None]
    runbook: Runbook
    observations: checks.Observations


_KNOWN: OrderedDict[bytes, _Known] = OrderedDict()
_MOST_KNOWN = 64


def _aligned(
    id_: str, heads: tuple[Article, ...], bodies: tuple[bytes, ...], index: LinkIndex, reference: str | None
) -> _Result:
    """Articles with the same content under other names are linked and aligned once."""
    key = blake2b(_ENCODER.encode((reference, bodies)), digest_size=20).digest()
    known = _KNOWN.pop(key, None)
    if known is not None and index.still(known.answers):
        runbook = named(known.runbook, heads, runbook_id=id_)
    else:
        known, runbook = None, None
    if known is None or runbook is None or runbook.health_set != known.runbook.health_set:
        articles = [whole(head, _ARTICLES.decode(body)) for head, body in zip(heads, bodies, strict=True)]
        recording = RecordingIndex.over(index)
        runbook = align(link_editions(articles, recording), runbook_id=id_, reference=reference)
        known = _Known(recording.answers, runbook, checks.observe(runbook))
    _KNOWN[key] = known
    if len(_KNOWN) > _MOST_KNOWN:
        _KNOWN.popitem(last=False)
    encoded = _ENCODER.encode(runbook)
    digest = blake2b(encoded, digest_size=20).digest()
    return _Result(encoded, _Origin(digest, known.answers), known.observations)


def load(aligned: Aligned, store: Store) -> Runbook:
    """The runbook itself. Raises VanishedError."""
    return _RUNBOOKS.decode(store.get(aligned.where))
