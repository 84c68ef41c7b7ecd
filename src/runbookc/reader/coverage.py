"""Nothing is lost silently: what no token covers is kept as junk.

markdown-it-py drops everything below its nesting limit without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from runbookc.model.document import Junk, Node, Span
from runbookc.reader.source import Source

_LEAVES = frozenset(
    {"inline", "fence", "code_block", "html_block", "hr", "heading_open", "table_open", "definition"}
)
_NOTHING = re.compile(r"(?:[\s>*+\ufeff\u00a0\u200b-]|\d{1,9}[.)](?=\s|$))*")
"""Blanks and the markers of empty quotes and items."""


class LeftOut(NamedTuple):
    """Lines of the body, counted from 0 and half-open, whose tokens were taken out of the stream."""

    begin: int
    end: int
    reason: str


def keep_lost_lines(
    nodes: list[Node], stream: Sequence[Token], source: Source, left_out: Sequence[LeftOut]
) -> list[Node]:
    """`nodes` and, where lines of the body are in no token, junk with them and a problem."""
    lost = list(_lost(stream, source))
    if not lost:
        return nodes
    deep = any(token.level >= source.limits.nesting - 1 for token in stream)
    otherwise = "nested too deeply (--max-nesting)" if deep else "left out by the Markdown parser"
    kept: list[Node] = []
    for first, last in lost:
        text = "\n".join(source.lines[first - 1 : last])
        begin, end = first - 1 - source.offset, last - source.offset
        limit = next((part.reason for part in left_out if part.begin < end and begin < part.end), "")
        reason = limit or otherwise
        code = "SRC007" if limit or deep else "SRC006"
        source.report(code, first, f"text kept as it stands: {reason}", text)
        kept.append(Junk(text=text, reason=reason, span=Span(first, last)))
    return sorted([*nodes, *kept], key=lambda node: node.span.first)


def _lost(stream: Sequence[Token], source: Source) -> Iterator[tuple[int, int]]:
    """Ranges of file lines, 1-based and inclusive, that hold something and are in no leaf token."""
    covered = bytearray(len(source.lines) + 1)
    for token in stream:
        if token.map and token.type in _LEAVES:
            begin, end = (line + source.offset for line in token.map)
            covered[begin:end] = b"\1" * (min(end, len(covered)) - begin)
    first: int | None = None
    for index in range(source.offset, len(source.lines)):
        line = source.lines[index]
        bare = covered[index] or not line or _NOTHING.fullmatch(line)
        if not bare and first is None:
            first = index
        elif bare and first is not None and (covered[index] or line.strip()):
            yield first + 1, _end(source, first, index)
            first = None
    if first is not None:
        yield first + 1, _end(source, first, len(source.lines))


def _end(source: Source, first: int, end: int) -> int:
    while end > first + 1 and not source.lines[end - 1].strip():
        end -= 1
    return end
