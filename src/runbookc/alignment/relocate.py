"""Second look at what was left over: an element that one edition has in another place.

The first pass keeps the order; here runs of unmatched leaves are matched wherever they stand, on
evidence that does not depend on the place.
"""

from __future__ import annotations

from dataclasses import dataclass

from runbookc.alignment.columns import Column
from runbookc.alignment.similarity import Scale, content

_PAIR = 0.0
_RUN = 1.2
"""A run of pairs must reach this in sum: one strong pair, or several weak ones in a row."""


@dataclass(slots=True, frozen=True, eq=False)
class _Run:
    pairs: tuple[tuple[int, int], ...]
    worth: float


def relocate(sections: list[list[Column]], locales: list[str], how: Scale) -> None:
    """Merge columns of one section into those of another (or the same) where they say the same."""
    for locale in locales:
        _relocate_one(sections, locale, how)


def _relocate_one(sections: list[list[Column]], locale: str, how: Scale) -> None:
    everything = [column for section in sections for column in section]
    loose = [column for column in everything if locale in column.members and len(column.members[locale]) == 1]
    lacking = [
        column for column in everything if locale not in column.members and locale not in column.joined
    ]
    loose = [column for column in loose if any(_may_take(place, column) for place in lacking)]
    loose.sort(key=lambda column: column.members[locale][0].order)
    while loose and lacking:
        run = _best_run(loose, lacking, how)
        if run is None:
            return
        for i, j in run.pairs:
            _take(sections, lacking[j], loose[i])
        gone = {i for i, _ in run.pairs}
        filled = {j for _, j in run.pairs}
        loose = [column for i, column in enumerate(loose) if i not in gone]
        lacking = [column for j, column in enumerate(lacking) if j not in filled]


def _may_take(place: Column, column: Column) -> bool:
    return (
        place.kind == column.kind
        and len(place.members) >= len(column.members)
        and not place.members.keys() & column.members.keys()
        and not place.joined.keys() & column.members.keys()
    )


def _best_run(loose: list[Column], lacking: list[Column], how: Scale) -> _Run | None:
    worth: dict[tuple[int, int], float] = {}
    for i, column in enumerate(loose):
        for j, place in enumerate(lacking):
            if _may_take(place, column):
                value = content(place.profile(how), column.profile(how))
                if value >= _PAIR:
                    worth[i, j] = value
    best: _Run | None = None
    for i, j in sorted(worth):
        if (i - 1, j - 1) in worth:
            continue
        pairs = [(i, j)]
        while (pairs[-1][0] + 1, pairs[-1][1] + 1) in worth:
            pairs.append((pairs[-1][0] + 1, pairs[-1][1] + 1))
        run = _Run(tuple(pairs), sum(worth[pair] for pair in pairs))
        if run.worth >= _RUN and (best is None or run.worth > best.worth):
            best = run
    return best


def _take(sections: list[list[Column]], place: Column, column: Column) -> None:
    for locale, leaves in column.members.items():
        place.add(locale, leaves)
    place.joined.update(column.joined)
    for section in sections:
        if column in section:
            section.remove(column)
