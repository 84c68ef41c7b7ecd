"""Which words stand for which, learned from the input's parallel sentences.

A word *foretells* one of another locale when sentences with the first nearly always have the second
(conditional probability over aligned sentences, Gale & Church 1991). Words are cut to stems; languages
without blanks count pairs of characters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property, lru_cache
from itertools import chain

import msgspec

from runbookc.checks.corpus import Corpus
from runbookc.checks.parallel import Row, rows
from runbookc.checks.sentences import is_unspaced, stem, stems, words

_SEEN = 4
"""Sentences with a word, at least, before anything is concluded from it."""
_MANY, _SEEN_IN_FEW = 200, 3
"""Fewer sentences than these in all teach with fewer examples."""
_COMMON = 0.25
"""Share of sentences from which on a word is grammar."""
_SURE = 0.8
_OFTEN = 8
_MUTUAL = 0.6
"""Dice's coefficient (1945) from which on a word may stand for another."""
_LEFT, _COVERED = 0.35, 0.9
"""Share of sentences that the first rendering may leave to others, and that all must cover together."""
_OTHERS = 3
"""Renderings beside the first one, at most."""
_PURE = 0.5
"""Share of a further rendering's own sentences in which it must be one."""
_SHORT = 4
"""Letters of a word that can be a term."""
_BUDGET = 1_500_000
"""Pairs of words that are looked at, at most: what is learned costs the same for any input."""

_ENDING = 2
"""Letters in which two forms of one word differ."""
_MEMO = 5_000

_Word = tuple[str, str]
"""Locale and stem."""
_Key = tuple[str, str, str]
"""Locale, stem, other locale."""


