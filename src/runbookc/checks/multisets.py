"""Values that every edition of a text must have, compared as multisets.

For each value: who has it, who lacks it, and what stands instead. What an edition lacks here and has
beside here, in the same section, was moved with its sentence and is not lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

import msgspec

from runbookc.checks.evidence import CODE, OPEN, SURE, majority, settle
from runbookc.checks.places import Segment, once_per_runbook, segments
from runbookc.model.runbook import Runbook

Alike = Callable[[str, str], bool]
Rank = Callable[[str], int]
Values = Mapping[str, Counter[str]]
"""Locale to how often each value stands in its text. Equal keys mean the same thing."""

_TWO, _MANY = 2, 3


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One value in which an edition of some text differs."""

    locale: str
    expected: str | None
    """None when several others are possible."""
    actual: str | None
    """None when nothing stands instead."""
    agreeing: tuple[str, ...]
    confidence: float


class Difference(Fact, frozen=True, kw_only=True):
    """The same, and where that text stands."""

    segment: Segment

    @classmethod
    def of(cls, fact: Fact, segment: Segment) -> Difference:
        """What is so of the segment's texts."""
        return cls(
            segment=segment,
            locale=fact.locale,
            expected=fact.expected,
            actual=fact.actual,
            agreeing=fact.agreeing,
            confidence=fact.confidence,
        )


def no_rank(_key: str) -> int:
    """No evidence but the texts themselves."""
    return 0


def differences(
    values: Values, *, reference: str | None, alike: Alike, rank: Rank = no_rank
) -> tuple[Fact, ...]:
    """Values that an edition swapped for another (`alike` says which may be) or lost.

    A value that an edition has beyond those of the others is told only when it stands instead of one.
    """
    counts = {locale: values[locale] for locale in sorted(values)}
    first = next(iter(counts.values()), None)
    if len(counts) < 2 or all(own == first for own in counts.values()):
        return ()
    return tuple(_Comparison(counts, reference, alike, rank).run())


