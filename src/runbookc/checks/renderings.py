"""Terms of two words for which a locale has several renderings, where the other locales have one.

*Set di integrità* and *impostazione di integrità* share a word. Two such pairs render one term when both
nearly always go with the same pair of words in two other locales, hardly ever stand together, and only
together cover that pair's sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain, combinations, pairwise

import msgspec

from runbookc.checks.concordance import Concordance, concordance
from runbookc.checks.corpus import Corpus
from runbookc.checks.memo import once_per_corpus
from runbookc.checks.parallel import units_of
from runbookc.checks.places import Row as Texts
from runbookc.checks.places import Segment, segments
from runbookc.checks.sentences import is_unspaced, stem, stem_list, stems
from runbookc.model.runbook import Runbook

_WITNESSES = 2
"""Other locales in which both must go with one pair of words."""
_OFTEN = 8
"""Sentences with each, at least."""
_SURE = 0.8
_COVERED = 0.75
_TOGETHER = 0.1
_SHORT = 3
"""Letters of a word between the two, at most; and fewer than each of them has, save one."""
_ALIKE = 4
"""Letters that two forms of one word share."""
_OWN = 0.3
"""Share of a word's sentences in which it must stand beside the other: words of grammar go with all."""
_MATES = 24
"""Pairs with one word in common that are compared, the commonest of them."""
_MOST, _FEW = 0.7, 0.3
"""Shares of the sentences of two pairs that have a word, if the pairs mean different things."""
_TWICE = 2

_WORD = re.compile(r"[^\W\d_]+")
_Pair = tuple[str, str]
_Key = tuple[str, str, str]
"""Locale and pair."""


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two renderings of one term."""

    locale: str
    renderings: tuple[_Pair, _Pair]
    """The stems of each, the commoner first."""


class Mixed(msgspec.Struct, frozen=True, kw_only=True):
    """An article that uses both."""

    pair: Pair
    segment: Segment
    """Where the rarer one stands first."""
    usual: str
    actual: str
    clear: bool
    """Neither is there by chance."""


_Seats = tuple[list[tuple[Segment, str]], list[tuple[Segment, str]]]
"""For each of two renderings the sentences that have it."""


class _Index(msgspec.Struct, frozen=True):
    """Which sentences of the sample have which pairs."""

    known: Concordance
    rows: tuple[Mapping[str, frozenset[_Pair]], ...]
    places: Mapping[_Key, frozenset[int]]
    going: dict[tuple[_Key, str], frozenset[_Pair]]
    """What `in_all` found."""
    said: dict[tuple[_Key, str], dict[str, float]]
    """What `shares` found."""

    def in_all(self, key: _Key, other: str) -> frozenset[_Pair]:
        """The pairs of another locale that nearly all sentences with this one have."""
        if (key, other) not in self.going:
            having = [self.rows[number][other] for number in self.places[key] if other in self.rows[number]]
            least = max(_OFTEN, _SURE * len(having))
            counts = Counter(chain.from_iterable(having if len(having) >= least else ()))
            self.going[key, other] = frozenset(one for one, count in counts.items() if count >= least)
        return self.going[key, other]

    def shares(self, key: _Key, other: str) -> dict[str, float]:
        """The words of another locale's sentences beside those with this pair, each with its share."""
        if (key, other) not in self.said:
            rows = (self.known.sample[number] for number in self.places[key])
            texts = [stems(row[other]) for row in rows if other in row]
            counts = Counter(chain.from_iterable(texts))
            self.said[key, other] = {word: count / len(texts) for word, count in counts.items()}
        return self.said[key, other]


def renderings(corpus: Corpus) -> tuple[Pair, ...]:
    """Learned once for each corpus."""
    return corpus.derive(_renderings, lasting=tuple[Pair, ...])


def mixed(runbook: Runbook, corpus: Corpus) -> tuple[Mixed, ...]:
    """Terms that one edition of this runbook renders in two ways."""
    known = renderings(corpus)
    seats: list[_Seats] = [([], []) for _ in known]
    for segment in segments(runbook) if known else ():
        for number, place, text in _rendered(corpus, segment.row):
            seats[number][place].append((segment, text))
    return tuple(_mixed(*one) for one in zip(known, seats, strict=True) if all(one[1]))


@once_per_corpus
def _rendered(corpus: Corpus, row: Texts) -> tuple[tuple[int, int, str], ...]:
    """The renderings that are in the sentences of these texts: the number of the pair, which of its two it
    is, and the sentence."""
    found: list[tuple[int, int, str]] = []
    for unit in units_of(row):
        here = {locale: _pairs_of(text) for locale, text in unit.texts.items()}
        found += (
            (number, place, unit.texts[pair.locale])
            for number, pair in enumerate(renderings(corpus))
            for place, rendering in enumerate(pair.renderings)
            if rendering in here.get(pair.locale, ())
        )
    return tuple(found)


