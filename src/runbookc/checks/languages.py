"""In which of an article's languages a sentence is written, by the words that each locale uses elsewhere.

A unigram model for each locale, learned from the input's parallel sentences (Cavnar & Trenkle 1994 did
it with character n-grams), sets a sentence against the locales of its siblings. Names are masked, so
that a product's name, which is the same everywhere, says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache, cached_property
from math import log

import msgspec

from runbookc.checks.corpus import Corpus
from runbookc.checks.parallel import rows
from runbookc.checks.sentences import words

_FEWEST = 3
"""Words that must speak, at least."""
_OFTEN = 0.25
_CLEAR = 1.5
"""By how much (mean log-likelihood ratio of a word) the other language must be likelier."""
_ROUNDING = 1e-6
"""More than sums of logarithms are inexact."""
_NOTHING: Mapping[str, int] = {}
_NONE: dict[str, float] = {}


class Languages(msgspec.Struct, frozen=True, dict=True):
    """How many sentences of each locale have each word."""

    frequency: Mapping[str, Mapping[str, int]]
    sizes: Mapping[str, int]
    everywhere: frozenset[str]
    """Words that most locales use about as often as any: a product's name, a loan."""
    most: Mapping[str, int]
    """Word to the number of sentences in the locale that has it oftenest."""

    def foreign(self, text: str, locale: str, others: tuple[str, ...]) -> str | None:
        """Which of the other locales' languages the text is in rather than its own; None if in its own."""
        said = [word for word in words(text) if len(word) > 1]
        telling = [word for word in said if word not in self.everywhere]
        fewest = max(_FEWEST, len(said) / 2)
        if len(telling) < fewest or not others or not self._may_be_foreign(telling, locale, others):
            return None
        best: tuple[float, str] | None = None
        for other in others:
            score = self._ratio(telling, other, locale, fewest)
            if score is not None and score >= _CLEAR and (best is None or score > best[0]):
                best = score, other
        return best[1] if best else None

    def _may_be_foreign(self, telling: list[str], locale: str, others: tuple[str, ...]) -> bool:
        """Whether a locale that had each word as often as any would be likelier: if not, none is."""
        gains = self._gains.get(locale, _NONE)
        fewest = min(self.sizes.get(other, 0) for other in others)
        least = _CLEAR - log((self.sizes.get(locale, 0) + 1) / (fewest + 1))
        total = _ROUNDING
        for word in telling:
            gain = gains.get(word)
            if gain is None:
                total += max(0.0, _log(self.most.get(word, 0)) - _log(0) - least)
            else:
                total += gain - least
        return total >= 0

    @cached_property
    def _gains(self) -> dict[str, dict[str, float]]:
        """For each locale the words of several of its sentences, each with the ratio that a locale which
        has it as often as any would give it."""
        return {
            locale: {word: _log(self.most[word]) - _log(here - 1) for word, here in known.items() if here > 1}
            for locale, known in self.frequency.items()
        }

    def _ratio(self, telling: list[str], other: str, locale: str, fewest: float) -> float | None:
        """Mean log-likelihood ratio over the words that one of the two knows; the sentence itself, which
        is in the sample as well, is not counted."""
        own, theirs = self.frequency.get(locale, _NOTHING), self.frequency.get(other, _NOTHING)
        known = [(own.get(word, 0), theirs.get(word, 0)) for word in telling]
        ratios = [_log(there) - _log(here - 1) for here, there in known if here > 1 or there]
        if len(ratios) < fewest:
            return None
        sizes = log((self.sizes.get(locale, 0) + 1) / (self.sizes.get(other, 0) + 1))
        return sum(ratios) / len(ratios) + sizes


@cache
def _log(count: int) -> float:
    """Of a count, smoothed."""
    return log(max(0, count) + 0.1)


def languages(corpus: Corpus) -> Languages:
    """Learned once for each corpus."""
    return corpus.derive(_learn, lasting=Languages)


def _learn(corpus: Corpus) -> Languages:
    frequency: dict[str, Counter[str]] = {}
    sizes: Counter[str] = Counter()
    for row in rows(corpus):
        for locale, text in row.items():
            sizes[locale] += 1
            frequency.setdefault(locale, Counter()).update(set(words(text)))
    most: dict[str, int] = {}
    for known in frequency.values():
        for word, count in known.items():
            most[word] = max(count, most.get(word, 0))
    return Languages(frequency, sizes, _everywhere(frequency, sizes), most)


def _everywhere(frequency: dict[str, Counter[str]], sizes: Counter[str]) -> frozenset[str]:
    found = set()
    locales = Counter(word for known in frequency.values() for word in known)
    for word, count in locales.items():
        if 2 * count > len(frequency) > 2:
            rates = [known.get(word, 0) / sizes[locale] for locale, known in frequency.items()]
            if 2 * sum(rate > _OFTEN * max(rates) for rate in rates) > len(rates):
                found.add(word)
    return frozenset(found)
