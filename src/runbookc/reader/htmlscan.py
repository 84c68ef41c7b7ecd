"""A linear scan of an HTML block before any parser sees it.

Parsers are slow or loose on unfinished tags, and Markdown lets them through: only what this scan has
found to consist of finished tags is parsed. It also writes each tag's line into it, turns what is no
HTML element (``<ServerName>``) into text, and drops the blanks between structural tags, which would
be half of the parser's nodes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import msgspec

from runbookc.reader.elements import (
    ELEMENTS,
    IMPLIED_END,
    LINED,
    NEUTRAL,
    OPTIONAL_END,
    STRUCTURAL,
    VOID,
)
from runbookc.reader.limits import marks_in

LINE = "l"
"""The attribute that holds a tag's line."""

_TOKEN = re.compile(
    r"<!--(?:[^-<]|-(?!->)|<(?!!--))*+-->"
    r"|<[!?][^<>]*+>"
    r"|<(?P<slash>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*+)"
    r"""(?P<attributes>(?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>"""
)
_READ_ATTRIBUTE = re.compile(r"(?:colspan|rowspan|start|value|href|src|alt)[ \t\n]*=", re.IGNORECASE)
_COLUMNS = frozenset({"colgroup", "col"})
_CELLS = frozenset({"td", "th"})
_ENDS_TEXT = LINED - {"br"}
_COUNTED = {"td": "cells", "th": "cells", "li": "items"}
_STRAY = re.compile(r"<(?=[A-Za-z/!?])")


class Scan(msgspec.Struct, frozen=True, kw_only=True):
    html: str
    """With line attributes, ready for the parser."""
    open: tuple[str, ...]
    """Elements that need an end tag and have none, outermost first."""
    wrong: int | None
    """Line of the first thing that looks like a tag and is none, or None."""
    depth: int
    counts: Mapping[str, int]
    """How much there is of what is limited in a file."""
    longest: int
    """Characters of the longest text between tags that end a paragraph."""
    has_text: bool
    """Whether there is anything but tags and comments."""

    @property
    def only_neutral_open(self) -> bool:
        """Whether what is left open changes nothing: a ``div`` around Markdown."""
        return all(name in NEUTRAL for name in self.open)


class Stack:
    """The elements that are open; constant time for each tag, whatever comes."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.counts: Counter[str] = Counter()
        self.depth = 0
        self.required = 0
        """How many of them need an end tag."""

    def open(self, name: str) -> None:
        implied = IMPLIED_END.get(name, frozenset())
        while self.names and self.names[-1] in implied:
            self._pop()
        self.names.append(name)
        self.counts[name] += 1
        self.required += name not in OPTIONAL_END
        self.depth = max(self.depth, len(self.names))

    def close(self, name: str) -> None:
        if self.counts[name]:
            while self._pop() != name:
                pass

    def unclosed(self) -> tuple[str, ...]:
        """Those that need an end tag."""
        return tuple(name for name in self.names if name not in OPTIONAL_END)

    def _pop(self) -> str:
        name = self.names.pop()
        self.counts[name] -= 1
        self.required -= name not in OPTIONAL_END
        return name


def scan(html: str, first_line: int) -> Scan:
    """Check `html`, whose first line is line `first_line` of the file."""
    pieces: list[str] = []
    stack = Stack()
    line, position = first_line, 0
    structural, has_text = True, False
    counts = {"cells": 0, "items": 0, "blocks": 0}
    longest = run = 0
    wrong: int | None = None
    for match in _TOKEN.finditer(html):
        start, end = match.span()
        written = match["name"]
        name = written.lower() if written else ""
        text = html[position:start]
        run += start - position
        if text and not text.isspace():
            wrong = _stray_line(text, line) if wrong is None else wrong
            pieces.append(text.replace("<", "&lt;"))
            has_text = True
        elif text and not (structural and (name in STRUCTURAL or not name)):
            pieces.append(text)
        line += text.count("\n")
        if name in ELEMENTS:
            if name not in _COLUMNS:
                pieces.append(_marked(html, match, name, line))
            has_text = has_text or name == "img"
            structural = name in STRUCTURAL
            if name in _ENDS_TEXT:
                longest, run = max(longest, run), 0
                if not match["slash"]:
                    counts[_COUNTED.get(name, "blocks")] += 1
            follow(stack, match)
        elif name:
            pieces.append("&lt;" + match[0][1:-1] + "&gt;")
            has_text, structural = True, False
        line += match[0].count("\n")
        position = end
    rest = html[position:]
    if rest and not rest.isspace():
        wrong = _stray_line(rest, line) if wrong is None else wrong
        has_text = True
    pieces.append(rest.replace("<", "&lt;"))
    return Scan(
        html="".join(pieces),
        open=stack.unclosed(),
        wrong=wrong,
        depth=stack.depth,
        counts=counts | {"marks": marks_in(html)},
        longest=max(longest, run + len(rest)),
        has_text=has_text,
    )


def _stray_line(text: str, line: int) -> int | None:
    stray = _STRAY.search(text)
    return line + text.count("\n", 0, stray.start()) if stray else None


def _marked(html: str, match: re.Match[str], name: str, line: int) -> str:
    """The tag with its line, and only with attributes that somebody asks for: each costs the parser."""
    if match["slash"]:
        return f"</{name}>"
    attributes = match["attributes"]
    if not attributes or not _READ_ATTRIBUTE.search(attributes):
        attributes = ""
    if name not in LINED or (name in _CELLS and html.startswith("<p", match.end())):
        return f"<{name}{attributes}>"
    return f'<{name} {LINE}="{line}"{attributes}>'


def follow(stack: Stack, match: re.Match[str]) -> None:
    """Open or close the element of one tag."""
    name = (match["name"] or "").lower()
    if name in VOID or name not in ELEMENTS:
        return
    if match["slash"]:
        stack.close(name)
    else:
        stack.open(name)


def feed(stack: Stack, html: str) -> None:
    """Follow every tag of `html`, to find where what is open ends."""
    for match in _TOKEN.finditer(html):
        follow(stack, match)
