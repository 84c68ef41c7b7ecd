"""Second look at what was left over: an element that one edition has in another place.

The first pass keeps the order; here runs of unmatched leaves are matched wherever they stand, on
evidence that does not depend on the place.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from runbookc.alignment.columns import Column
from runbookc.alignment.exchange import Doubtful, doubtful, exchange
from runbookc.alignment.similarity import IMPOSSIBLE, Scale, content

_PAIR = 0.0
_RUN = 1.2
"""A run of pairs must reach this in sum: one strong pair, or several weak ones in a row."""

_MOST_PAIRS = 40_000
"""Where more could be compared, the editions are too different to say what moved."""

_DOUBT = -0.3
"""A pair that says less than this may have come about because nothing else was free."""

_NEARLY = 1.0
_LONE = -1.5
"""What a pair may say against itself that is the only one left."""


@dataclass(slots=True, frozen=True, eq=False)
class _Run:
    pairs: tuple[tuple[int, int], ...]
    worth: float


def relocate(sections: list[list[Column]], locales: list[str], how: Scale) -> None:
    """Merge columns of one section into those of another (or the same) where they say the same."""
    for section in sections:
        if any(len(column.members) < len(locales) for column in section):
            for locale in locales:
                _side_with_most(section, locale, how)
    doubts = [exchange(section, locales, how) for section in sections]
    for locale in locales:
        evicted = _evict(sections, locale, [own[locale] for own in doubts], how)
        _relocate_one(sections, locale, how)
        _pair_lone(sections, locale, how)
        _restore(sections, locale, evicted)


def _side_with_most(section: list[Column], locale: str, how: Scale) -> None:
    """Take an edition's leaf from what few have to what more have, where it says nearly as much there.

    Of steps that are repeated word for word, a late edition may have been paired with one that an
    early edition has in a place of its own.
    """
    at = {id(column): position for position, column in enumerate(section)}
    most = max(len(column.members) for column in section)
    for column in [c for c in section if len(c.members.get(locale, ())) == 1 and len(c.members) > 1]:
        if len(column.members) == most:
            continue
        own = column.members[locale][0].profile(locale, how)
        here = content(column.without(locale, how), own)
        best = max(
            (
                (content(place.profile(how), own), -abs(at[id(place)] - at[id(column)]), place)
                for place in section
                if len(place.members) > len(column.members)
                and place.kind == column.kind
                and locale not in place.members
                and locale not in place.joined
            ),
            key=lambda item: item[:2],
            default=None,
        )
        if best is not None and best[0] >= max(_RUN, here - _NEARLY):
            best[2].add(locale, column.remove(locale))
            most = max(most, len(best[2].members))


def _evict(
    sections: list[list[Column]], locale: str, doubts: list[list[Doubtful]], how: Scale
) -> list[tuple[Column, Column]]:
    """Take doubtful leaves out of their columns: each with the column that it came from.

    Where a step moved, the leaves between its two places were paired with their neighbours.
    """
    evicted = []
    for section, candidates in zip(sections, doubts, strict=True):
        known = doubtful([candidate.column for candidate in candidates], locale, how)
        doubted = [candidate.column for candidate in known if candidate.worth < _DOUBT]
        if len(doubted) < 2:
            continue
        for column in doubted:
            alone = Column()
            alone.add(locale, column.remove(locale))
            section.insert(section.index(column) + 1, alone)
            evicted.append((alone, column))
    return evicted


def _restore(sections: list[list[Column]], locale: str, evicted: list[tuple[Column, Column]]) -> None:
    """Put back what found no better place."""
    for alone, origin in evicted:
        for section in sections:
            if alone in section and locale not in origin.members:
                section.remove(alone)
                origin.add(locale, alone.members[locale])


def _relocate_one(sections: list[list[Column]], locale: str, how: Scale) -> None:
    everything = [column for section in sections for column in section]
    lacking = [
        column for column in everything if locale not in column.members and locale not in column.joined
    ]
    loose = [
        column
        for column in everything
        if len(column.members.get(locale, ())) == 1 and any(_may_take(place, column) for place in lacking)
    ]
    loose.sort(key=lambda column: column.members[locale][0].order)
    if len(loose) * len(lacking) > _MOST_PAIRS:
        return
    known: dict[tuple[int, int], float] = {}
    while loose and lacking:
        run = _best_run(loose, lacking, known, how)
        if run is None:
            return
        for i, j in run.pairs:
            _take(sections, lacking[j], loose[i])
        gone = {i for i, _ in run.pairs}
        filled = {j for _, j in run.pairs}
        loose = [column for i, column in enumerate(loose) if i not in gone]
        lacking = [column for j, column in enumerate(lacking) if j not in filled]


def _pair_lone(sections: list[list[Column]], locale: str, how: Scale) -> None:
    """Where a section lacks one item and has one too many, it is the same one in another place.

    One that was written anew stands where the old one stood: there nothing is asked of what it says.
    """
    for section in sections:
        lacking = [c for c in section if locale not in c.members and locale not in c.joined and _is_item(c)]
        loose = [c for c in section if len(c.members.get(locale, ())) == 1 and _is_item(c)]
        pairs = list(
            islice(((place, column) for place in lacking for column in loose if _may_take(place, column)), 2)
        )
        if len(pairs) == 1:
            place, column = pairs[0]
            is_beside = abs(section.index(place) - section.index(column)) == 1
            if is_beside or content(place.profile(how), column.profile(how)) >= _LONE:
                _take([section], place, column)


def _is_item(column: Column) -> bool:
    """Whether it is the first thing in an item of a list."""
    features = next(iter(column.members.values()))[0].features
    return features.first and features.shape[:1] in ("s", "i")


def _may_take(place: Column, column: Column) -> bool:
    return (
        len(place.members) >= len(column.members)
        and place.kind == column.kind
        and not place.members.keys() & column.members.keys()
        and not place.joined.keys() & column.members.keys()
    )


def _best_run(
    loose: list[Column], lacking: list[Column], known: dict[tuple[int, int], float], how: Scale
) -> _Run | None:
    """`known`: what the pairs of an earlier look are worth; those that are left have not changed."""
    worth: dict[tuple[int, int], float] = {}
    for i, column in enumerate(loose):
        for j, place in enumerate(lacking):
            pair = id(column), id(place)
            if pair not in known:
                may = _may_take(place, column)
                known[pair] = content(place.profile(how), column.profile(how)) if may else IMPOSSIBLE
            if known[pair] >= _PAIR:
                worth[i, j] = known[pair]
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
