"""What the parts of the reader share while they read one file."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec

from runbookc import inline
from runbookc.model.document import Problem, Span
from runbookc.reader.limits import Limits
from runbookc.reader.problems import problem


class Lead(msgspec.Struct, frozen=True, kw_only=True):
    """A short bold text at the beginning of a paragraph, see `notes`."""

    label: str
    rest: str
    """Canonical inline Markdown after it."""
    set_off: bool
    """By a colon or by several blanks: the shape of a label in any language."""
    plausible: bool
    """Whether it may be a label if it is a word that is known as one."""


class Source(msgspec.Struct, kw_only=True):
    """One file's text, and the problems found so far (the only thing here that changes)."""

    lines: list[str]
    """The whole file: line `n` is ``lines[n - 1]``."""
    offset: int
    """Lines before the Markdown body."""
    limits: Limits
    locale: str
    references: dict[str, Any]
    problems: list[Problem]
    seen: Counter[str]
    """How much of what is limited has been seen; shared by the parts of a file."""
    leads: dict[int, Lead]
    """By the first line of the paragraph."""
    may_be_numbered: bool = False
    """Whether some line begins with a marker of `numbered`."""

    def span(self, begin: int, end: int) -> Span:
        """From markdown-it's 0-based half-open line range in the body, without blank lines at its end."""
        first, last = begin + self.offset + 1, end + self.offset
        while last > first and not self.lines[last - 1].strip():
            last -= 1
        return Span(first, max(first, last))

    def column(self, number: int) -> int:
        """Where the text of a line begins, quote marks counted as blanks."""
        line = self.line(number).expandtabs(4)
        return len(line) - len(line.lstrip(" >"))

    def line(self, number: int) -> str:
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def canonical(self, markdown: str) -> str:
        """Canonical inline Markdown of raw inline Markdown."""
        return inline.canonical(markdown, self.references)

    def report(self, code: str, line: int, message: str, actual: str = "") -> None:
        self.problems.append(problem(code, line, message, actual))
