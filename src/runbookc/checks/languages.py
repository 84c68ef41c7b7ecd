"""In which of an article's languages a sentence is written, by the words that each locale uses elsewhere.

A unigram model for each locale, learned from the input's parallel sentences (Cavnar & Trenkle 1994 did
it with character n-grams), sets a sentence against the locales of its siblings. Names are masked, so
that a product's name, which is the same everywhere, says nothing.
"""

from __future__ import annotations

from collections import Counter
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


class Languages(msgspec.Struct, frozen=True):
    """How many sentences of each locale have each word."""

    frequency: dict[str, Counter[str]]
    sizes: Counter[str]

    def foreign(self, text: str, locale: str, others: tuple[str, ...]) -> str | None:
        """Which of the other locales' languages the text is in rather than its own; None if in its own."""
        said = [word for word in words(text) if len(word) > 1]
        best: tuple[float, str] | None = None
        for other in others:
            score = self._ratio(said, other, locale)
            if score is not None and score >= _CLEAR and (best is None or score > best[0]):
                best = score, other
        return best[1] if best else None

    def _ratio(self, said: list[str], other: str, locale: str) -> float | None:
        """Mean log-likelihood ratio over the words that one of the two knows; the sentence itself, which
        is in the sample as well, is not counted."""
        ratios = []
        for word in said:
            here = max(0, self.frequency[locale][word] - 1)
            there = self.frequency[other][word]
            if (here or there) and not self._is_everywhere(word):
                ratios.append(
                    log((there + 0.1) / (self.sizes[other] + 1))
                    - log((here + 0.1) / (self.sizes[locale] + 1))
                )
        if len(ratios) < _FEWEST or 2 * len(ratios) < len(said):
            return None
        return sum(ratios) / len(ratios)

    def _is_everywhere(self, word: str) -> bool:
        """Whether most locales use the word about as often as any: a product's name, a loan."""
        rates = [known[word] / self.sizes[locale] for locale, known in self.frequency.items()]
        return len(rates) > 2 and 2 * sum(rate > _OFTEN * max(rates) for rate in rates) > len(rates)


def languages(corpus: Corpus) -> Languages:
    """Learned once for each corpus."""
    return corpus.derive(_learn)


def _learn(corpus: Corpus) -> Languages:
    frequency: dict[str, Counter[str]] = {}
    sizes: Counter[str] = Counter()
    for row in rows(corpus):
        for locale, text in row.items():
            sizes[locale] += 1
            frequency.setdefault(locale, Counter()).update(set(words(text)))
    return Languages(_Known(frequency), sizes)


class _Known(dict[str, Counter[str]]):
    """Locales that were never seen know no word."""

    def __missing__(self, locale: str) -> Counter[str]:
        return Counter()
