"""How well a sentence of one edition fits one of another: by length (Gale & Church 1993) and by words."""

from __future__ import annotations

import msgspec

from runbookc.checks.lengths import Lengths
from runbookc.checks.lexicon import Lexicon
from runbookc.checks.sentences import stems

_WORDS = 6.0
_UNKNOWN = 3.0
_FARTHEST = 12.0


class Measure(msgspec.Struct, frozen=True):
    """How alike texts of two locales are, by what the input taught."""

    locale: str
    other: str
    lengths: Lengths
    learned: Lexicon
    known: dict[tuple[str, str], float]
    """What was asked for is remembered."""

    def cost(self, own: str, theirs: str) -> float:
        """0 for texts that fit; grows with the difference in length and the words without counterpart."""
        if (own, theirs) not in self.known:
            self.known[own, theirs] = self._cost(own, theirs)
        return self.known[own, theirs]

    def _cost(self, own: str, theirs: str) -> float:
        away = self.lengths.deviation(self.locale, len(own), self.other, len(theirs))
        coverage = self.coverage(own, theirs)
        words = _UNKNOWN if coverage is None else _WORDS * (1 - coverage)
        return min(away * away / 2, _FARTHEST) + words

    def coverage(self, own: str, theirs: str) -> float | None:
        """Share of the words that each text foretells in the other and that are there; None if none is."""
        here, there = stems(own), stems(theirs)
        hits = total = 0
        for words, found, source, target in (
            (here, there, self.locale, self.other),
            (there, here, self.other, self.locale),
        ):
            for word in words:
                expected = self.learned.foretold.get((source, word, target))
                if expected and not self.learned.is_common(source, word):
                    total += 1
                    hits += not found.isdisjoint(expected)
        return hits / total if total else None
