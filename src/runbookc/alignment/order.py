"""What stands in the same order on two sides."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise


def longest_increasing(values: Sequence[int]) -> set[int]:
    """Positions of a longest increasing subsequence; of several, the first found.

    Values whose best subsequences are of one length never rise from left to right (Fredman 1975), so
    that the first one below a value is found by bisection.
    """
    if all(left < right for left, right in pairwise(values)):
        return set(range(len(values)))
    tails: list[int] = []
    """For each length, the last (and least) value at which a subsequence of that length ends."""
    falling: list[list[int]] = []
    """For each length, those values in order, negated so that they rise."""
    positions: list[list[int]] = []
    previous = [-1] * len(values)
    for position, value in enumerate(values):
        length = bisect_left(tails, value)
        if length == len(tails):
            tails.append(value)
            falling.append([])
            positions.append([])
        tails[length] = value
        falling[length].append(-value)
        positions[length].append(position)
        if length:
            previous[position] = positions[length - 1][bisect_right(falling[length - 1], -value)]
    keep: set[int] = set()
    at = positions[-1][0]
    while at >= 0:
        keep.add(at)
        at = previous[at]
    return keep
