"""Lists whose items are lettered: ``a.``, ``b)``, ``ii.``. Markdown knows figures only.

A run of paragraphs or lines that count up from the first letter is a list that was meant. Its letters
become figures of the same width, so that lines and columns stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it.token import Token

_FIRST = re.compile(r"\n[ \t>]*(?:[aAiI\u0430\u0410])[.)][ \t]+\S")
_MARKER = re.compile(
    r"[ \t>]*(?:(?:[*+-]|\d{1,9}[.)])[ \t]+)?(?P<letter>[A-Za-z\u0430-\u044f\u0410-\u042f]{1,5})[.)][ \t]+\S"
)
_SERIES = (
    tuple("abcdefghijklmnopqrstuvwxyz"),
    tuple("абвгдежзиклмнопрст"),
    ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"),
)


_Place = tuple[int, int, int]
"""A line, and where its letter begins and ends."""


def renumbered(body: str, stream: Sequence[Token]) -> str | None:
    """`body` with figures for the letters of such lists; None if there are none.

    `stream` are its tokens as it stands: only lines of paragraphs are changed.
    """
    if not _FIRST.search("\n" + body):
        return None
    lines = body.split("\n")
    changed = False
    for run in _runs(lines, stream):
        for number, (line, start, end) in enumerate(run, 1):
            changed = True
            lines[line] = lines[line][:start] + str(number).zfill(end - start) + lines[line][end:]
    return "\n".join(lines) if changed else None


def _runs(lines: Sequence[str], stream: Sequence[Token]) -> Iterator[list[_Place]]:
    """Markers under one heading that count up in one series and column; two at least."""
    runs: list[list[_Place]] = []
    counting: dict[tuple[int, int], list[_Place]] = {}
    for before, token in pairwise(stream):
        if token.type == "heading_open":
            counting = {}
        if token.type != "inline" or before.type != "paragraph_open" or not token.map:
            continue
        for line in range(*token.map):
            match = _MARKER.match(lines[line])
            if match is None:
                continue
            place = (line, match.start("letter"), match.end("letter"))
            for series, letters in enumerate(_SERIES):
                run = counting.get((series, place[1]), [])
                if 0 < len(run) < len(letters) and match["letter"].lower() == letters[len(run)]:
                    run.append(place)
                    break
                if match["letter"].lower() == letters[0]:
                    run = counting[series, place[1]] = [place]
                    runs.append(run)
                    break
    return (run for run in runs if len(run) > 1)
