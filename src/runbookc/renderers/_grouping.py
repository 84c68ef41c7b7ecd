"""Findings as people read them: one group for the same defect in the same sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from runbookc.model.finding import LEVELS, Finding


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Findings that a reader judges once."""

    first: Finding
    places: tuple[Finding, ...]
    """All of them, in the order of the report, the first included."""


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How many findings there are of each kind."""

    locales: tuple[str, ...]
    families: tuple[str, ...]
    cells: dict[tuple[str, str], int]
    """Locale and family."""
    levels: dict[str, dict[str, int]]
    """Locale to level to count."""
    totals: dict[str, int]
    """Level to count."""


def grouped(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """Groups, the most severe and surest first, then those with most places."""
    members: dict[str, list[Finding]] = {}
    for finding in findings:
        members.setdefault(finding.group or finding.fingerprint, []).append(finding)
    groups = [Group(first=places[0], places=tuple(places)) for places in members.values()]
    return tuple(sorted(groups, key=_rank))


def _rank(group: Group) -> tuple[object, ...]:
    first = group.first
    return (
        LEVELS.index(first.level),
        first.rule,
        -len(group.places),
        -first.confidence,
        first.path,
        first.line,
        first.fingerprint,
    )


def count(findings: Iterable[Finding]) -> Counts:
    """Totals by locale, family and level."""
    cells: Counter[tuple[str, str]] = Counter()
    levels: dict[str, Counter[str]] = {}
    totals: Counter[str] = Counter()
    for finding in findings:
        cells[finding.locale, finding.rule[:3]] += 1
        levels.setdefault(finding.locale, Counter())[finding.level] += 1
        totals[finding.level] += 1
    return Counts(
        locales=tuple(sorted(levels)),
        families=tuple(sorted({family for _, family in cells})),
        cells=dict(cells),
        levels={locale: dict(counts) for locale, counts in sorted(levels.items())},
        totals={level: totals[level] for level in LEVELS},
    )
