"""Which words stand for which, learned from the input's parallel sentences.

A word *foretells* one of another locale when sentences with the first nearly always have the second
(conditional probability over aligned sentences, Gale & Church 1991). Words are cut to stems; languages
without blanks count pairs of characters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from runbookc.checks.corpus import Corpus
from runbookc.checks.parallel import Row, rows
from runbookc.checks.sentences import stems

_SEEN = 4
"""Sentences with a word, at least, before anything is concluded from it."""
_MANY, _SEEN_IN_FEW = 200, 3
"""Fewer sentences than these in all teach with fewer examples."""
_COMMON = 0.25
"""Share of sentences from which on a word is grammar."""
_SURE = 0.8
_OFTEN = 8
_MUTUAL = 0.75
"""Dice's coefficient (1945) from which on two words are one term."""
_BUDGET = 1_500_000
"""Pairs of words that are looked at, at most: what is learned costs the same for any input."""


_Word = tuple[str, str]
"""Locale and stem."""


class Lexicon(msgspec.Struct, frozen=True, kw_only=True):
    """What the words of each locale foretell."""

    foretold: Mapping[tuple[str, str, str], tuple[str, ...]]
    """Locale, stem, other locale to stems of the other locale."""
    terms: Mapping[tuple[str, str, str], str]
    """Locale, stem, other locale to the stem there that stands for it nearly everywhere, and the other
    way round."""
    frequency: Mapping[tuple[str, str], int]
    """Locale and stem to the number of sentences that have it."""
    sizes: Mapping[str, int]
    """Locale to its number of sentences."""

    def is_common(self, locale: str, word: str) -> bool:
        """Whether a word is so frequent that it tells nothing."""
        return self.frequency.get((locale, word), 0) > max(_SEEN, _COMMON * self.sizes.get(locale, 0))

    def expected(self, words: Iterable[str], locale: str, other: str) -> frozenset[str]:
        """Stems of `other` that `words` of `locale` foretell."""
        return frozenset(found for word in words for found in self.foretold.get((locale, word, other), ()))


def lexicon(corpus: Corpus) -> Lexicon:
    """Learned once for each corpus."""
    return corpus.derive(_learn)


def _learn(corpus: Corpus) -> Lexicon:
    sample = rows(corpus)
    seen = _SEEN if len(sample) >= _MANY else _SEEN_IN_FEW
    frequency: Counter[tuple[str, str]] = Counter()
    sizes: Counter[str] = Counter()
    for row in sample:
        for locale, text in row.items():
            sizes[locale] += 1
            frequency.update((locale, word) for word in stems(text))
    telling = {
        key for key, count in frequency.items() if seen <= count <= max(_SEEN, _COMMON * sizes[key[0]])
    }
    together, alone = _counted(sample, telling, seen)
    best: dict[tuple[str, str, str], tuple[float, str]] = {}
    foretold: dict[tuple[str, str, str], list[str]] = {}
    for (one, another), count in together:
        for (locale, word), (other, found) in ((one, another), (another, one)):
            key = (locale, word, other)
            if count >= _SURE * alone[key]:
                foretold.setdefault(key, []).append(found)
            dice = 2 * count / (alone[key] + alone[other, found, locale])
            if count >= _OFTEN and dice >= _MUTUAL:
                best[key] = max(best.get(key, (0.0, "")), (dice, found))
    return Lexicon(
        foretold={key: tuple(sorted(found)) for key, found in foretold.items()},
        terms={
            (locale, word, other): found
            for (locale, word, other), (_, found) in best.items()
            if best.get((other, found, locale), (0.0, ""))[1] == word
        },
        frequency=frequency,
        sizes=sizes,
    )


def _counted(
    sample: Iterable[Row], telling: set[tuple[str, str]], seen: int
) -> tuple[list[tuple[tuple[_Word, _Word], int]], Mapping[tuple[str, str, str], int]]:
    """In how many sentences two words of different locales stand together, each pair once, if they do
    so `seen` times at least; in how many the first could have had a second.

    Pairs are counted as one number each: there are a million of them.
    """
    words = sorted(telling)
    numbers = {word: number for number, word in enumerate(words)}
    many = len(words)
    together: Counter[int] = Counter()
    alone: Counter[tuple[str, str, str]] = Counter()
    budget = _BUDGET
    for row in sample:
        known = [
            (locale, [word for word in stems(text) if (locale, word) in telling])
            for locale, text in sorted(row.items())
        ]
        coded = [(locale, [numbers[locale, word] for word in own]) for locale, own in known]
        for index, (locale, own) in enumerate(coded):
            for _, others in coded[index + 1 :]:
                together.update([one * many + another for one in own for another in others])
                budget -= 2 * len(own) * len(others)
            for other, _ in known:
                if other != locale:
                    alone.update([(locale, word, other) for word in known[index][1]])
        if budget < 0:
            break
    pairs = [
        ((words[number // many], words[number % many]), count)
        for number, count in sorted(together.items())
        if count >= seen
    ]
    return pairs, alone
