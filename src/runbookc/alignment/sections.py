"""Sections are aligned before what is in them: names in titles, roles, commands, size, place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from runbookc.alignment.columns import merge_order
from runbookc.alignment.features import word_beginnings
from runbookc.alignment.outline import Outline, SectionOutline
from runbookc.alignment.similarity import Scale, cognate_score, length_score
from runbookc.inline import plain
from runbookc.model import article as a

_GAP = -0.6
_MOVE = 1.4
"""A section found out of order needs evidence of its own,"""
_MARGIN = 0.3
"""or must be the likeliest for its counterpart, and that for it, by this much."""
_PLAIN = 0.8
"""Where all sections are as alike as this as they stand, they are not looked for elsewhere."""


@dataclass(slots=True, frozen=True, eq=False)
class Portrait:
    """What is compared of a section."""

    names: frozenset[str]
    role: str
    level: int
    codes: frozenset[str]
    tokens: dict[str, float]
    words: frozenset[str]
    vocabulary: frozenset[str]
    """Word beginnings of title and text."""
    bulk: float
    """Length of the text, comparable between locales."""
    shape: dict[str, int]
    size: int


@dataclass(slots=True, eq=False)
class SectionColumn:
    """Sections of several editions that correspond."""

    members: dict[str, SectionOutline] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)


def portrait(section: SectionOutline, locale: str, how: Scale) -> Portrait:
    codes = (leaf.element.code for leaf in section.leaves if isinstance(leaf.element, a.Command))
    tokens: dict[str, float] = {}
    shape: dict[str, int] = {}
    for leaf in section.leaves:
        key = f"{leaf.kind}{leaf.features.shape}"
        shape[key] = shape.get(key, 0) + 1
        for token in leaf.features.tokens:
            tokens[token] = how.weights.get(token, 1.0)
        if isinstance(leaf.element, a.Paragraph):
            tokens.update((f"link:{link.target}", 0.5) for link in leaf.element.links)
    return Portrait(
        names=frozenset((name.id or name.written).casefold() for name in section.section.names),
        role=section.section.role,
        level=section.section.level,
        codes=frozenset(re.sub(r"[\s\\]+", "", code).casefold() for code in codes),
        tokens=tokens,
        words=word_beginnings(plain(section.section.title)),
        vocabulary=frozenset().union(*(leaf.features.words for leaf in section.leaves)),
        bulk=sum(leaf.features.length for leaf in section.leaves) * how.lengths.get(locale, 1.0),
        shape=shape,
        size=len(section.leaves),
    )


def likeness(left: Portrait, right: Portrait) -> float:
    """What speaks for two sections being the same one; negative when they contradict each other."""
    if (left.level == 0) != (right.level == 0):
        return -9.0
    total = 0.6 if left.role == right.role else -0.5
    total += 2.5 * _dice(left.names, right.names, empty=0.0) - (
        1.2 if _differ(left.names, right.names) else 0.0
    )
    total += 1.5 * _dice(left.codes, right.codes, empty=0.0) - (
        0.6 if _differ(left.codes, right.codes) else 0.0
    )
    total += _weighted(left.tokens, right.tokens)
    total += 1.2 * _dice(left.words, right.words, empty=0.1) - 0.1
    total += 0.5 * cognate_score((left.vocabulary,), (right.vocabulary,))
    total += 0.5 * length_score(left.bulk, right.bulk)
    total += 0.8 * _shape_dice(left, right) - 0.4
    total += 0.1 if left.level == right.level else -0.2
    return total


def _differ(left: frozenset[str], right: frozenset[str]) -> bool:
    return bool(left) and bool(right) and not left & right


def _dice(left: frozenset[str], right: frozenset[str], *, empty: float) -> float:
    if not left or not right:
        return empty
    return 2 * len(left & right) / (len(left) + len(right))


def _weighted(left: dict[str, float], right: dict[str, float]) -> float:
    mass = sum(left.values()) + sum(right.values())
    if not mass:
        return 0.0
    shared = sum(weight for token, weight in left.items() if token in right)
    return min(1.0, mass / 4) * (2.2 * 2 * shared / mass - 0.7)


def _shape_dice(left: Portrait, right: Portrait) -> float:
    if not left.size and not right.size:
        return 1.0
    shared = sum(min(count, right.shape.get(key, 0)) for key, count in left.shape.items())
    return 2 * shared / max(1, left.size + right.size)


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
            portraits[id(section)] = portrait(section, locale, how)
        columns = _added(columns, locale, sections, portraits)
    return _in_majority_order(columns)


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
    table = [[_mean_likeness(column, section, portraits) for section in sections] for column in columns]
    pairs = _monotone(table)
    _match_moved(table, pairs)
    matched = {j: i for i, j in pairs.items()}
    out: list[SectionColumn] = []
    after: dict[int, list[SectionColumn]] = {}
    anchor = -1
    for j, section in enumerate(sections):
        if j in matched:
            columns[matched[j]].members[locale] = section
            anchor = matched[j]
        else:
            after.setdefault(anchor, []).append(SectionColumn({locale: section}))
    out += after.get(-1, [])
    for i, column in enumerate(columns):
        out.append(column)
        out += after.get(i, [])
    return out


def _mean_likeness(column: SectionColumn, section: SectionOutline, portraits: dict[int, Portrait]) -> float:
    own = portraits[id(section)]
    values = [likeness(portraits[id(member)], own) for member in column.members.values()]
    return sum(values) / len(values)


def _monotone(table: list[list[float]]) -> dict[int, int]:
    """Best pairs (row to column) in order (Needleman & Wunsch 1970)."""
    rows, cols = len(table), len(table[0]) if table else 0
    best = [[0.0] * (cols + 1) for _ in range(rows + 1)]
    for i in range(rows + 1):
        for j in range(cols + 1):
            if not i or not j:
                best[i][j] = _GAP * (i + j)
                continue
            best[i][j] = max(
                best[i - 1][j - 1] + table[i - 1][j - 1], best[i - 1][j] + _GAP, best[i][j - 1] + _GAP
            )
    pairs: dict[int, int] = {}
    i, j = rows, cols
    while i and j:
        if best[i][j] == best[i - 1][j - 1] + table[i - 1][j - 1]:
            i, j = i - 1, j - 1
            pairs[i] = j
        elif best[i][j] == best[i - 1][j] + _GAP:
            i -= 1
        else:
            j -= 1
    return pairs


def _match_moved(table: list[list[float]], pairs: dict[int, int]) -> None:
    """Pair what was left over, in any order, where the evidence is strong enough."""
    taken = set(pairs.values())
    rest = [
        (-value, i, j)
        for i, row in enumerate(table)
        if i not in pairs
        for j, value in enumerate(row)
        if j not in taken and (value >= _MOVE or _is_mutual(table, i, j))
    ]
    for _, i, j in sorted(rest):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)


def _is_mutual(table: list[list[float]], i: int, j: int) -> bool:
    """Whether each is the other's likeliest counterpart, clearly, among all."""
    rivals = [*(value for k, value in enumerate(table[i]) if k != j)]
    rivals += [row[j] for k, row in enumerate(table) if k != i]
    return table[i][j] > 0 and table[i][j] >= max(rivals, default=0.0) + _MARGIN


