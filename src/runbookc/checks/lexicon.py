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

from runbookc.checks.concordance import Concordance, concordance
from runbookc.checks.concordance import Word as _Word
from runbookc.checks.corpus import Corpus
from runbookc.checks.parallel import Row
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

_Key = tuple[str, str, str]
"""Locale, stem, other locale."""


Group = dict[str, tuple[str, frozenset[str]]]
"""Stem to the commonest and to all of its renderings."""
Groups = dict[tuple[str, str], Group]
"""Locale and other locale to the renderings there."""


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
    def groups(self) -> Groups:
        """The `terms` by locale and other locale."""
        found: Groups = {}
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
    found = concordance(corpus)
    foretold, best = _foretold(found)
    return Lexicon(
        foretold=foretold,
        terms=_terms(best, found),
        frequency={key: len(places) for key, places in found.places.items()},
        sizes=found.sizes,
        sample=found.sample,
        places=found.places,
    )


def _foretold(found: Concordance) -> tuple[dict[_Key, tuple[str, ...]], dict[_Key, str]]:
    """What the words foretell, and the best rendering of those that may be terms."""
    seen = _SEEN if len(found.sample) >= _MANY else _SEEN_IN_FEW
    telling = sorted(
        key
        for key, places in found.places.items()
        if seen <= len(places) <= max(_SEEN, _COMMON * found.sizes[key[0]])
    )
    locales = [locale for locale, _ in telling]
    content = [is_content(word) for _, word in telling]
    pairs, alone = _counted(_lines(found.sample, telling), len(telling), seen)
    foretold: dict[tuple[int, str], list[int]] = {}
    best: dict[tuple[int, str], tuple[float, int]] = {}
    for one, another, count in pairs:
        here, there = alone[one][locales[another]], alone[another][locales[one]]
        if count >= _SURE * here:
            foretold.setdefault((one, locales[another]), []).append(another)
        if count >= _SURE * there:
            foretold.setdefault((another, locales[one]), []).append(one)
        dice = 2 * count / (here + there)
        if dice >= _MUTUAL and content[one] and content[another]:
            for word, rendering, often in ((one, another, here), (another, one, there)):
                if often >= _OFTEN:
                    key = (word, locales[rendering])
                    best[key] = max(best.get(key, (0.0, -1)), (dice, rendering))
    return (
        {
            (*telling[word], other): tuple(telling[one][1] for one in sorted(words_))
            for (word, other), words_ in foretold.items()
        },
        {(*telling[word], other): telling[one][1] for (word, other), (_, one) in best.items()},
    )


def _terms(best: Mapping[_Key, str], known: Concordance) -> dict[_Key, tuple[str, ...]]:
    """To the best rendering of each word, those of the sentences that do not have it (greedy cover)."""
    found: dict[_Key, tuple[str, ...]] = {}
    sample, places = known.sample, known.places
    for (locale, word, other), first in best.items():
        having = {number for number in places[locale, word] if other in sample[number]}
        left = having.difference(places[other, first])
        if len(left) > _LEFT * len(having):
            continue
        group = [first]
        while len(left) > 1 and len(group) <= _OTHERS:
            counts = Counter(chain.from_iterable([stems(sample[number][other]) for number in left]))
            worth = [
                (count, one)
                for one, count in counts.items()
                if count > 1 and is_content(one) and count >= _PURE * len(places[other, one])
            ]
            if not worth:
                break
            group.append(max(worth)[1])
            left.difference_update(places[other, group[-1]])
        if len(left) <= max(1, (1 - _COVERED) * len(having)):
            found[locale, word, other] = tuple(group)
    return found


_Line = dict[str, list[int]]
"""Locale to the numbers of its telling words in one sentence."""


def _lines(sample: tuple[Row, ...], telling: list[_Word]) -> list[_Line]:
    """The sample's sentences, as many of them as there may be pairs of words in."""
    numbers: dict[str, dict[str, int]] = {}
    for number, (locale, word) in enumerate(telling):
        numbers.setdefault(locale, {})[word] = number
    lines: list[_Line] = []
    budget = _BUDGET
    for row in sample:
        line: _Line = {}
        for locale, text in sorted(row.items()):
            own = numbers.get(locale, {})
            line[locale] = [own[word] for word in stems(text) if word in own]
        lines.append(line)
        sizes = [len(own) for own in line.values()]
        budget -= sum(sizes) ** 2 - sum(size * size for size in sizes)
        if budget < 0:
            break
    return lines


def _counted(
    lines: list[_Line], words_: int, seen: int
) -> tuple[list[tuple[int, int, int]], list[Counter[str]]]:
    """In how many sentences two words of different locales stand together, each pair once, if they do
    so `seen` times at least; in how many sentences each stands that a locale has, too."""
    having: list[list[_Line]] = [[] for _ in range(words_)]
    beside: list[list[list[int]]] = [[] for _ in range(words_)]
    for line in lines:
        later: list[int] = []
        for own in reversed(line.values()):
            for word in own:
                having[word].append(line)
                beside[word].append(later)
            later = [*own, *later]
    pairs = [
        (one, another, both)
        for one, lists in enumerate(beside)
        for another, both in Counter(chain.from_iterable(lists)).items()
        if both >= seen
    ]
    return pairs, [Counter(chain.from_iterable(found)) for found in having]
