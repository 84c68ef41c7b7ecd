"""The probe table, N-way: rows by their identifiers; for the cells of dependencies see `dependencies`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import product

from runbookc.alignment.dependencies import (
    Correspondences,
    comparable,
    corresponding,
    dependencies_of,
    spelling,
)
from runbookc.model import article as a
from runbookc.model.runbook import Monitor, Probe

_ALIKE = 0.5
_PAIRS = 10_000
"""Rows that are compared with each other in one table: in a larger one, only neighbours are."""
_NAMES = 12
"""Monitors of a row that are compared letter by letter with those of another."""


@dataclass(slots=True, eq=False)
class _RowColumn:
    members: dict[str, a.Probe] = field(default_factory=dict)


def align_probes(
    articles: Sequence[a.Article], reference: str | None, commanded: frozenset[str]
) -> tuple[Probe, ...]:
    """Align the probe tables of all editions.

    `commanded` are the identifiers (lower case) that commands of the article name: the strongest
    evidence for how one is spelt.
    """
    columns: list[_RowColumn] = []
    for article in sorted(articles, key=lambda item: (-len(item.probes), item.locale)):
        _add(columns, article.locale, article.probes)
    pairs = corresponding([column.members for column in columns])
    return tuple(_row(column, reference, commanded, pairs) for column in columns)


def _add(columns: list[_RowColumn], locale: str, rows: Sequence[a.Probe]) -> None:
    """Match the rows of one edition: equal keys first, then the likeliest between matched neighbours."""
    matched: dict[int, int] = {}
    by_key: dict[tuple[str, ...], list[int]] = {}
    for place, column in enumerate(columns):
        for key in dict.fromkeys(_key(row) for row in column.members.values()):
            by_key.setdefault(key, []).append(place)
    used: set[int] = set()
    for position, row in enumerate(rows):
        free = next((p for p in by_key.get(_key(row), ()) if p not in used), None)
        if free is not None:
            matched[position] = free
            used.add(free)
    for _, position, place in sorted(_alike(columns, rows, matched, used)):
        if position not in matched and place not in used:
            matched[position] = place
            used.add(place)
    fresh: list[tuple[_RowColumn | None, _RowColumn]] = []
    before: _RowColumn | None = None
    for position, row in enumerate(rows):
        if position in matched:
            before = columns[matched[position]]
            before.members[locale] = row
        else:
            column = _RowColumn({locale: row})
            fresh.append((before, column))
            before = column
    for anchor, column in fresh:
        columns.insert(columns.index(anchor) + 1 if anchor is not None else 0, column)


def _alike(
    columns: Sequence[_RowColumn], rows: Sequence[a.Probe], matched: Mapping[int, int], used: Set[int]
) -> Iterator[tuple[float, int, int]]:
    """Rows and columns that are not matched yet and may be: how unlike they are, and their places."""
    alone = [position for position in range(len(rows)) if position not in matched]
    free = [place for place in range(len(columns)) if place not in used]
    few = len(alone) * len(free) <= _PAIRS
    reach = len(rows) + len(columns) if few else 1 + _PAIRS // (2 * len(alone))
    for position in alone:
        for place in free:
            if abs(place - position) <= reach:
                likeness = _likeness(columns[place], rows[position])
                if likeness >= _ALIKE:
                    yield 0.01 * abs(place - position) - likeness, position, place


def _key(row: a.Probe) -> tuple[str, ...]:
    monitors = tuple(sorted((name.id or "").casefold() for name in row.monitors))
    return ((row.probe.id or "").casefold(), *monitors)


def _likeness(column: _RowColumn, row: a.Probe) -> float:
    return max(_row_likeness(other, row) for other in column.members.values())


def _row_likeness(left: a.Probe, right: a.Probe) -> float:
    """0 to 1: shared monitors, the probe's spelling, then health set and dependencies."""
    ours = {(name.id or name.written).casefold() for name in left.monitors}
    theirs = {(name.id or name.written).casefold() for name in right.monitors}
    shared = len(ours & theirs) / max(1, len(ours | theirs))
    if shared < 1 and ours and theirs:
        few = product(sorted(ours)[:_NAMES], sorted(theirs)[:_NAMES])
        shared = max(shared, 0.9 * max(spelling(x, y) for x, y in few) - 0.3)
    probe = 0.0
    if left.probe.id and right.probe.id:
        probe = spelling(left.probe.id.casefold(), right.probe.id.casefold())
    elif not left.probe.id and not right.probe.id:
        probe = 0.5
    health = 1.0 if (left.health_set.id or "") == (right.health_set.id or "") else 0.0
    return 0.5 * shared + 0.4 * (probe if probe > 0.6 else 0.0) + 0.1 * health


