"""How long a locale's sentences are beside another's, learned from the input's parallel sentences.

Gale & Church (1993): the length of a translation is normally distributed around a fixed ratio of the
original's, with a variance that grows with the length. Their ratio and variance for English, French and
German are no constants of language: here each pair of locales has its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

import msgspec

from runbookc.checks.corpus import Corpus
from runbookc.checks.parallel import rows

_VARIANCE = 6.8
"""Gale & Church's, for pairs that are seen too seldom."""
_ENOUGH = 20


class Lengths(msgspec.Struct, frozen=True):
    """Ratios and variances per pair of locales."""

    pairs: Mapping[tuple[str, str], tuple[float, float]]

    def deviation(self, locale: str, own: int, other: str, theirs: int) -> float:
        """By how many standard deviations a text of `own` characters is longer (shorter: negative)
        than one of `theirs` characters in the other locale lets expect."""
        ratio, variance = self.pairs.get((other, locale), (1.0, _VARIANCE))
        expected = ratio * theirs
        return (own - expected) / sqrt(variance * max(1.0, (own + expected) / 2))


def lengths(corpus: Corpus) -> Lengths:
    """Learned once for each corpus."""
    return corpus.derive(_learn, lasting=Lengths)


def _learn(corpus: Corpus) -> Lengths:
    sums: dict[tuple[str, str], list[float]] = {}
    for row in rows(corpus):
        sizes = [(locale, len(text)) for locale, text in row.items()]
        for one, theirs in sizes:
            for locale, own in sizes:
                if locale != one:
                    total = sums.setdefault((one, locale), [0.0, 0.0, 0.0, 0.0])
                    total[0] += 1
                    total[1] += theirs
                    total[2] += own
                    total[3] += own * own / theirs
    return Lengths({pair: _estimated(*total) for pair, total in sums.items()})


def _estimated(count: float, theirs: float, own: float, squares: float) -> tuple[float, float]:
    """Ratio c and variance s² of own ~ N(c·theirs, s²·theirs), by moments."""
    ratio = own / theirs
    if count < _ENOUGH:
        return ratio, _VARIANCE
    return ratio, max(1.0, (squares - own * own / theirs) / count)
