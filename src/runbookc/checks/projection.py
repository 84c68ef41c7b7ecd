"""Which words of a locale go with which side of a condition, learned from the other editions.

For a language without word lists the sides are projected over the alignment, as Yarowsky & Ngai (2001)
did with tags: of all sentences that the other editions put on one side, the words that cover most, that
hardly ever stand on the other side, and that seldom stand where the condition is not spoken of, are this
locale's words for it. Little evidence teaches nothing.
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

_LEAST = 5
"""Sentences that show a word, at least."""
_MANY = 12
"""Sentences that state a side, at least, before anything is learned of it."""
_PURE = 0.9
"""Share of a word's sentences with the condition that must be on its side."""
_OWN = 0.6
"""Share of all of a word's sentences that must have the condition."""
_COVERED, _SURE = 0.8, 0.97
"""Share of a side's sentences that its words must cover: then one that has none of them says something;
and says it clearly."""
_WIDEST = 4
_REACH = {False: 4, True: 8}
"""Words (characters) between a negator and the word that it turns, at most."""
_OTHER = {"+": "-", "-": "+"}

Marks = dict[tuple[str, str, str], frozenset[str]]
"""Locale, condition and side to the n-grams that mark it."""


class Projection(msgspec.Struct, frozen=True):
    """What was learned."""

    marks: Marks
    covered: dict[tuple[str, str, str], float]
    """Share of a side's sentences that have a mark; of the negative side's, or a negator."""
    negators: dict[str, frozenset[str]]
    """Locale to the words that go with negation, whatever is negated."""

    def opposite(
        self, locale: str, condition: str, side: str, text: str, *, is_plain: bool
    ) -> tuple[str, bool] | None:
        """The words that put a sentence on the other side of a condition than `side`, and whether they are
        clear; None if it is not on that side.

        `is_plain`: no other edition has a negation there, so that one here turns the word that it is
        before.
        """
        negators = self.negators.get(locale, frozenset())
        grams = _grams(text)
        negated = not grams.isdisjoint(negators)
        own = grams & self.marks.get((locale, condition, side), frozenset())
        share = self.covered.get((locale, condition, side), 0.0)
        if condition == NEGATION:
            return (min(grams & negators), False) if negated and side == "+" else None
        if own:
            is_turned = is_plain and _is_negated(text, own, negators)
            return (max(sorted(own), key=len), True) if is_turned else None
        against = grams & self.marks.get((locale, condition, _OTHER[side]), frozenset())
        if share < _COVERED or (negated and side == "-"):
            return None
        if against:
            return max(sorted(against), key=len), True
        return (text, share >= _SURE) if side == "-" else None


def projection(corpus: Corpus) -> Projection:
    """Learned once for each corpus."""
    return corpus.derive(_learn, lasting=Projection)


def _learn(corpus: Corpus) -> Projection:
    sides: dict[tuple[str, str], dict[str, list[frozenset[str]]]] = {}
    total: dict[str, Counter[str]] = {}
    for row in rows(corpus):
        for locale, stated in _projected(row):
            grams = _grams(row[locale])
            total.setdefault(locale, Counter()).update(grams)
            for condition, side in stated:
                sides.setdefault((locale, condition), {"+": [], "-": []})[side].append(grams)
    negators = {
        locale: frozenset(gram for gram in _pure(by_side["-"], by_side["+"], None) if " " not in gram)
        for (locale, condition), by_side in sorted(sides.items())
        if condition == NEGATION and len(by_side["-"]) >= _MANY
    }
    marks: Marks = {}
    covered: dict[tuple[str, str, str], float] = {}
    for (locale, condition), by_side in sorted(sides.items()):
        own_negators = negators.get(locale, frozenset())
        for side, other in _OTHER.items():
            own = by_side[side]
            if len(own) >= _MANY:
                found = frozenset[str]()
                if condition != NEGATION:
                    found = _cover(own, _pure(own, by_side[other], total[locale]), total[locale])
                told = found | own_negators if side == "-" else found
                marks[locale, condition, side] = found
                covered[locale, condition, side] = sum(not one.isdisjoint(told) for one in own) / len(own)
    return Projection(marks, covered, negators)


def _projected(row: Row) -> Iterable[tuple[str, list[tuple[str, str]]]]:
    """Locales without word lists, with each condition and the side that all listed editions are on."""
    unlisted = [locale for locale in sorted(row) if not has_words(locale)]
    if not unlisted:
        return
    readings = [read(text, locale).sides for locale, text in row.items() if has_words(locale)]
    if not readings:
        return
    stated = [
        (condition, sides.pop())
        for condition in sorted({name for one in readings for name in one})
        if (sides := {one[condition] for one in readings if condition in one}) in ({"+"}, {"-"})
    ]
    for locale in unlisted:
        yield locale, stated


def _grams(text: str) -> frozenset[str]:
    """Stems and pairs of neighbouring stems; where no blanks part words, up to four characters."""
    if is_unspaced(text):
        flat = _flat(text)
        return frozenset(flat[i : i + n] for n in range(2, _WIDEST + 1) for i in range(len(flat) - n + 1))
    line = stem_list(text)
    return frozenset((*line, *(f"{a} {b}" for a, b in pairwise(line))))


def _flat(text: str) -> str:
    return "".join(text.split()).casefold()


def _pure(
    own: list[frozenset[str]], other: list[frozenset[str]], total: Counter[str] | None
) -> frozenset[str]:
    """Words that stand in sentences of one side, and hardly anywhere else."""
    counts = Counter(gram for grams in own for gram in grams)
    against = Counter(gram for grams in other for gram in grams)
    return frozenset(
        gram
        for gram, count in counts.items()
        if count >= _LEAST
        and count >= _PURE * (count + against[gram])
        and (total is None or count + against[gram] >= _OWN * total[gram])
    )


def _cover(own: list[frozenset[str]], pure: frozenset[str], total: Counter[str]) -> frozenset[str]:
    """As few of them as cover what all cover, the one that covers most first."""
    left = [grams & pure for grams in own]
    marks: set[str] = set()
    gains = Counter(gram for grams in left for gram in grams)
    while gains:
        best = max(sorted(gains), key=lambda gram: (gains[gram], -total[gram], -len(gram)))
        if gains[best] < _LEAST:
            break
        marks.add(best)
        left = [grams for grams in left if best not in grams]
        gains = Counter(gram for grams in left for gram in grams)
    return frozenset(marks)


def _is_negated(text: str, marks: frozenset[str], negators: frozenset[str]) -> bool:
    """Whether a negator stands a few words before one of the marks, or right behind it."""
    unspaced = is_unspaced(text)
    line = _flat(text) if unspaced else stem_list(text)
    reach = _REACH[unspaced]
    spans = _spans(line, negators)
    starts, ends = {start for start, _ in spans}, {end for _, end in spans}
    return any(
        any(start - distance in ends for distance in range(reach + 1)) or stop in starts or stop + 1 in starts
        for start, stop in _spans(line, marks)
    )


def _spans(line: str | tuple[str, ...], grams: frozenset[str]) -> list[tuple[int, int]]:
    """Where n-grams stand in a line, and where they end."""
    widest = _WIDEST if isinstance(line, str) else 2
    return [
        (start, start + width)
        for width in range(1, widest + 1)
        for start in range(len(line) - width + 1)
        if (line[start : start + width] if isinstance(line, str) else " ".join(line[start : start + width]))
        in grams
    ]
