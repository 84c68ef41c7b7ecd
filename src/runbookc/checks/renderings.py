"""Terms for which a locale has several words, where the other locales have one.

A term of several words has a head and a companion: *set* and *integrità* in "set di integrità". Two heads
render one term when both nearly always stand beside the same companion, foretell the same word in two
other locales, hardly ever stand together, and only together cover that word's sentences.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import msgspec

from runbookc.checks.corpus import Corpus
from runbookc.checks.lexicon import Lexicon, lexicon
from runbookc.checks.parallel import Row, rows, units
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
    learned, sample = lexicon(corpus), rows(corpus)
    targets: dict[tuple[str, str, str], list[str]] = {}
    for (locale, word, other), found in sorted(learned.foretold.items()):
        if learned.frequency[locale, word] < _OFTEN or is_unspaced(word):
            continue
        for target in found:
            targets.setdefault((locale, other, target), []).append(word)
    witnesses: Counter[tuple[str, str, str]] = Counter()
    companions = _companions(
        sample, {(locale, word) for (locale, _, _), words in targets.items() for word in words}
    )
    for (locale, other, target), words in targets.items():
        for pair in combinations(words, 2):
            shared = companions[locale, pair[0]] & companions[locale, pair[1]]
            if (
                shared
                and pair[0][:_BEGINNING] != pair[1][:_BEGINNING]
                and _is_split(locale, pair, other, target, sample)
            ):
                witnesses[locale, *pair] += 1
    return tuple(
        Pair(locale=locale, words=_ordered(locale, left, right, learned))
        for (locale, left, right), count in sorted(witnesses.items())
        if count >= _WITNESSES
    )


def _ordered(locale: str, left: str, right: str, learned: Lexicon) -> tuple[str, str]:
    by_frequency = sorted((left, right), key=lambda word: (-learned.frequency[locale, word], word))
    return by_frequency[0], by_frequency[1]


def _companions(
    sample: tuple[Row, ...], words: set[tuple[str, str]]
) -> dict[tuple[str, str], frozenset[tuple[int, str]]]:
    """For each word, the long words that stand beside it nearly everywhere, and how many words away."""
    total: Counter[tuple[str, str]] = Counter()
    beside: dict[tuple[str, str], Counter[tuple[int, str]]] = {key: Counter() for key in words}
    for row in sample:
        for locale, text in row.items():
            line = stem_list(text)
            near: dict[str, set[tuple[int, str]]] = {}
            for i, word in enumerate(line):
                if (locale, word) in words:
                    seats = range(max(0, i - _REACH), min(len(line), i + _REACH + 1))
                    near.setdefault(word, set()).update(
                        (j - i, line[j]) for j in seats if len(line[j]) > _SHORT
                    )
            for word, found in near.items():
                total[locale, word] += 1
                beside[locale, word].update(seat for seat in found if seat[0])
    return {
        key: frozenset(seat for seat, count in counts.items() if count >= _BESIDE * total[key])
        for key, counts in beside.items()
    }


def _is_split(locale: str, pair: tuple[str, ...], other: str, target: str, sample: tuple[Row, ...]) -> bool:
    """Whether the sentences with the other locale's word have either of the two, and hardly ever both."""
    seen = [
        tuple(word in stems(row[locale]) for word in pair)
        for row in sample
        if locale in row and other in row and target in stems(row[other])
    ]
    both = sum(all(hits) for hits in seen)
    any_ = sum(any(hits) for hits in seen)
    least = min(sum(hits[i] for hits in seen) for i in range(2))
    return least >= _OFTEN and both <= _TOGETHER * least and any_ >= _COVERED * len(seen)