class Lexicon(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What the words of each locale foretell."""

    foretold: Mapping[_Key, tuple[str, ...]]
    """Locale, stem, other locale to stems of the other locale."""
    terms: Mapping[_Key, tuple[str, ...]]
    """Locale, stem, other locale to the stems there one of which nearly every counterpart has, the
    commonest first: inflected forms, spellings, synonyms."""
    frequency: Mapping[_Word, int]
    """Locale and stem to the number of sentences that have it."""
    sizes: Mapping[str, int]
    """Locale to its number of sentences."""
    sample: tuple[Row, ...]
    """The sentences that all this was learned from."""
    places: Mapping[_Word, tuple[int, ...]]
    """Locale and stem to the sentences of the sample that have it."""

    @cached_property
    def groups(self) -> dict[tuple[str, str], dict[str, tuple[str, frozenset[str]]]]:
        """The `terms` by locale and other locale: stem to the commonest and to all of its renderings."""
        found: dict[tuple[str, str], dict[str, tuple[str, frozenset[str]]]] = {}
        for (locale, word, other), group in self.terms.items():
            found.setdefault((locale, other), {})[word] = group[0], frozenset(group)
        return found

    @cached_property
    def numbers(self) -> dict[str, frozenset[int]]:
        """Locale to the sentences of the sample that it has."""
        return {
            locale: frozenset(number for number, row in enumerate(self.sample) if locale in row)
            for locale in self.sizes
        }

    def is_common(self, locale: str, word: str) -> bool:
        """Whether a word is so frequent that it tells nothing."""
        return self.frequency.get((locale, word), 0) > max(_SEEN, _COMMON * self.sizes.get(locale, 0))

    def having(self, locale: str, word: str) -> frozenset[int]:
        """The sentences of the sample that have a form of a word."""
        key = (locale, word)
        if key not in self._having:
            if len(self._having) >= _MEMO:
                self._having.clear()
            texts = {
                number: words(self.sample[number][locale])
                for number in self.places.get((locale, stem(word)), ())
            }
            forms = {one for one in {one for text in texts.values() for one in text} if is_form(one, word)}
            self._having[key] = frozenset(
                number for number, text in texts.items() if not forms.isdisjoint(text)
            )
        return self._having[key]

    @cached_property
    def _having(self) -> dict[_Word, frozenset[int]]:
        return {}


def is_form(one: str, another: str) -> bool:
    """Whether two words differ in their last two letters at most."""
    same = max(len(one), len(another)) - _ENDING
    return one[:same] == another[:same] if same > 1 else one == another


def lexicon(corpus: Corpus) -> Lexicon:
    """Learned once for each corpus."""
    return corpus.derive(_learn, lasting=Lexicon)


@lru_cache(maxsize=32768)
def is_content(word: str) -> bool:
    """Whether a stem is long enough for a term."""
    return len(word) >= _SHORT or (len(word) > 1 and is_unspaced(word))


def _learn(corpus: Corpus) -> Lexicon:
    sample = rows(corpus)
    seen = _SEEN if len(sample) >= _MANY else _SEEN_IN_FEW
    places: dict[_Word, list[int]] = {}
    sizes: Counter[str] = Counter()
    for number, row in enumerate(sample):
        for locale, text in row.items():
            sizes[locale] += 1
            for word in stems(text):
                places.setdefault((locale, word), []).append(number)
    frequency = {key: len(found) for key, found in places.items()}
    telling = {
        key for key, count in frequency.items() if seen <= count <= max(_SEEN, _COMMON * sizes[key[0]])
    }
    together, alone = _counted(sample, telling, seen)
    best: dict[_Key, tuple[float, str]] = {}
    foretold: dict[_Key, list[str]] = {}
    for (one, another), count in together:
        for (locale, word), (other, found) in ((one, another), (another, one)):
            key = (locale, word, other)
            if count >= _SURE * alone[key]:
                foretold.setdefault(key, []).append(found)
            dice = 2 * count / (alone[key] + alone[other, found, locale])
            if dice >= _MUTUAL and alone[key] >= _OFTEN and is_content(word) and is_content(found):
                best[key] = max(best.get(key, (0.0, "")), (dice, found))
    return Lexicon(
        foretold={key: tuple(sorted(found)) for key, found in foretold.items()},
        terms=_terms({key: found for key, (_, found) in best.items()}, sample, places),
        frequency=frequency,
        sizes=sizes,
        sample=sample,
        places={key: tuple(found) for key, found in places.items()},
    )


def _terms(
    best: Mapping[_Key, str], sample: tuple[Row, ...], places: Mapping[_Word, list[int]]
) -> dict[_Key, tuple[str, ...]]:
    """To the best rendering of each word, those of the sentences that do not have it (greedy cover)."""
    found: dict[_Key, tuple[str, ...]] = {}
    content = [
        {locale: [word for word in stems(text) if is_content(word)] for locale, text in row.items()}
        for row in sample
    ]
    for (locale, word, other), first in best.items():
        having = {number for number in places[locale, word] if other in sample[number]}
        left = having.difference(places[other, first])
        if len(left) > _LEFT * len(having):
            continue
        group = [first]
        while len(left) > 1 and len(group) <= _OTHERS:
            counts = Counter(chain.from_iterable([content[number][other] for number in left]))
            worth = [
                (count, one)
                for one, count in counts.items()
                if count > 1 and count >= _PURE * len(places[other, one])
            ]
            if not worth:
                break
            group.append(max(worth)[1])
            left.difference_update(places[other, group[-1]])
        if len(left) <= max(1, (1 - _COVERED) * len(having)):
            found[locale, word, other] = tuple(group)
    return found


def _counted(
    sample: tuple[Row, ...], telling: set[_Word], seen: int
) -> tuple[list[tuple[tuple[_Word, _Word], int]], Mapping[_Key, int]]:
    """In how many sentences two words of different locales stand together, each pair once, if they do
    so `seen` times at least; in how many the first could have had a second."""
    lines = _within_budget(
        [
            {
                locale: [word for word in stems(text) if (locale, word) in telling]
                for locale, text in sorted(row.items())
            }
            for row in sample
        ]
    )
    places: dict[_Word, list[dict[str, list[str]]]] = {}
    for line in lines:
        for locale, own in line.items():
            for word in own:
                places.setdefault((locale, word), []).append(line)
    alone: dict[_Key, int] = {}
    pairs: list[tuple[tuple[_Word, _Word], int]] = []
    for one in sorted(places):
        having = places[one]
        for other, count in sorted(Counter(chain.from_iterable(having)).items()):
            alone[*one, other] = count
            if other > one[0] and count >= seen:
                together = Counter(chain.from_iterable([line[other] for line in having if other in line]))
                pairs += [
                    ((one, (other, another)), both)
                    for another, both in sorted(together.items())
                    if both >= seen
                ]
    return pairs, alone


def _within_budget(lines: list[dict[str, list[str]]]) -> list[dict[str, list[str]]]:
    """As many of the first sentences as there may be pairs of words in."""
    budget = _BUDGET
    for count, line in enumerate(lines, 1):
        sizes = [len(own) for own in line.values()]
        budget -= sum(sizes) ** 2 - sum(size * size for size in sizes)
        if budget < 0:
            return lines[:count]
    return lines
