"""From groups of editions to aligned runbooks, kept in the spool."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from runbookc import checks
from runbookc.alignment import align
from runbookc.linking import LinkIndex, link_editions
from runbookc.model.article import Article
from runbookc.model.runbook import Runbook
from runbookc.pipeline.grouping import Group
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
    bodies: tuple[tuple[bytes, ...], ...]
    """For each id, the encoded articles of its editions."""
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
    with Shared(LinkIndex.of((group.id, group.heads) for group in groups)) as index:
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
    results = []
    for id_, bodies in zip(batch.ids, batch.bodies, strict=True):
        articles = [_ARTICLES.decode(body) for body in bodies]
        runbook = align(link_editions(articles, index), runbook_id=id_, reference=batch.reference)
        results.append(_Result(_ENCODER.encode(runbook), checks.observe(runbook)))
    return _ENCODER.encode(results)


def load(aligned: Aligned, spool: Spool) -> Runbook:
    """The runbook itself."""
    return _RUNBOOKS.decode(spool.get(aligned.place))
