"""The stretch of a sentence that some of its words make, as a person would quote it."""

from __future__ import annotations

import re

from runbookc.checks.sentences import is_unspaced, stem, stems

_WORD = re.compile(r"[^\W\d_]+")
_GAP = 6
"""Characters between two words of one stretch, at most."""
_SKIP = 2


def shown(text: str, wanted: tuple[str, ...]) -> str:
    """From the first of the `wanted` stems to the last one that is near; empty when none is there."""
    places = [
        (match.start(), match.end())
        for match in _WORD.finditer(text)
        if stem(match[0]) in wanted or (is_unspaced(match[0]) and not stems(match[0]).isdisjoint(wanted))
    ]
    if not places:
        return ""
    start, end = places[0]
    for first, last in places[1:]:
        if first - end <= _GAP:
            end = last
    if is_unspaced(text[start:end]):
        start, end = _narrowed(text, start, end, wanted)
    return text[start:end]


def _narrowed(text: str, start: int, end: int, wanted: tuple[str, ...]) -> tuple[int, int]:
    """Of a run without blanks, the characters that the wanted pairs cover."""
    covered = [i for i in range(start, end - 1) if text[i : i + 2].casefold() in wanted]
    if not covered:
        return start, end
    last = covered[0]
    for i in covered[1:]:
        if i - last <= _SKIP:
            last = i
    return covered[0], last + 2