def _in_majority_order(columns: list[SectionColumn]) -> list[SectionColumn]:
    """Put a column where most of its editions have it, and note who has it elsewhere."""
    ordered = list(columns)
    for column in columns:
        if len(column.members) > 1:
            _settle(ordered, column)
    for locale in sorted({locale for column in ordered for locale in column.members}):
        own = [(column.members[locale].index, column) for column in ordered if locale in column.members]
        stay = longest_increasing([index for index, _ in own])
        for position, (_, column) in enumerate(own):
            if position not in stay and len(column.members) > 1:
                column.moved.add(locale)
    return ordered


def _settle(ordered: list[SectionColumn], column: SectionColumn) -> None:
    """Move `column` behind the section that most of its members have before it."""
    votes: dict[int, int] = {}
    for locale, section in column.members.items():
        before = [
            (other.members[locale].index, place)
            for place, other in enumerate(ordered)
            if other is not column and locale in other.members and other.members[locale].index < section.index
        ]
        key = max(before)[1] if before else -1
        votes[key] = votes.get(key, 0) + 1
    here = ordered.index(column)
    winner = min(votes, key=lambda place: (-votes[place], abs(place - here)))
    if 2 * votes[winner] <= len(column.members) or winner == here - 1:
        return
    anchor = ordered[winner] if winner >= 0 else None
    ordered.remove(column)
    ordered.insert(ordered.index(anchor) + 1 if anchor is not None else 0, column)


def longest_increasing(values: list[int]) -> set[int]:
    """Positions of a longest increasing subsequence; of several, the first found."""
    if all(left < right for left, right in pairwise(values)):
        return set(range(len(values)))
    length = [1] * len(values)
    previous = [-1] * len(values)
    for i, value in enumerate(values):
        for j in range(i):
            if values[j] < value and length[j] + 1 > length[i]:
                length[i], previous[i] = length[j] + 1, j
    at = max(range(len(values)), key=lambda k: (length[k], -k))
    keep: set[int] = set()
    while at >= 0:
        keep.add(at)
        at = previous[at]
    return keep
