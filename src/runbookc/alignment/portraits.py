"""What is compared of a section, and how alike two sections are."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from runbookc.alignment.features import word_beginnings
from runbookc.alignment.outline import SectionOutline
from runbookc.alignment.similarity import Scale, cognate_score, length_score
from runbookc.inline import plain
from runbookc.model import article as a

_BY_PLACE = frozenset(("explanation", "common-issues", "user-action", "other"))
"""Roles that prose has by its place among the other sections: where one is lost, the next has its role."""


@dataclass(slots=True, frozen=True, eq=False)
class Portrait:
    """What is compared of a section."""

    names: frozenset[str]
    roles: frozenset[str]
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
    probes: bool
    """Whether it holds the probe table."""


def portrait(section: SectionOutline, article: a.Article, how: Scale) -> Portrait:
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
        roles=frozenset((section.section.role,)),
        level=section.section.level,
        codes=frozenset(re.sub(r"[\s\\]+", "", code).casefold() for code in codes),
        tokens=tokens,
        words=word_beginnings(plain(section.section.title)),
        vocabulary=frozenset().union(*(leaf.features.words for leaf in section.leaves)),
        bulk=sum(leaf.features.length for leaf in section.leaves) * how.lengths.get(article.locale, 1.0),
        shape=shape,
        size=len(section.leaves),
        probes=section.index == article.probe_section,
    )


def united(first: Portrait, second: Portrait) -> Portrait:
    """Two neighbours without the heading of the second."""
    return Portrait(
        names=first.names,
        roles=first.roles | second.roles,
        level=first.level,
        codes=first.codes | second.codes,
        tokens=first.tokens | second.tokens,
        words=first.words,
        vocabulary=first.vocabulary | second.vocabulary,
        bulk=first.bulk + second.bulk,
        shape=dict(Counter(first.shape) + Counter(second.shape)),
        size=first.size + second.size,
        probes=first.probes or second.probes,
    )


def likeness(left: Portrait, right: Portrait) -> float:
    """What speaks for two sections being the same one; negative when they contradict each other."""
    if (left.level == 0) != (right.level == 0):
        return -9.0
    certain = 0.5 if (left.roles | right.roles) <= _BY_PLACE else 1.0
    total = certain * (0.6 if left.roles & right.roles else -0.5)
    if left.probes or right.probes:
        total += 0.6 if left.probes == right.probes else -0.6
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
