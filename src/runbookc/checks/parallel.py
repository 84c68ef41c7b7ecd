"""What the editions of an input say in parallel: rows of sentences that mean the same.

The sample of all rows (`rows`) is what rules learn from: how long a locale's sentences are, which words
stand for which. No dictionary is needed, and what is learned is bounded, whatever the input's size.
"""

from __future__ import annotations

import zlib
from collections import Counter
from functools import lru_cache

import msgspec

from runbookc.checks import places
from runbookc.checks.corpus import Corpus, Observed
from runbookc.checks.places import Segment, segments
from runbookc.checks.registry import observer
from runbookc.checks.sentences import masked, sentences
from runbookc.model.runbook import Runbook

PARALLEL = "parallel"
"""Observer: rows of parallel sentences, locale and text in turn."""

Row = dict[str, str]
"""Locale to its sentence, masked."""


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """Parallel sentences of one segment."""

    texts: Row
    number: int | None
    """Which sentence, from 1; None when it is the only one."""


@lru_cache(maxsize=8192)
def units_of(row: places.Row) -> tuple[Unit, ...]:
    """Texts' sentences side by side, of the editions that have the commonest number of them."""
    cut = {locale: sentences(masked(text)) for locale, text in row}
    counts = Counter(len(found) for found in cut.values() if found)
    if not counts:
        return ()
    count = max(sorted(counts), key=lambda number: counts[number])
    return tuple(
        Unit(
            texts={locale: found[i] for locale, found in cut.items() if len(found) == count},
            number=i + 1 if count > 1 else None,
        )
        for i in range(count)
    )


def units(segment: Segment) -> tuple[Unit, ...]:
    """The segment's sentences side by side (see `units_of`)."""
    return units_of(segment.row)


@observer(PARALLEL, sampled=True)
def observed_rows(runbook: Runbook) -> Observed:
    """Every sentence that two editions or more have, each once."""
    found: set[tuple[str, ...]] = set()
    for segment in segments(runbook):
        found.update(
            tuple(part for item in unit.texts.items() for part in item)
            for unit in units(segment)
            if len(unit.texts) > 1
        )
    return Counter(found)


def rows(corpus: Corpus) -> tuple[Row, ...]:
    """A sample of the input's parallel sentences, distinct, in a fixed order that mixes articles."""
    return corpus.derive(_rows)


def _rows(corpus: Corpus) -> tuple[Row, ...]:
    facts = sorted(corpus.sample(PARALLEL), key=lambda fact: (zlib.crc32(repr(fact).encode()), fact))
    return tuple(dict(zip(fact[::2], fact[1::2], strict=True)) for fact in facts)