def _mixed(pair: Pair, seats: _Seats) -> Mixed:
    many, few = (0, 1) if len(seats[0]) >= len(seats[1]) else (1, 0)
    segment, text = seats[few][0]
    return Mixed(
        pair=pair,
        segment=segment,
        usual=_written(seats[many][0][1], pair.renderings[many]),
        actual=_written(text, pair.renderings[few]),
        clear=len(seats[few]) >= _TWICE,
    )


def _written(text: str, pair: _Pair) -> str:
    """The pair as the text has it, first."""
    found = [(match.span(), stem(match[0])) for match in _WORD.finditer(text)]
    for place, ((start, _), word) in enumerate(found):
        for (_, end), other in found[place + 1 : place + 3]:
            if (word, other) == pair:
                return text[start:end]
    return " ".join(pair)


def _pairs_of(text: str) -> frozenset[_Pair]:
    """Neighbouring words, or words with a short one between them; of a text without blanks, the pairs of
    characters."""
    line = stem_list(text)
    if is_unspaced(text):
        return frozenset((word, "") for word in line)
    found = list(pairwise(line))
    found += [(a, c) for a, b, c in zip(line, line[1:], line[2:], strict=False) if len(b) <= _SHORT]
    return frozenset(
        [(a, b) for a, b in found if len(a) >= _SHORT <= len(b) and (len(a) > _SHORT or len(b) > _SHORT)]
    )


def _renderings(corpus: Corpus) -> tuple[Pair, ...]:
    index = _indexed(concordance(corpus))
    return tuple(
        Pair(locale=locale, renderings=(one, another))
        for locale, one, another in _candidates(index)
        if _is_one_term(locale, one, another, index)
    )


def _indexed(known: Concordance) -> _Index:
    rows = [{locale: _pairs_of(text) for locale, text in row.items()} for row in known.sample]
    often: dict[str, frozenset[_Pair]] = {}
    for locale in known.sizes:
        counts = Counter(chain.from_iterable([row[locale] for row in rows if locale in row]))
        often[locale] = frozenset(one for one, count in counts.items() if count >= _OFTEN)
    kept = tuple({locale: pairs & often[locale] for locale, pairs in row.items()} for row in rows)
    places: dict[_Key, list[int]] = {}
    for number, row in enumerate(kept):
        for locale, pairs in row.items():
            for one in pairs:
                places.setdefault((locale, *one), []).append(number)
    return _Index(known, kept, {key: frozenset(found) for key, found in places.items()}, {}, {})


def _candidates(index: _Index) -> Iterator[tuple[str, _Pair, _Pair]]:
    """Pairs of a locale that have one word in common, while the other words keep out of each other's
    sentences."""
    mates: dict[tuple[str, str, bool], list[_Pair]] = {}
    for locale, left, right in sorted(index.places, key=lambda key: (-len(index.places[key]), key)):
        least = len(index.places[locale, left, right]) / _OWN
        if right and len(index.known.places[locale, right]) <= least:
            mates.setdefault((locale, left, True), []).append((left, right))
        if right and len(index.known.places[locale, left]) <= least:
            mates.setdefault((locale, right, False), []).append((left, right))
    for (locale, _, is_left), pairs in sorted(mates.items()):
        for one, another in combinations(pairs[:_MATES], 2):
            word, other = one[is_left], another[is_left]
            if (
                not word.startswith(other[:_ALIKE])
                and not other.startswith(word[:_ALIKE])
                and _is_apart(locale, one, other, index)
                and _is_apart(locale, another, word, index)
            ):
                yield locale, one, another


def _is_apart(locale: str, pair: _Pair, word: str, index: _Index) -> bool:
    """Whether hardly any sentence with the pair has the word, anywhere."""
    places = index.places[locale, *pair]
    return len(places.intersection(index.known.places[locale, word])) <= _TOGETHER * len(places)


def _is_one_term(locale: str, one: _Pair, another: _Pair, index: _Index) -> bool:
    keys = (locale, *one), (locale, *another)
    both = index.places[keys[0]] | index.places[keys[1]]
    witnesses = 0
    for other in index.known.sizes.keys() - {locale}:
        first = index.in_all(keys[0], other)
        shared = first & index.in_all(keys[1], other) if first else first
        is_one = any(_is_covered(locale, other, target, both, index) for target in shared)
        witnesses += is_one and not _differ(other, *keys, index)
    return witnesses >= _WITNESSES


def _is_covered(locale: str, other: str, target: _Pair, both: frozenset[int], index: _Index) -> bool:
    """Whether nearly all sentences with another locale's pair have one of the two renderings."""
    having = [number for number in index.places[other, *target] if locale in index.rows[number]]
    return sum(number in both for number in having) >= _COVERED * len(having)


def _differ(locale: str, one: _Key, another: _Key, index: _Index) -> bool:
    """Whether some word of another locale goes with the one and not with the other: two things."""
    shares = [index.shares(key, locale) for key in (one, another)]
    return any(
        share >= _MOST and shares[1 - side].get(word, 0.0) <= _FEW
        for side in range(2)
        for word, share in shares[side].items()
    )
