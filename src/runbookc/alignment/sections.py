"""Sections are aligned before what is in them: names in titles, roles, commands, size, place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import pairwise

from runbookc.alignment.columns import Column, columns_of, merge_order
from runbookc.alignment.order import longest_increasing
from runbookc.alignment.outline import Leaf, Outline, SectionOutline
from runbookc.alignment.portraits import Portrait, likeness, portrait, united
from runbookc.alignment.similarity import IMPOSSIBLE, Scale

_GAP = -0.6
_JOIN = -1.0
"""A heading is seldom lost, or put into the midst of a section."""
_MOVE = 1.4
"""A section found out of order needs evidence of its own,"""
_MARGIN = 0.3
"""or must be the likeliest for its counterpart, and that for it, by this much."""
_LONE = -2.5
"""What two sections may say against each other that alone are left in one place."""
_CLEARLY = 0.03
"""What must speak more for two sections under one heading than for the second of them alone."""
_LARGEST = 22_500
"""Cells of a table: more than two editions of 150 sections."""
_PLAIN = 0.8
"""Where all sections are as alike as this as they stand, they are not looked for elsewhere."""


@dataclass(slots=True, eq=False)
class SectionColumn:
    """Sections of several editions that correspond."""

    members: dict[str, SectionOutline] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)
    joined: dict[str, SectionColumn] = field(default_factory=dict)
    """Locale to the column whose section there also holds what stands in this one: a lost heading."""


def section_columns(outlines: Iterable[Outline], how: Scale) -> list[SectionColumn]:
    """Align the sections of all editions; the result is in the order of the majority."""
    by_locale = {outline.locale: outline for outline in outlines}
    order = merge_order(
        {
            locale: tuple(f"{s.section.role}{s.section.level}" for s in outline.sections)
            for locale, outline in by_locale.items()
        }
    )
    columns: list[SectionColumn] = []
    portraits: dict[int, Portrait] = {}
    for locale in order:
        sections = by_locale[locale].sections
        for section in sections:
            portraits[id(section)] = portrait(section, by_locale[locale].article, how)
        columns = _added(columns, locale, sections, portraits)
    ordered = _in_majority_order(columns)
    for before, column in pairwise(ordered):
        _join_overlong(before, column)
    return ordered


def _added(
    columns: list[SectionColumn],
    locale: str,
    sections: list[SectionOutline],
    portraits: dict[int, Portrait],
) -> list[SectionColumn]:
    if not columns:
        return [SectionColumn({locale: section}) for section in sections]
    if len(columns) == len(sections) and all(
        _mean_likeness(column, section, portraits) >= _PLAIN
        for column, section in zip(columns, sections, strict=True)
    ):
        for column, section in zip(columns, sections, strict=True):
            column.members[locale] = section
        return columns
    pairs, lost, extra = _matched(columns, sections, portraits)
    matched = {j: i for i, j in pairs.items()}
    out: list[SectionColumn] = []
    after: dict[int, list[SectionColumn]] = {}
    anchor = -1
    for j, section in enumerate(sections):
        if j in matched:
            anchor = matched[j]
            continue
        column = SectionColumn({locale: section})
        if j in extra:
            whole = columns[matched[j - 1]]
            column.joined = dict.fromkeys(whole.members, whole)
        after.setdefault(anchor, []).append(column)
    for i, j in pairs.items():
        columns[i].members[locale] = sections[j]
    for i in lost:
        columns[i].joined[locale] = columns[i - 1]
    out += after.get(-1, [])
    for i, column in enumerate(columns):
        out.append(column)
        out += after.get(i, [])
    return out


def _matched(
    columns: list[SectionColumn], sections: list[SectionOutline], portraits: dict[int, Portrait]
) -> tuple[dict[int, int], set[int], set[int]]:
    """Columns to the sections they correspond to; columns whose heading the edition lacks; its headings
    in the midst of a section. What is too long for one table is matched by halves."""
    if len(columns) * len(sections) > _LARGEST and min(len(columns), len(sections)) > 1:
        i, j = len(columns) // 2, len(sections) // 2
        pairs, lost, extra = _matched(columns[:i], sections[:j], portraits)
        more, later_lost, later_extra = _matched(columns[i:], sections[j:], portraits)
        pairs.update((i + k, j + m) for k, m in more.items())
        return pairs, lost | {i + k for k in later_lost}, extra | {j + m for m in later_extra}
    theirs = [portraits[id(section)] for section in sections]
    ours = [[portraits[id(member)] for _, member in sorted(column.members.items())] for column in columns]
    table = [[_mean(own, other) for other in theirs] for own in ours]
    unions = _Unions(columns, portraits, theirs)
    pairs, lost, extra = _monotone(table, unions)
    _match_first(table, unions, pairs, lost)
    _match_lone(table, pairs, lost, extra)
    _match_moved(table, pairs, lost, extra)
    return pairs, lost, extra


def _mean_likeness(column: SectionColumn, section: SectionOutline, portraits: dict[int, Portrait]) -> float:
    return _mean([portraits[id(member)] for member in column.members.values()], portraits[id(section)])


def _mean(members: Sequence[Portrait], other: Portrait) -> float:
    return sum([likeness(member, other) for member in members]) / len(members)


class _Unions:
    """How alike two neighbours on one side are to one section on the other."""

    def __init__(
        self, columns: list[SectionColumn], portraits: dict[int, Portrait], sections: list[Portrait]
    ) -> None:
        self._columns = columns
        self._portraits = portraits
        self._sections = sections
        self._pairs = [united(*pair) for pair in pairwise(sections)]
        self._both: dict[int, list[Portrait]] = {}
        """Index of a column to it and the one after it, in every edition that has both."""

    def of_columns(self, i: int, j: int) -> float:
        """Columns `i` and the one after it, against section `j`."""
        if i not in self._both:
            first, second = self._columns[i].members, self._columns[i + 1].members
            self._both[i] = [
                united(self._portraits[id(first[tag])], self._portraits[id(second[tag])])
                for tag in sorted(first.keys() & second.keys())
            ]
        own = self._both[i]
        return _mean(own, self._sections[j]) + _JOIN if own else IMPOSSIBLE

    def of_sections(self, i: int, j: int) -> float:
        """Column `i` against section `j` and the one after it."""
        members = self._columns[i].members
        own = [self._portraits[id(members[tag])] for tag in sorted(members)]
        return _mean(own, self._pairs[j]) + _JOIN


def _monotone(table: list[list[float]], unions: _Unions) -> tuple[dict[int, int], set[int], set[int]]:
    """Best pairs (row to column) in order (Needleman & Wunsch 1970), two neighbours being one section at
    times (Gale & Church 1993): rows and columns that belong to the one before them."""
    rows, cols = len(table), len(table[0]) if table else 0
    best = [[_GAP * (i + j) for j in range(cols + 1)] for i in range(rows + 1)]
    move = [[(0, 1) if j else (1, 0) for j in range(cols + 1)] for i in range(rows + 1)]
    for i in range(1, rows + 1):
        for j in range(1, cols + 1):
            choices = [
                (best[i - 1][j - 1] + table[i - 1][j - 1], (1, 1)),
                (best[i - 1][j] + _GAP, (1, 0)),
                (best[i][j - 1] + _GAP, (0, 1)),
            ]
            if i > 1:
                choices.append((best[i - 2][j - 1] + unions.of_columns(i - 2, j - 1), (2, 1)))
            if j > 1:
                choices.append((best[i - 1][j - 2] + unions.of_sections(i - 1, j - 2), (1, 2)))
            best[i][j], move[i][j] = max(choices, key=lambda choice: choice[0])
    pairs: dict[int, int] = {}
    lost: set[int] = set()
    extra: set[int] = set()
    i, j = rows, cols
    while i or j:
        down, right = move[i][j]
        i, j = i - down, j - right
        if down and right:
            pairs[i] = j
            lost.update(range(i + 1, i + down))
            extra.update(range(j + 1, j + right))
    return pairs, lost, extra


def _match_first(table: list[list[float]], unions: _Unions, pairs: dict[int, int], lost: set[int]) -> None:
    """Of two sections that an edition has under one heading, that is the heading of the first."""
    for i, j in sorted(pairs.items()):
        if i and i - 1 not in pairs and i - 1 not in lost and i not in lost and i + 1 not in lost:
            both = unions.of_columns(i - 1, j) - _JOIN
            if both > table[i][j] + _CLEARLY:
                pairs[i - 1] = pairs.pop(i)
                lost.add(i)


def _match_lone(table: list[list[float]], pairs: dict[int, int], lost: set[int], extra: set[int]) -> None:
    """One section left on either side between two pairs is the same one, unless much speaks against it."""
    edges = [(-1, -1), *sorted(pairs.items()), (len(table), len(table[0]))]
    for (i, j), (k, m) in pairwise(edges):
        if k - i == m - j == 2 and table[i + 1][j + 1] >= _LONE:
            pairs[i + 1] = j + 1
            lost.discard(i + 1)
            extra.discard(j + 1)


def _match_moved(table: list[list[float]], pairs: dict[int, int], lost: set[int], extra: set[int]) -> None:
    """Pair what was left over, in any order, where the evidence is strong enough."""
    taken = set(pairs.values()) | extra
    rows = [nlargest(2, row) for row in table]
    columns = [nlargest(2, column) for column in zip(*table, strict=True)]
    rest = [
        (-value, i, j)
        for i, row in enumerate(table)
        if i not in pairs and i not in lost
        for j, value in enumerate(row)
        if j not in taken and (value >= _MOVE or _is_mutual(value, rows[i], columns[j]))
    ]
    for _, i, j in sorted(rest):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)


def _is_mutual(value: float, row: Sequence[float], column: Sequence[float]) -> bool:
    """Whether each is the other's likeliest counterpart, clearly; given are the two best of all."""
    rivals = [best[1] if value == best[0] else best[0] for best in (row, column) if len(best) > 1]
    return value > 0 and value >= max(rivals, default=0.0) + _MARGIN


