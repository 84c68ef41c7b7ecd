"""Which words of a locale go with which side of a condition, learned from the other editions.

For a language without word lists the sides are projected over the alignment, as Yarowsky & Ngai (2001)
did with tags: of all sentences that the other editions put on one side, the words that cover most and
hardly ever stand on the other side are this locale's words for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

import msgspec

from runbookc.checks.corpus import Corpus
from runbookc.checks.parallel import Row, rows
from runbookc.checks.polarity import NEGATION, has_words, read
from runbookc.checks.sentences import is_unspaced, stem_list

_LEAST = 3
"""Sentences that show a word, at least."""
_PURE = 0.9
"""Share of a word's sentences that must be on its side."""
_COVERED = 0.85
"""Share of a side's sentences that its words must cover before a sentence without any says something."""
_WIDEST = 4

Marks = dict[tuple[str, str, str], frozenset[str]]
"""Locale, condition and side to the n-grams that mark it."""


class Projection(msgspec.Struct, frozen=True):
    """What was learned."""

    marks: Marks
    covered: dict[tuple[str, str, str], float]

    def opposite(self, locale: str, condition: str, side: str, text: str) -> str | None:
        """The words that put a sentence on the other side of a condition than `side`; None if they do not."""
        grams = _grams(text)
        if not grams.isdisjoint(self.marks.get((locale, condition, side), ())):
            return None
        against = sorted(grams & self.marks.get((locale, condition, {"+": "-", "-": "+"}[side]), frozenset()))
        if against:
            return max(against, key=len)
        is_told = self.covered.get((locale, condition, side), 0.0) >= _COVERED
        return text if is_told and side == "-" and condition != NEGATION else None


def projection(corpus: Corpus) -> Projection:
    """Learned once for each corpus."""
    return corpus.derive(_learn, lasting=Projection)


def _learn(corpus: Corpus) -> Projection:
    sides: dict[tuple[str, str], dict[str, list[frozenset[str]]]] = {}
    for row in rows(corpus):
        for locale, condition, side in _projected(row):
            by_side = sides.setdefault((locale, condition), {"+": [], "-": []})
            by_side[side].append(_grams(row[locale]))
    marks: Marks = {}
    covered: dict[tuple[str, str, str], float] = {}
    for (locale, condition), by_side in sorted(sides.items()):
        for side, other in ("+-", "-+"):
            found, share = _cover(by_side[side], by_side[other])
            marks[locale, condition, side] = found
            covered[locale, condition, side] = share
    return Projection(marks, covered)


def _projected(row: Row) -> Iterable[tuple[str, str, str]]:
    """Locale, condition and the side that all other editions with word lists are on."""
    unlisted = [locale for locale in sorted(row) if not has_words(locale)]
    if not unlisted:
        return
    readings = {locale: read(text, locale).sides for locale, text in row.items() if has_words(locale)}
    for locale in unlisted:
        others = [sides for other, sides in readings.items() if other != locale]
        names = {name for sides in others for name in sides} if others else set()
        for condition in sorted(names):
            stated = {sides[condition] for sides in others if condition in sides}
            if stated in ({"+"}, {"-"}):
                yield locale, condition, stated.pop()


def _grams(text: str) -> frozenset[str]:
    """Stems and pairs of neighbouring stems; where no blanks part words, up to four characters."""
    line = stem_list(text)
    if is_unspaced(text):
        flat = "".join(text.split()).casefold()
        return frozenset(flat[i : i + n] for n in range(2, _WIDEST + 1) for i in range(len(flat) - n + 1))
    return frozenset((*line, *(f"{a} {b}" for a, b in pairwise(line))))


def _cover(own: list[frozenset[str]], other: list[frozenset[str]]) -> tuple[frozenset[str], float]:
    """Words that mark one side, the one that covers most sentences first, and the share they cover."""
    against = Counter(gram for grams in other for gram in grams)
    counts = Counter(gram for grams in own for gram in grams)
    pure = {
        gram for gram, count in counts.items() if count >= _LEAST and count >= _PURE * (count + against[gram])
    }
    left = [grams & pure for grams in own]
    marks: set[str] = set()
    while True:
        gains = Counter(gram for grams in left for gram in grams)
        if not gains:
            break
        best = max(sorted(gains), key=lambda gram: (gains[gram], -against[gram], -len(gram)))
        if gains[best] < _LEAST:
            break
        marks.add(best)
        left = [grams for grams in left if best not in grams]
    hit = sum(not grams.isdisjoint(marks) for grams in own)
    return frozenset(marks), hit / len(own) if own else 0.0
