"""What the editions of an input say in parallel: rows of sentences that mean the same.

The sample of all rows (`rows`) is what rules learn from: how long a locale's sentences are, which words
stand for which. No dictionary is needed, and what is learned is bounded, whatever the input's size.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

import msgspec

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
    """Parallel sentences of one segment, or the whole segment when its editions cut it differently."""

    texts: Row
    number: int | None
    """Which sentence, from 1; None for the whole segment."""


@lru_cache(maxsize=8192)
def _units(texts: tuple[tuple[str, str], ...]) -> tuple[Unit, ...]:
    cut = {locale: sentences(masked(text)) for locale, text in texts}
    cut = {locale: found for locale, found in cut.items() if found}
    counts = {len(found) for found in cut.values()}
    if len(counts) == 1:
        (count,) = counts
        return tuple(
            Unit(
                texts={locale: found[i] for locale, found in cut.items()}, number=i + 1 if count > 1 else None
            )
            for i in range(count)
        )
    return (
        (Unit(texts={locale: " ".join(found) for locale, found in cut.items()}, number=None),) if cut else ()
    )


def units(segment: Segment) -> tuple[Unit, ...]:
    """The segment's sentences side by side where all editions have the same number of them."""
    return _units(tuple(sorted(segment.texts.items())))


@observer(PARALLEL, sampled=True)
def observed_rows(runbook: Runbook) -> Observed:
    """Every sentence that two editions or more have, each once."""
    found: set[tuple[str, ...]] = set()
    for segment in segments(runbook):
        if len(segment.texts) < 2:
            continue
        found.update(_facts(tuple(sorted(segment.texts.items()))))
    return Counter(found)


@lru_cache(maxsize=8192)
def _facts(texts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, ...], ...]:
    """Of editions that cut a segment differently, those with the commonest number of sentences."""
    cut = [(locale, sentences(masked(text))) for locale, text in texts]
    counts = Counter(len(found) for _, found in cut if found)
    if not counts:
        return ()
    count = max(sorted(counts), key=lambda number: counts[number])
    alike = [(locale, found) for locale, found in cut if len(found) == count]
    if len(alike) < 2:
        return ()
    return tuple(tuple(part for locale, found in alike for part in (locale, found[i])) for i in range(count))


def rows(corpus: Corpus) -> tuple[Row, ...]:
    """A sample of the input's parallel sentences, distinct, in a fixed order."""
    return corpus.derive(_rows)


def _rows(corpus: Corpus) -> tuple[Row, ...]:
    facts = sorted(corpus.sample(PARALLEL))
    return tuple(dict(zip(fact[::2], fact[1::2], strict=True)) for fact in facts)