def _join_overlong(before: SectionColumn, section: SectionColumn) -> None:
    """Where an edition lacks a section and has more than the others in the one before, it may be there."""
    shared = before.members.keys() & section.members.keys()
    usual, size = _usual_size(before, shared), _usual_size(section, shared)
    for locale in before.members.keys() - section.members.keys() - section.joined.keys():
        if 2 * (len(before.members[locale].leaves) - usual) > size:
            section.joined[locale] = before


def _usual_size(column: SectionColumn, locales: Iterable[str]) -> int:
    """How many leaves the section has in the middle one of those editions."""
    sizes = sorted(len(column.members[tag].leaves) for tag in locales)
    return sizes[len(sizes) // 2] if sizes else 0


def leaf_columns(sections: Sequence[SectionColumn], how: Scale) -> list[list[Column]]:
    """The leaves of each section, aligned; sections that an edition runs together are aligned as one."""
    out: list[list[Column]] = []
    start = 0
    for end in range(1, len(sections) + 1):
        if end == len(sections) or not _runs_on(sections[end - 1], sections[end]):
            out += _shared_out(sections[start:end], how)
            start = end
    return out


def _runs_on(before: SectionColumn, section: SectionColumn) -> bool:
    return any(whole is before for whole in section.joined.values())


def _shared_out(sections: Sequence[SectionColumn], how: Scale) -> list[list[Column]]:
    leaves: dict[str, list[Leaf]] = {}
    home: dict[int, int] = {}
    for place, section in enumerate(sections):
        for locale, member in section.members.items():
            leaves.setdefault(locale, []).extend(member.leaves)
            home.update((id(leaf), place) for leaf in member.leaves)
    columns = columns_of(leaves, how)
    if len(sections) == 1:
        return [columns]
    vague = {locale for section in sections for locale in section.joined}
    out: list[list[Column]] = [[] for _ in sections]
    place = 0
    for column in columns:
        if not column.members.keys() <= vague:
            votes = Counter(home[id(own[0])] for own in column.members.values())
            place = max(votes, key=lambda vote: (votes[vote], vote))
        out[place].append(column)
    return out


def _in_majority_order(columns: list[SectionColumn]) -> list[SectionColumn]:
    """Put a column where most of its editions have it, and note who has it elsewhere."""
    ordered = list(columns)
    order = _Order(columns)
    for column in columns:
        if len(column.members) > 1:
            order.settle(ordered, column)
    for locale in sorted({locale for column in ordered for locale in column.members}):
        own = [(column.members[locale].index, column) for column in ordered if locale in column.members]
        stay = longest_increasing([index for index, _ in own])
        for position, (_, column) in enumerate(own):
            if position not in stay and len(column.members) > 1:
                column.moved.add(locale)
    return ordered


class _Order:
    """Where each column stands, and what stands before it in each edition."""

    def __init__(self, columns: Sequence[SectionColumn]) -> None:
        self._places = {id(column): place for place, column in enumerate(columns)}
        self._before: dict[tuple[int, str], SectionColumn] = {}
        for locale in {locale for column in columns for locale in column.members}:
            own = sorted(
                (column for column in columns if locale in column.members),
                key=lambda column: column.members[locale].index,
            )
            self._before.update({(id(column), locale): other for other, column in pairwise(own)})

    def settle(self, ordered: list[SectionColumn], column: SectionColumn) -> None:
        """Move `column` behind the section that most of its members have before it."""
        votes: dict[int, int] = {}
        for locale in column.members:
            other = self._before.get((id(column), locale))
            key = self._places[id(other)] if other is not None else -1
            votes[key] = votes.get(key, 0) + 1
        here = self._places[id(column)]
        winner = min(votes, key=lambda place: (-votes[place], abs(place - here)))
        if 2 * votes[winner] <= len(column.members) or winner == here - 1:
            return
        if winner < here and not any(
            2 * len(other.members.keys() & column.members.keys()) > len(column.members)
            for other in ordered[winner + 1 : here]
        ):
            return  # Only what a few editions have stands between.
        there = winner + 1 if winner < here else winner
        ordered.insert(there, ordered.pop(here))
        first, last = min(here, there), max(here, there)
        self._places.update((id(one), place) for place, one in enumerate(ordered[first : last + 1], first))
