"""Names that are nearly another: a slip of the pen, not a name of its own."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_SHORTEST = 5
_LONG = 9


def distance(left: str, right: str, limit: int) -> int:
    """Optimal string alignment distance, or `limit` + 1 when it is more.

    Insertions, deletions, substitutions and swaps of neighbours cost one each (Damerau 1964).
    """
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


@lru_cache(maxsize=4096)
def slips(name: str, other: str) -> bool:
    """Whether `name` is `other` with one slip (two in a long name); the case is of no account.

    Numbers are told apart (``Probe1`` and ``Probe2`` are two names), and so are a name and its plural.
    """
    left, right = name.casefold(), other.casefold()
    shorter = min(len(left), len(right))
    if left == right or shorter < _SHORTEST or left.rstrip("s") == right.rstrip("s"):
        return False
    if [char for char in left if char.isdigit()] != [char for char in right if char.isdigit()]:
        return False
    limit = 2 if shorter >= _LONG else 1
    return distance(left, right, limit) <= limit


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name that `name` is a slip of; None if there is none, or more than one."""
    close = sorted({other for other in names if slips(name, other)})
    if len(close) > 1:
        closest = [other for other in close if distance(name.casefold(), other.casefold(), 1) <= 1]
        return closest[0] if len(closest) == 1 else None
    return close[0] if close else None
