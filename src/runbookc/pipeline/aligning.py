"""From groups of editions to aligned runbooks, kept in the spool."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple

import msgspec

from runbookc import checks
from runbookc.alignment import align, named
from runbookc.linking import LinkIndex, RecordingIndex, link_editions
from runbookc.model.article import Article
from runbookc.model.runbook import Runbook
from runbookc.pipeline.grouping import Group
from runbookc.pipeline.reading import whole
from runbookc.pipeline.shared import Shared
from runbookc.pipeline.spool import Place, Spool
from runbookc.pipeline.workers import Lost, Workers

_BATCH = 40
"""Editions in one piece of work."""


class Aligned(msgspec.Struct, frozen=True):
    """A runbook whose text is in the spool."""

    group: Group
    place: Place


class AlignmentFailedError(Exception):
    """A worker died over an article although reading it had gone well."""


class _Batch(msgspec.Struct, frozen=True):
    ids: tuple[str, ...]
    heads: tuple[tuple[Article, ...], ...]
    """For each id, its editions without their text."""
    bodies: tuple[tuple[bytes, ...], ...]
    """For each id, the encoded content of its editions."""
    index: Shared[LinkIndex]
    reference: str | None


class _Result(msgspec.Struct, frozen=True, array_like=True):
    runbook: bytes
    observations: checks.Observations


_ENCODER = msgspec.msgpack.Encoder()
_ARTICLES = msgspec.msgpack.Decoder(Article)
_RUNBOOKS = msgspec.msgpack.Decoder(Runbook)
_RESULTS = msgspec.msgpack.Decoder(list[_Result])


def align_groups(
    groups: Sequence[Group],
    workers: Workers,
    spool: Spool,
    *,
    reference: str | None,
    observe: Callable[[checks.Observations], None],
) -> list[Aligned]:
    """Link and align every group; what each adds to the corpus goes to `observe`, in order."""
    aligned: list[Aligned] = []
    links = LinkIndex.of((group.id, group.heads) for group in groups)
    with Shared(links, embed=not workers.shares_files) as index:
        batches = _batches(groups, spool, index, reference)
        for result in workers.map(_align_batch, batches):
            if isinstance(result, Lost):
                raise AlignmentFailedError(f"{', '.join(result.item.ids)}: {result.reason}")
            for one in _RESULTS.decode(result):
                observe(one.observations)
                aligned.append(Aligned(groups[len(aligned)], spool.add(one.runbook)))
    return aligned


def _batches(
    groups: Sequence[Group], spool: Spool, index: Shared[LinkIndex], reference: str | None
) -> Iterator[_Batch]:
    for some in batched(groups, _BATCH):
        yield _Batch(
            ids=tuple(group.id for group in some),
            heads=tuple(group.heads for group in some),
            bodies=tuple(tuple(spool.get(edition.place) for edition in group.editions) for group in some),
            index=index,
            reference=reference,
        )


def batched(groups: Iterable[Group], editions: int) -> Iterator[list[Group]]:
    """Groups in lists of about so many editions."""
    some: list[Group] = []
    count = 0
    for group in groups:
        some.append(group)
        count += len(group.editions)
        if count >= editions:
            yield some
            some, count = [], 0
    if some:
        yield some


def _align_batch(batch: _Batch) -> bytes:
    index = batch.index.get()
    return _ENCODER.encode(
        [
            _aligned(id_, heads, bodies, index, batch.reference)
            for id_, heads, bodies in zip(batch.ids, batch.heads, batch.bodies, strict=True)
        ]
    )


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
    return _Result(_ENCODER.encode(runbook), known.observations)


def load(aligned: Aligned, spool: Spool) -> Runbook:
    """The runbook itself."""
    return _RUNBOOKS.decode(spool.get(aligned.place))
