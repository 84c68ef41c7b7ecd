"""How alike a leaf and a column of aligned leaves are: positive speaks for the pair.

The scale is that of log odds: identifiers and commands decide, cognates and length nudge.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from runbookc.alignment.features import Features

IMPOSSIBLE = -math.inf
SURE = 1.1
"""From here on a pair needs no alternative."""
_LENGTH_SPREAD = 0.35
"""Standard deviation of the log length ratio of paragraphs that translate each other."""


@dataclass(slots=True, frozen=True, eq=False)
class Scale:
    """What must be known of the whole article to judge a pair."""

    weights: Mapping[str, float]
    """Invariant to its weight: what is everywhere says little."""
    lengths: Mapping[str, float]
    """Locale to the factor that makes its lengths comparable."""


def scale(features: Mapping[str, Sequence[Features]]) -> Scale:
    """Learn the scale from all leaves, by locale."""
    counts: dict[str, int] = {}
    for leaves in features.values():
        for leaf in leaves:
            for token in leaf.tokens:
                counts[token] = counts.get(token, 0) + 1
    editions = max(1, len(features))
    weights = {token: max(0.2, min(1.0, editions / count)) for token, count in counts.items()}
    totals = {
        locale: sum(leaf.length for leaf in leaves if leaf.kind == "paragraph") + 1
        for locale, leaves in features.items()
    }
    mean = sum(totals.values()) / editions
    return Scale(weights, {locale: mean / total for locale, total in totals.items()})


@dataclass(slots=True, eq=False)
class Profile:
    """One or more features that stand for one element, as the scale sees them."""

    kind: str
    shapes: tuple[str, ...]
    firsts: float
    tokens: dict[str, float]
    """Token to its weight times the share of members that have it."""
    mass: float
    words: tuple[frozenset[str], ...]
    length: float
    sentences: float


def profile(members: Iterable[tuple[str, Features]], how: Scale) -> Profile:
    """The profile of what `members` (locale, features) have in common."""
    pairs = list(members)
    count = len(pairs)
    tokens: dict[str, float] = {}
    for _, item in pairs:
        for token in item.tokens:
            tokens[token] = tokens.get(token, 0.0) + how.weights.get(token, 1.0) / count
    return Profile(
        kind=pairs[0][1].kind,
        shapes=tuple(sorted({item.shape for _, item in pairs})),
        firsts=sum(item.first for _, item in pairs) / count,
        tokens=tokens,
        mass=sum(tokens.values()),
        words=tuple(dict.fromkeys(item.words for _, item in pairs if item.words)),
        length=sum(item.length * how.lengths.get(locale, 1.0) for locale, item in pairs) / count,
        sentences=sum(item.sentences for _, item in pairs) / count,
    )


def joined(left: Profile, right: Profile) -> Profile:
    """The profile of two neighbours read as one."""
    tokens = dict(left.tokens)
    for token, weight in right.tokens.items():
        tokens[token] = max(tokens.get(token, 0.0), weight)
    words = (
        tuple(a | b for a, b in zip(left.words, right.words, strict=False))
        if len(left.words) == len(right.words)
        else (frozenset().union(*left.words, *right.words),)
    )
    return Profile(
        kind=left.kind,
        shapes=left.shapes,
        firsts=left.firsts,
        tokens=tokens,
        mass=sum(tokens.values()),
        words=words,
        length=left.length + right.length,
        sentences=left.sentences + right.sentences,
    )


def score(left: Profile, right: Profile) -> float:
    """How much speaks for `left` and `right` being the same element in two languages."""
    if left.kind != right.kind:
        return IMPOSSIBLE
    total = content(left, right)
    total += 0.25 if set(left.shapes) & set(right.shapes) else -0.25
    total += 0.25 - 0.5 * abs(left.firsts - right.firsts)
    return total


def content(left: Profile, right: Profile) -> float:
    """The part of the score that does not depend on the place."""
    if left.kind != right.kind:
        return IMPOSSIBLE
    total = _token_score(left, right)
    if left.kind == "command":
        return total
    total += _length_score(left.length, right.length)
    total += _cognate_score(left.words, right.words)
    if left.sentences == right.sentences and left.sentences > 1:
        total += 0.15
    return total


def _token_score(left: Profile, right: Profile) -> float:
    mass = left.mass + right.mass
    if not mass:
        return 0.0
    few, many = (left, right) if len(left.tokens) <= len(right.tokens) else (right, left)
    shared = sum(
        min(weight, many.tokens[token]) for token, weight in few.tokens.items() if token in many.tokens
    )
    dice = 2 * shared / mass
    certainty = min(1.0, mass / 2)
    if left.kind == "command":
        return 5.0 * dice - 2.0
    return certainty * (3.2 * dice - 1.2)


def _length_score(left: float, right: float) -> float:
    if left < 1 or right < 1:
        return 0.0 if left == right else -0.5
    deviation = math.log(left / right) / _LENGTH_SPREAD
    certainty = min(1.0, (left + right) / 80)
    return certainty * max(-1.5, 0.6 - 0.35 * deviation * deviation)


def _cognate_score(left: tuple[frozenset[str], ...], right: tuple[frozenset[str], ...]) -> float:
    best = -1.0
    for a in left:
        for b in right:
            if len(a) < 3 or len(b) < 3 or not _same_script(a, b):
                continue
            best = max(best, 2 * len(a & b) / (len(a) + len(b)))
    return 0.0 if best < 0 else max(-0.35, min(2.2, 4.5 * (best - 0.12)))


_LATIN = re.compile(r"[a-z]")


def _same_script(left: frozenset[str], right: frozenset[str]) -> bool:
    return _is_latin(left) == _is_latin(right)


def _is_latin(words: frozenset[str]) -> bool:
    latin = sum(1 for word in words if _LATIN.match(word))
    return 2 * latin >= len(words)
