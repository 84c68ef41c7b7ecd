"""Alignment of two sequences by dynamic programming, with merges and splits (Gale & Church 1993).

Where both ends plainly agree, no table is filled: cost is linear for editions that are parallel.
"""

from __future__ import annotations

from collections.abc import Sequence

from runbookc.alignment.similarity import IMPOSSIBLE, PLAUSIBLE, SURE, Profile, joined, score

Bead = tuple[tuple[int, ...], tuple[int, ...]]
"""Indices on the left and on the right that belong together; one side may be empty."""

_GAP = -0.9
_MINOR_GAP = 0.6
"""To pass over what few editions have costs less, down to this share."""
_BACK = 2
_MERGE_PENALTY = -1.0
_CELLS = 250_000
"""Of a table, about: in a larger one only a band beside the diagonal is filled."""


def align(left: Sequence[Profile], right: Sequence[Profile], support: Sequence[float]) -> list[Bead]:
    """Pair two sequences of elements, in order; every index is in exactly one bead.

    `support`: for each on the left, the share of editions that have it.
    """
    start = 0
    shortest = min(len(left), len(right))
    while start < shortest and score(left[start], right[start]) >= SURE:
        start += 1
    end = 0
    while end < shortest - start and score(left[-1 - end], right[-1 - end]) >= SURE:
        end += 1
    if len(left) != len(right):
        # What was merged or split there still looks like its first half.
        start, end = max(0, start - _BACK), max(0, end - _BACK)
    beads: list[Bead] = [((i,), (i,)) for i in range(start)]
    gaps = [_GAP * (_MINOR_GAP + (1 - _MINOR_GAP) * share) for share in support[start : len(left) - end]]
    middle = _middle(left[start : len(left) - end], right[start : len(right) - end], gaps)
    beads += [(tuple(i + start for i in a), tuple(j + start for j in b)) for a, b in middle]
    beads += [((len(left) - k,), (len(right) - k,)) for k in range(end, 0, -1)]
    return beads


def _middle(left: Sequence[Profile], right: Sequence[Profile], gaps: Sequence[float]) -> list[Bead]:
    """As they stand where nothing speaks against it, else by the table."""
    if len(left) == len(right) and all(
        score(ours, theirs) >= PLAUSIBLE for ours, theirs in zip(left, right, strict=True)
    ):
        return [((i,), (i,)) for i in range(len(left))]
    return _table(left, right, gaps)


def _table(left: Sequence[Profile], right: Sequence[Profile], gaps: Sequence[float]) -> list[Bead]:
    if not left or not right:
        return [((i,), ()) for i in range(len(left))] + [((), (j,)) for j in range(len(right))]
    width = len(right) + 1
    best = [[IMPOSSIBLE] * width for _ in range(len(left) + 1)]
    move: list[list[tuple[int, int]]] = [[(0, 0)] * width for _ in range(len(left) + 1)]
    best[0][0] = 0.0
    for i in range(len(left) + 1):
        for j in _band(i, len(left), len(right)):
            if i or j:
                best[i][j], move[i][j] = _best_move(best, left, right, gaps, i, j)
    return _trace(move, len(left), len(right))


def _band(i: int, rows: int, columns: int) -> range:
    """The columns of a row that are filled: all of a small table. One row's join the next one's."""
    reach = max(_CELLS // (2 * rows), columns // rows + 1)
    middle = i * columns // rows
    return range(max(0, middle - reach), min(columns, middle + reach) + 1)


def _best_move(
    best: list[list[float]],
    left: Sequence[Profile],
    right: Sequence[Profile],
    gaps: Sequence[float],
    i: int,
    j: int,
) -> tuple[float, tuple[int, int]]:
    top, step = IMPOSSIBLE, (0, 0)
    if i and j:
        top, step = best[i - 1][j - 1] + score(left[i - 1], right[j - 1]), (1, 1)
    if i and best[i - 1][j] + gaps[i - 1] > top:
        top, step = best[i - 1][j] + gaps[i - 1], (1, 0)
    if j and best[i][j - 1] + _GAP > top:
        top, step = best[i][j - 1] + _GAP, (0, 1)
    if i > 1 and j and _may_join(left[i - 2], left[i - 1], right[j - 1]):
        value = best[i - 2][j - 1] + score(joined(left[i - 2], left[i - 1]), right[j - 1]) + _MERGE_PENALTY
        if value > top:
            top, step = value, (2, 1)
    if j > 1 and i and _may_join(right[j - 2], right[j - 1], left[i - 1]):
        value = best[i - 1][j - 2] + score(left[i - 1], joined(right[j - 2], right[j - 1])) + _MERGE_PENALTY
        if value > top:
            top, step = value, (1, 2)
    return top, step


def _may_join(first: Profile, second: Profile, whole: Profile) -> bool:
    """Two paragraphs can be one only if that one is longer than either and has a sentence for each."""
    if not first.kind == second.kind == whole.kind == "paragraph":
        return False
    longer = max(first.length, second.length)
    return whole.sentences >= 2 and whole.length >= 1.03 * longer


def _trace(move: list[list[tuple[int, int]]], i: int, j: int) -> list[Bead]:
    beads: list[Bead] = []
    while i or j:
        di, dj = move[i][j]
        beads.append((tuple(range(i - di, i)), tuple(range(j - dj, j))))
        i, j = i - di, j - dj
    beads.reverse()
    return beads