def elect(candidates: Mapping[str, str], reference: str | None, commanded: frozenset[str]) -> str | None:
    """The spelling to believe: named by a command, then ASCII, then by votes, then the reference's."""
    if not candidates:
        return None
    votes = Counter(candidates.values())

    def rank(value: str) -> tuple[bool, bool, int, bool, str]:
        first = min(locale for locale, item in candidates.items() if item == value)
        known = value.casefold() in commanded
        return (
            not known,
            not value.isascii(),
            -votes[value],
            candidates.get(reference or "") != value,
            first,
        )

    return min(votes, key=rank)


def _row(
    column: _RowColumn,
    reference: str | None,
    commanded: frozenset[str],
    pairs: Correspondences,
) -> Probe:
    members = {locale: column.members[locale] for locale in sorted(column.members)}
    return Probe(
        id=elect({tag: row.probe.id for tag, row in members.items() if row.probe.id}, reference, commanded),
        health_set=elect(
            {tag: row.health_set.id for tag, row in members.items() if row.health_set.id},
            reference,
            commanded,
        ),
        locales=tuple(members),
        sources={locale: row.span for locale, row in members.items()},
        text={locale: row.probe.written for locale, row in members.items()},
        health_set_text={locale: row.health_set.written for locale, row in members.items()},
        text_sources={locale: row.probe.span for locale, row in members.items()},
        health_set_sources={locale: row.health_set.span for locale, row in members.items()},
        dependencies=dependencies_of(members, reference, pairs),
        monitors=_monitors(members, reference, commanded),
    )


def _monitors(
    rows: Mapping[str, a.Probe], reference: str | None, commanded: frozenset[str]
) -> tuple[Monitor, ...]:
    columns: list[dict[str, a.Name]] = []
    for locale, row in sorted(rows.items(), key=lambda item: (-len(item[1].monitors), item[0])):
        _place_names(columns, locale, row.monitors, _monitor_likeness)
    return tuple(_monitor(names, reference, commanded) for names in columns)


def _monitor_likeness(left: a.Name, right: a.Name) -> float:
    return spelling((left.id or left.written).casefold(), (right.id or right.written).casefold())


def _place_names(
    columns: list[dict[str, a.Name]],
    locale: str,
    names: Sequence[a.Name],
    likeness: Callable[[a.Name, a.Name], float],
) -> None:
    """Put each name into the column that it is most like; one of its own where there is none."""
    rest = sorted(
        (-likeness(next(iter(columns[i].values())), names[j]), abs(i - j), j, i)
        for j, i in comparable(len(names), len(columns))
    )
    placed: dict[int, int] = {}
    taken: set[int] = set()
    for minus, _, j, i in rest:
        if -minus >= _ALIKE and j not in placed and i not in taken:
            placed[j] = i
            taken.add(i)
    alone = [j for j in range(len(names)) if j not in placed]
    free = [i for i in range(len(columns)) if i not in taken]
    if len(alone) == 1 and len(free) == 1:
        # One left on either side: the same one, written in a way that shows no likeness.
        placed[alone[0]] = free[0]
    for j, name in enumerate(names):
        if j in placed:
            columns[placed[j]][locale] = name
        else:
            columns.append({locale: name})


def _monitor(names: Mapping[str, a.Name], reference: str | None, commanded: frozenset[str]) -> Monitor:
    ordered = {locale: names[locale] for locale in sorted(names)}
    sets = {locale: name.health_set for locale, name in ordered.items() if name.health_set}
    ids = {locale: name.id for locale, name in ordered.items() if name.id}
    # Commands name probes and health sets: that a monitor cell holds such a name speaks against it.
    proper = {locale: id_ for locale, id_ in ids.items() if id_.casefold() not in commanded}
    return Monitor(
        id=elect(proper or ids, reference, frozenset()) or next(iter(ordered.values())).written,
        health_set=elect(sets, reference, commanded),
        locales=tuple(ordered),
        sources={locale: name.span for locale, name in ordered.items()},
        text={locale: name.written for locale, name in ordered.items()},
    )
