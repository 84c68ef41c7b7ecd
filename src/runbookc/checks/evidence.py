"""Who is right when editions state one fact differently, and how sure that is.

Ranks before votes: a code line, the article's own table, a heading, other articles and the
article's id, prose; an ASCII identifier before a translated word; then the majority; then the
reference edition. When nothing decides, every side is named.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

import msgspec

from runbookc.model.runbook import Runbook

V = TypeVar("V", bound=Hashable)

CODE, TABLE, HEADING, CORPUS, PROSE, NOTHING = 6, 5, 4, 3, 1, 0
"""Ranks of what supports a value."""

SURE, LIKELY, OPEN = 0.95, 0.7, 0.5
"""Confidence: ranked evidence or a clear majority; a bare majority or the reference; undecided."""


def witness(agreeing: tuple[str, ...], reference: str | None) -> str:
    """The edition to quote: the reference, else one that most readers of a report understand."""
    english = (locale for locale in agreeing if locale.partition("-")[0] == "en")
    return reference if reference in agreeing else next(english, agreeing[0])


class Side(msgspec.Struct, Generic[V], frozen=True, kw_only=True):
    """One edition that deviates, and what stands against it."""

    locale: str
    actual: V
    expected: V | None
    """What the other side says; None when the others do not agree among themselves."""
    agreeing: tuple[str, ...]
    confidence: float
    why: str
    """``code``, ``table``, ``heading``, ``corpus``, ``identifier``, ``majority``, ``reference`` or
    ``none``."""


_WHY = {CODE: "code", TABLE: "table", HEADING: "heading", CORPUS: "corpus", PROSE: "identifier"}


def settle(
    stated: Mapping[str, V],
    *,
    reference: str | None = None,
    support: Callable[[V], int] | None = None,
) -> tuple[Side[V], ...]:
    """The editions that deviate, sorted by locale; empty when all agree.

    `stated` maps a locale to its value. `support` gives the rank of the best evidence for a value
    outside the statements themselves.
    """
    camps: dict[V, list[str]] = {}
    for locale in sorted(stated):
        camps.setdefault(stated[locale], []).append(locale)
    if len(camps) < 2:
        return ()
    winner, confidence, why = _winner(camps, reference, support)
    if winner is None:
        return tuple(_undecided(camps))
    return tuple(
        Side(
            locale=locale,
            actual=value,
            expected=winner[0],
            agreeing=tuple(camps[winner[0]]),
            confidence=confidence,
            why=why,
        )
        for locale, value in sorted(stated.items())
        if value != winner[0]
    )


def _winner(
    camps: Mapping[V, list[str]], reference: str | None, support: Callable[[V], int] | None
) -> tuple[tuple[V] | None, float, str]:
    candidates = list(camps)
    if support is not None:
        ranks = {value: support(value) for value in candidates}
        best = max(ranks.values())
        candidates = [value for value in candidates if ranks[value] == best]
        if len(candidates) == 1:
            return (candidates[0],), SURE, _WHY.get(best, "identifier")
    most = max(len(camps[value]) for value in candidates)
    leaders = [value for value in candidates if len(camps[value]) == most]
    if len(leaders) == 1 and most > 1:
        total = sum(map(len, camps.values()))
        return (leaders[0],), majority(most, total), "majority"
    for value in leaders if most > 0 else ():
        if reference in camps[value]:
            return (value,), LIKELY, "reference"
    return None, OPEN, "none"


def majority(votes: int, total: int) -> float:
    """Confidence that a vote gives: 2 of 3 is likely, 4 of 5 sure, a bare plurality less."""
    share = votes / total
    return round(min(SURE, 0.35 + 0.7 * share), 2) if share > 0.5 else 0.6


def _undecided(camps: Mapping[V, list[str]]) -> Iterable[Side[V]]:
    sides: list[Side[V]] = []
    for value, locales in camps.items():
        others = [other for other in camps if other != value]
        agreeing = sorted(locale for other in others for locale in camps[other])
        expected = others[0] if len(others) == 1 else None
        for locale in locales:
            side = Side(
                locale=locale,
                actual=value,
                expected=expected,
                agreeing=tuple(agreeing),
                confidence=OPEN,
                why="none",
            )
            sides.append(side)
    return sorted(sides, key=lambda side: side.locale)


def lacking(
    having: Iterable[str], missing: Iterable[str], reference: str | None
) -> tuple[str, tuple[str, ...], float]:
    """Whether an element belongs: ``missing`` (blame those without), ``extra`` (blame those with)
    or ``open``; with the editions to blame and the confidence."""
    present, absent = tuple(sorted(having)), tuple(sorted(missing))
    total = len(present) + len(absent)
    if len(present) > len(absent):
        return "missing", absent, majority(len(present), total)
    if len(present) < len(absent):
        return "extra", present, majority(len(absent), total)
    if reference in present:
        return "missing", absent, LIKELY
    if reference in absent:
        return "extra", present, LIKELY
    return "open", tuple(sorted(present + absent)), OPEN


def headings(runbook: Runbook) -> frozenset[str]:
    """Identifiers that section titles name."""
    return frozenset(name for section in runbook.sections for name in section.monitors)
