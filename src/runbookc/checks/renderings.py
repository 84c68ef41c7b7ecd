"""Terms for which a locale has several words, where the other locales have one.

A term of several words has a head and a companion: *set* and *integrità* in "set di integrità". Two heads
render one term when both nearly always stand beside the same companion, foretell the same word in two
other locales, hardly ever stand together, and only together cover that word's sentences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import msgspec

from runbookc.checks.corpus import Corpus
from runbookc.checks.lexicon import Lexicon, lexicon
from runbookc.checks.parallel import units
from runbookc.checks.places import Segment, segments
from runbookc.checks.sentences import is_unspaced, stem_list, stems
from runbookc.checks.stretches import shown
from runbookc.model.runbook import Runbook

_WITNESSES = 2
"""Other locales in which both words must foretell one word."""
_TOGETHER = 0.1
_OFTEN = 3
_COVERED = 0.8
_REACH = 2
_SHORT = 3
_BESIDE = 0.5
_BEGINNING = 4
"""Letters that two forms of one word share."""


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two renderings of one term."""

    locale: str
    words: tuple[str, str]
    """Stems, the commoner first."""


class Mixed(msgspec.Struct, frozen=True, kw_only=True):
    """An article that uses both."""

    pair: Pair
    counts: tuple[int, int]
    """Sentences with the one and with the other."""
    segment: Segment
    """Where the rarer one stands first."""
    usual: str
    actual: str


def mixed(runbook: Runbook, corpus: Corpus) -> tuple[Mixed, ...]:
    """Terms that one edition of this runbook renders in two ways."""
    found: list[Mixed] = []
    pairs = corpus.derive(_pairs, lasting=tuple[Pair, ...])
    if not pairs:
        return ()
    lines = [(segment, unit.texts) for segment in segments(runbook) for unit in units(segment)]
    for pair in pairs:
        seats = [
            [(segment, row[pair.locale]) for segment, row in lines if word in stems(row.get(pair.locale, ""))]
            for word in pair.words
        ]
        if not all(seats):
            continue
        many, few = (0, 1) if len(seats[0]) >= len(seats[1]) else (1, 0)
        segment, text = seats[few][0]
        usual, actual = shown(seats[many][0][1], (pair.words[many],)), shown(text, (pair.words[few],))
        if usual.isupper() or actual.isupper():
            continue
        found.append(
            Mixed(
                pair=pair,
                counts=(len(seats[many]), len(seats[few])),
                segment=segment,
                usual=usual,
                actual=actual,
            )
        )
    return tuple(found)


def _pairs(corpus: Corpus) -> tuple[Pair, ...]:
    learned = lexicon(corpus)
    targets: dict[tuple[str, str, str], list[str]] = {}
    for (locale, word, other), found in sorted(learned.foretold.items()):
        if learned.frequency[locale, word] < _OFTEN or is_unspaced(word):
            continue
        for target in found:
            targets.setdefault((locale, other, target), []).append(word)
    witnesses: Counter[tuple[str, str, str]] = Counter()
    for (locale, other, target), words in targets.items():
        if len(words) > 1:
            for pair in _split(locale, words, other, target, learned):
                witnesses[locale, *pair] += 1
    return tuple(
        Pair(locale=locale, words=_ordered(locale, left, right, learned))
        for (locale, left, right), count in sorted(witnesses.items())
        if count >= _WITNESSES
        and not _companions(locale, left, learned).isdisjoint(_companions(locale, right, learned))
    )


def _ordered(locale: str, left: str, right: str, learned: Lexicon) -> tuple[str, str]:
    by_frequency = sorted((left, right), key=lambda word: (-learned.frequency[locale, word], word))
    return by_frequency[0], by_frequency[1]


def _companions(locale: str, word: str, learned: Lexicon) -> frozenset[tuple[int, str]]:
    """The long words that stand beside a word nearly everywhere, and how many words away."""
    places = learned.places[locale, word]
    counts: Counter[tuple[int, str]] = Counter()
    for number in places:
        line = stem_list(learned.sample[number][locale])
        counts.update(
            {
                (away, line[i + away])
                for i, one in enumerate(line)
                if one == word
                for away in range(max(-i, -_REACH), min(len(line) - i, _REACH + 1))
                if away and len(line[i + away]) > _SHORT
            }
        )
    return frozenset(seat for seat, count in counts.items() if count >= _BESIDE * len(places))


def _split(
    locale: str, words: list[str], other: str, target: str, learned: Lexicon
) -> Iterator[tuple[str, str]]:
    """Pairs of words: the sentences with the other locale's word have either of the two, and hardly ever
    both."""
    seen = {number for number in learned.places[other, target] if locale in learned.sample[number]}
    having = {word: seen.intersection(learned.places[locale, word]) for word in words}
    for left, right in combinations([word for word in words if len(having[word]) >= _OFTEN], 2):
        one, another = having[left], having[right]
        if (
            left[:_BEGINNING] != right[:_BEGINNING]
            and len(one & another) <= _TOGETHER * min(len(one), len(another))
            and len(one | another) >= _COVERED * len(seen)
        ):
            yield left, right
