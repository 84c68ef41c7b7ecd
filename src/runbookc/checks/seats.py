"""Where a term stands in a locale's sentences: between which words, and as a part of which longer one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from runbookc.checks.lexicon import Lexicon, is_content
from runbookc.checks.sentences import is_unspaced, stem_list, words
from runbookc.checks.stretches import shown

REACH = 3
"""Words to either side that count as near."""
_BESIDE = 0.8
"""Share of a term's sentences from which on a word beside it belongs to it."""
_OFTEN = 2
"""Times that a term must have been seen in a seat."""
_EDGE = "#"
Seat = tuple[str, str, str]
"""Side, and the two words there."""


class Usage(msgspec.Struct, frozen=True):
    """How terms stand in the whole input; what is asked for is remembered."""

    learned: Lexicon
    beside: dict[tuple[str, str], frozenset[str]]
    usual: dict[tuple[str, str], frozenset[Seat]]

    def texts(self, locale: str, term: str) -> Iterator[str]:
        """The sentences of the input that have the stem."""
        for number in self.learned.places.get((locale, term), ()):
            yield self.learned.sample[number][locale]

    def companions(self, locale: str, term: str) -> frozenset[str]:
        """The words that nearly always stand beside the term: it is a part of a longer one."""
        key = (locale, term)
        if key not in self.beside:
            found: Counter[str] = Counter()
            total = 0
            for text in self.texts(locale, term):
                line = stem_list(text)
                total += 1
                found.update({one for at in _at(line, term) for one in _around(line, at) if is_content(one)})
            self.beside[key] = frozenset(one for one, count in found.items() if count >= _BESIDE * total)
        return self.beside[key]

    def seats(self, locale: str, term: str) -> frozenset[Seat]:
        """Where the term, or the longer one, stands in the input, more than once."""
        key = (locale, term)
        if key not in self.usual:
            whole = self.companions(locale, term)
            found: Counter[Seat] = Counter()
            for text in self.texts(locale, term):
                line, cut = words(text), stem_list(text)
                for at in _at(cut, term):
                    near = range(max(0, at - REACH), min(len(cut), at + REACH + 1))
                    span = [place for place in near if cut[place] in whole] or [at]
                    own = {*seats_at(line, at, at)}
                    found.update(own if span == [at] else {*own, *seats_at(line, min(span), max(span))})
            self.usual[key] = frozenset(seat for seat, count in found.items() if count >= _OFTEN)
        return self.usual[key]

    def spelling(self, locale: str, term: str) -> str:
        """How the locale writes the term most often."""
        wanted = (term, *self.companions(locale, term))
        found = Counter(shown(text, wanted).casefold() for text in self.texts(locale, term))
        return max(sorted(found), key=lambda text: found[text], default="")


def _at(line: tuple[str, ...], term: str) -> list[int]:
    return [place for place, word in enumerate(line) if word == term]


def _around(line: tuple[str, ...], at: int) -> tuple[str, ...]:
    return line[max(0, at - REACH) : at + REACH + 1]


def seats_at(line: tuple[str, ...], first: int, last: int) -> Iterator[Seat]:
    """The pairs of words before, behind and around a stretch; where no blanks part words, of characters."""
    step = 1 + is_unspaced(line[first])

    def at(place: int) -> str:
        return line[place] if 0 <= place < len(line) else _EDGE

    before, behind = (at(first - 2 * step), at(first - step)), (at(last + step), at(last + 2 * step))
    for side, pair in (("<", before), (">", behind), ("<>", (before[1], behind[0]))):
        if pair != (_EDGE, _EDGE):
            yield side, *pair