class _Comparison:
    """The values of one segment's texts; `run` is the whole of it."""

    def __init__(self, counts: Values, reference: str | None, alike: Alike, rank: Rank) -> None:
        self.counts, self.reference, self.alike, self.rank = counts, reference, alike, rank
        self.holders = Counter(key for own in counts.values() for key in own)

    def run(self) -> Iterator[Fact]:
        if len(self.counts) == _TWO and self.reference not in self.counts:
            yield from self._between_two()
            return
        usual = [key for key in self.holders if 2 * self.holders[key] > len(self.counts)]
        belongs = sorted(key for key in self.holders if self._belongs(key) and not self._intrudes(key, usual))
        strays = sorted(self.holders.keys() - set(belongs))
        told: set[tuple[str, str | None, str | None]] = set()
        for key in belongs:
            for locale, own in self.counts.items():
                if key in own:
                    continue
                instead = next((stray for stray in strays if stray in own and self.alike(key, stray)), None)
                if instead is None and (double := self._doubled(locale, key, belongs)) is not None:
                    having = tuple(other for other, counts in self.counts.items() if key in counts)
                    yield self._difference(
                        locale, key, double, having, majority(len(having), len(self.counts))
                    )
                    continue
                for one in self._lost(key, locale) if instead is None else self._swapped(key, instead):
                    fact = (one.locale, one.expected, one.actual)
                    if fact not in told:
                        told.add(fact)
                        yield one
        yield from self._exchanged(belongs)

    def _between_two(self) -> Iterator[Fact]:
        """Two editions and nothing to decide between them: what stands for what is told of both."""
        (left, ours), (right, theirs) = self.counts.items()
        alone = sorted(ours.keys() - theirs.keys())
        rest = sorted(theirs.keys() - ours.keys())
        for key in alone:
            instead = next((other for other in rest if self.alike(key, other)), None)
            if instead is None:
                yield from self._lost(key, right)
            else:
                rest.remove(instead)
                yield from self._swapped(key, instead)
        for key in rest:
            yield from self._lost(key, left)
        if not alone and not rest:
            return
        yield from self._exchanged(sorted(ours.keys() & theirs.keys()))

    def _belongs(self, key: str) -> bool:
        """Most editions have it, or half of them with the reference, or evidence from outside says so."""
        have, total, rank = self.holders[key], len(self.counts), self.rank(key)
        if 2 * have > total or rank >= CODE or (rank > 0 and have > 1):
            return True
        return 2 * have == total and (self.reference is None or key in self.counts.get(self.reference, ()))

    def _intrudes(self, key: str, usual: list[str]) -> bool:
        """Whether a value that few have stands where those few lack one that most have."""
        holders = [own for own in self.counts.values() if key in own]
        return key not in usual and any(
            self.alike(other, key) and all(other not in own for own in holders) for other in usual
        )

    def _doubled(self, locale: str, key: str, belongs: list[str]) -> str | None:
        """A value that stands once more than in all the others, and so perhaps instead of `key`."""
        own = self.counts[locale]
        others = [counts for other, counts in self.counts.items() if other != locale]
        if len(others) < _MANY - 1:
            return None
        more = [one for one in belongs if own[one] > max(counts[one] for counts in others)]
        return more[0] if len(more) == 1 and self.alike(key, more[0]) else None

    def _lost(self, key: str, locale: str) -> Iterator[Fact]:
        having = tuple(other for other, own in self.counts.items() if key in own)
        total = len(self.counts)
        confidence = majority(len(having), total) if 2 * len(having) > total else OPEN
        yield self._difference(locale, key, None, having, confidence)

    def _swapped(self, key: str, instead: str) -> Iterator[Fact]:
        stated = {
            other: key if key in own else instead
            for other, own in self.counts.items()
            if (key in own) != (instead in own)
        }
        for side in settle(stated, reference=self.reference, support=self.rank):
            yield self._difference(side.locale, side.expected, side.actual, side.agreeing, side.confidence)

    def _exchanged(self, belongs: list[str]) -> Iterator[Fact]:
        """One occurrence of several turned into another value."""
        for locale, own in self.counts.items():
            agreeing = tuple(other for other in self.counts if other != locale)
            if len(agreeing) < min(_MANY, len(self.counts)) - 1:
                continue
            fewer = [key for key in belongs if own[key] > 0 and self._is_more(own[key], key, agreeing)]
            if len(fewer) != 1:
                continue
            more = [key for key in sorted(own) if own[key] > self._usual(key, agreeing) >= 0]
            if len(more) == 1 and self.alike(fewer[0], more[0]):
                if len(agreeing) == 1:
                    yield self._difference(agreeing[0], more[0], fewer[0], (locale,), OPEN)
                confidence = SURE if len(agreeing) > 1 else OPEN
                yield self._difference(locale, fewer[0], more[0], agreeing, confidence)

    def _is_more(self, count: int, key: str, locales: tuple[str, ...]) -> bool:
        """Whether nearly all of those editions have it more often."""
        return sum(self.counts[locale][key] > count for locale in locales) >= max(
            _MANY, len(locales) - 1
        ) or (self._usual(key, locales) > count)

    def _usual(self, key: str, locales: tuple[str, ...]) -> int:
        """How often all those editions have it; -1 when they do not agree."""
        first = self.counts[locales[0]][key]
        return first if all(self.counts[locale][key] == first for locale in locales) else -1

    def _difference(
        self,
        locale: str,
        expected: str | None,
        actual: str | None,
        agreeing: tuple[str, ...],
        confidence: float,
    ) -> Fact:
        return Fact(
            locale=locale,
            expected=expected,
            actual=actual,
            agreeing=agreeing,
            confidence=confidence,
        )


@once_per_runbook
def section_texts(runbook: Runbook) -> dict[str | None, dict[str, list[str]]]:
    """Section to locale to its texts."""
    found: dict[str | None, dict[str, list[str]]] = {}
    for segment in segments(runbook):
        of_section = found.setdefault(segment.at.section, {})
        for locale, text in segment.texts.items():
            of_section.setdefault(locale, []).append(text)
    return found


def is_moved(one: Fact, count: Callable[[str], int]) -> bool:
    """Whether a lost value stands elsewhere: the edition has it as often in the whole section as one of
    those that agree. `count` says how often an edition has it there."""
    if one.actual is not None or one.expected is None:
        return False
    own = count(one.locale)
    return any(own >= theirs > 0 for theirs in map(count, one.agreeing))
