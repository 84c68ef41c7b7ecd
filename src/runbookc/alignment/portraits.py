"""What is compared of a section, and how alike two sections are."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from runbookc.alignment.features import word_beginnings
from runbookc.alignment.outline import SectionOutline
from runbookc.alignment.similarity import Scale, cognates, length_score, share_of_words
from runbookc.inline import plain
from runbookc.model import article as a

_GAPS = re.compile(r"[\s\\]+")
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
    mass: float
    """Weight of all tokens."""
    words: frozenset[str]
    vocabulary: frozenset[str]
    """Word beginnings of title and text."""
    bulk: float
    """Length of the text, comparable between locales."""
    shape: dict[tuple[str, str], int]
    """How many of each kind stand in which containers."""
    size: int
    probes: bool
    """Whether it holds the probe table."""


def portrait(section: SectionOutline, article: a.Article, how: Scale) -> Portrait:
    codes = (leaf.element.code for leaf in section.leaves if isinstance(leaf.element, a.Command))
    features = [leaf.features for leaf in section.leaves]
    tokens = {
        token: how.weights.get(token, 1.0) for token in frozenset().union(*[one.tokens for one in features])
    }
    for leaf in section.leaves:
        if isinstance(leaf.element, a.Paragraph):
            for link in leaf.element.links:
                tokens[f"link:{link.target}"] = 0.5
    return Portrait(
        names=frozenset((name.id or name.written).casefold() for name in section.section.names),
        roles=frozenset((section.section.role,)),
        level=section.section.level,
        codes=frozenset(_squeezed(code) for code in codes),
        tokens=tokens,
        mass=sum(tokens.values()),
        words=word_beginnings(plain(section.section.title)),
        vocabulary=frozenset().union(*[one.words for one in features]),
        bulk=sum([one.length for one in features]) * how.lengths.get(article.locale, 1.0),
        shape=dict(Counter([(one.kind, one.shape) for one in features])),
        size=len(section.leaves),
        probes=section.index == article.probe_section,
    )


@lru_cache(maxsize=4096)
def _squeezed(code: str) -> str:
    return _GAPS.sub("", code).casefold()


def united(first: Portrait, second: Portrait) -> Portrait:
    """Two neighbours without the heading of the second."""
    tokens = first.tokens | second.tokens
    shape = dict(first.shape)
    for key, count in second.shape.items():
        shape[key] = shape.get(key, 0) + count
    return Portrait(
        names=first.names,
        roles=first.roles | second.roles,
        level=first.level,
        codes=first.codes | second.codes,
        tokens=tokens,
        mass=sum(tokens.values()),
        words=first.words,
        vocabulary=first.vocabulary | second.vocabulary,
        bulk=first.bulk + second.bulk,
        shape=shape,
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
    if left.names and right.names:
        total += 2.5 * _dice(left.names, right.names, empty=0.0) - (
            1.2 if left.names.isdisjoint(right.names) else 0.0
        )
    if left.codes and right.codes:
        total += 1.5 * _dice(left.codes, right.codes, empty=0.0) - (
            0.6 if left.codes.isdisjoint(right.codes) else 0.0
        )
    total += _weighted(left, right)
    total += 1.2 * _dice(left.words, right.words, empty=0.1) - 0.1
    total += 0.5 * cognates(share_of_words(left.vocabulary, right.vocabulary))
    total += 0.5 * length_score(left.bulk, right.bulk)
    total += 0.8 * _shape_dice(left, right) - 0.4
    total += 0.1 if left.level == right.level else -0.2
    return total


def _dice(left: frozenset[str], right: frozenset[str], *, empty: float) -> float:
    if not left or not right:
        return empty
    return 2 * len(left & right) / (len(left) + len(right))


def _weighted(left: Portrait, right: Portrait) -> float:
    mass = left.mass + right.mass
    if not mass:
        return 0.0
    few, many = (left, right) if len(left.tokens) <= len(right.tokens) else (right, left)
    shared = 0.0
    for token, weight in few.tokens.items():
        if token in many.tokens:
            shared += weight
    return min(1.0, mass / 4) * (2.2 * 2 * shared / mass - 0.7)


def _shape_dice(left: Portrait, right: Portrait) -> float:
    if not left.size and not right.size:
        return 1.0
    shared = 0
    for key, count in left.shape.items():
        if key in right.shape:
            shared += min(count, right.shape[key])
    return 2 * shared / max(1, left.size + right.size)
