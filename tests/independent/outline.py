"""A second, much smaller reading of an article, to hold ours against.

It shares nothing with the reader: the Markdown parser is cmark (through cmarkgfm), its HTML is walked with
the standard library's parser, and tables are found by regular expressions over the raw text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

import cmarkgfm
from cmarkgfm.cmark import Options

_FRONT_MATTER = re.compile(r"\A\ufeff?---\n.*?\n---\n", re.DOTALL)
_TABLE = re.compile(r"<table.*?</table>", re.DOTALL | re.IGNORECASE)
_ROW = re.compile(r"<tr.*?</tr>", re.DOTALL | re.IGNORECASE)
_CELL = re.compile(r"<t[dh][^>]*>(.*?)</t[dh]>", re.DOTALL | re.IGNORECASE)
_PARAGRAPH_END = re.compile(r"</p>|<br\s*/?>|</li>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_PIPES = re.compile(r"^\|.*\|[ \t]*\n\|[-:| \t]+\|[ \t]*\n(?:\|.*\|[ \t]*\n?)*", re.MULTILINE)
_IDENTIFIER = re.compile(
    r"(?<![\w.])(?:[A-Z][A-Za-z0-9]*[a-z0-9][A-Z][A-Za-z0-9]*|[A-Z]{2,})(?:\.\w+)*(?![\w.])", re.ASCII
)


@dataclass(frozen=True)
class Step:
    """An item of an ordered list."""

    depth: int
    """1 for an item of an outermost ordered list."""
    text: str
    """Its first paragraph, white space and markup removed."""


@dataclass(frozen=True)
class Outline:
    steps: tuple[Step, ...]
    code: tuple[str, ...]
    """Every code block, without its last new line."""
    headings: tuple[tuple[int, str], ...]
    tables: tuple[tuple[tuple[tuple[str, ...], ...], ...], ...]
    """Tables, rows, cells, and in a cell its paragraphs, white space removed."""
    text: str
    """Every letter and digit that a reader sees, in order."""

    @property
    def identifiers(self) -> tuple[str, ...]:
        """What is spelt like a probe, a monitor or a health set in the first table, sorted."""
        found = {
            name
            for row in (self.tables[0] if self.tables else ())
            for cell in row
            for paragraph in cell
            for name in _IDENTIFIER.findall(paragraph)
        }
        return tuple(sorted(found))


def independent_outline(text: str) -> Outline:
    """What cmark and a few regular expressions see in an article."""
    body = _FRONT_MATTER.sub("", text.replace("\r\n", "\n")).lstrip("\ufeff")
    html = cmarkgfm.github_flavored_markdown_to_html(body, Options.CMARK_OPT_UNSAFE)
    walker = _Walker()
    walker.feed(html)
    walker.close()
    return Outline(
        steps=tuple(Step(depth, squeeze(first)) for depth, first in walker.steps),
        code=tuple(walker.code),
        headings=tuple((level, squeeze(title)) for level, title in walker.headings),
        tables=tuple(_tables(body)),
        text=letters("".join(walker.text)),
    )


def visible_text(markdown: str) -> str:
    """Every letter that a reader sees, tables and all; nothing need be well-formed."""
    walker = _Reader()
    walker.feed(cmarkgfm.github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE))
    walker.close()
    return "".join(char for char in "".join(walker.text) if char.isalpha())


def squeeze(text: str) -> str:
    """Without any white space, which is where parsers differ in style."""
    return re.sub(r"[\s\u200b\ufeff]+", "", text)


def letters(text: str) -> str:
    """Letters, digits and underscores only."""
    return re.sub(r"\W+", "", text)


def _tables(body: str) -> list[tuple[tuple[tuple[str, ...], ...], ...]]:
    found = [(match.start(), _html_rows(match[0])) for match in _TABLE.finditer(body)]
    found += [(match.start(), _pipe_rows(match[0])) for match in _PIPES.finditer(body)]
    return [rows for _, rows in sorted(found)]


def _html_rows(table: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    return tuple(tuple(_paragraphs(cell) for cell in _CELL.findall(row)) for row in _ROW.findall(table))


def _pipe_rows(table: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    lines = table.strip().split("\n")
    return tuple(
        tuple(_paragraphs(cell) for cell in re.split(r"(?<!\\)\|", line.strip().strip("|")))
        for index, line in enumerate(lines)
        if index != 1
    )


def _paragraphs(cell: str) -> tuple[str, ...]:
    parts = (squeeze(unescape(_TAG.sub("", part))) for part in _PARAGRAPH_END.split(cell))
    return tuple(part for part in parts if part)


class _Reader(HTMLParser):
    """All text of an HTML page."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []

    def handle_data(self, data: str) -> None:
        self.text.append(data)


class _Walker(HTMLParser):
    """Steps, code and headings from cmark's HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.steps: list[list] = []
        self.code: list[str] = []
        self.text: list[str] = []
        self.headings: list[list] = []
        self.lists: list[str] = []
        self.tables = 0
        self.in_pre = False
        self.heading = False
        self.fresh = False
        """Whether text still belongs to the first paragraph of the newest step."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables += 1
        if self.tables:
            return
        if tag in ("ol", "ul"):
            self.lists.append(tag)
            self.fresh = False
        elif tag == "li":
            self.fresh = self.lists[-1] == "ol"
            if self.fresh:
                self.steps.append([self.lists.count("ol"), ""])
        elif tag == "pre":
            self.in_pre = True
            self.fresh = False
            self.code.append("")
        elif re.fullmatch("h[1-6]", tag):
            self.heading = True
            self.headings.append([int(tag[1]), ""])

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.tables -= 1
        if self.tables:
            return
        if tag in ("ol", "ul"):
            self.lists.pop()
            self.fresh = False
        elif tag in ("p", "li"):
            self.fresh = False
        elif tag == "pre":
            self.in_pre = False
            self.code[-1] = self.code[-1].removesuffix("\n")
        elif re.fullmatch("h[1-6]", tag):
            self.heading = False

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self.tables:
            return
        if self.in_pre:
            self.code[-1] += data
        elif self.heading:
            self.headings[-1][1] += data
        elif self.fresh and self.lists:
            self.steps[-1][1] += data
