"""What stands in one file: front matter and a block tree that hides how it was written.

Text is *canonical inline Markdown* (see `runbookc.inline`): one line, no raw HTML, escapes only
where they are needed, so that two ways to write the same thing give the same string.
"""

from __future__ import annotations

import msgspec


class Span(msgspec.Struct, frozen=True, array_like=True):
    """First and last line in the source file, 1-based, both inclusive."""

    first: int
    last: int


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Something that could not be read as meant; becomes a `SRC` finding."""

    code: str
    """The finding's rule code, e.g. ``SRC002``."""
    line: int
    message: str
    """What is wrong and what to do about it, in English."""
    actual: str = ""
    """The offending text, shortened."""


class Heading(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="heading"):
    """A heading; a paragraph that is nothing but bold text is one as well (`implied`)."""

    level: int
    """1 to 6; an implied heading has the level below the last written one, at least 3."""
    text: str
    span: Span
    implied: bool = False


class Paragraph(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="paragraph"):
    text: str
    span: Span


class Code(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="code"):
    """An indented or fenced code block; `text` without the final newline, byte for byte."""

    text: str
    span: Span
    """Of the code itself: line `first + k` of the file holds line `k` of `text`."""
    info: str = ""
    """The fence's info string ("powershell"), empty for indented code."""


class ListItem(msgspec.Struct, frozen=True, kw_only=True):
    number: int | None
    """As written, for an ordered list."""
    children: tuple[Node, ...]
    span: Span


class List(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="list"):
    ordered: bool
    items: tuple[ListItem, ...]
    span: Span


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    paragraphs: tuple[Paragraph, ...]
    """One for each paragraph or line of the cell, each with its own line; none when it is empty."""
    span: Span
    columns: int = 1


class Row(msgspec.Struct, frozen=True, kw_only=True):
    cells: tuple[Cell, ...]
    span: Span
    header: bool = False


class Table(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="table"):
    """A table, however it was written: raw HTML or pipes."""

    rows: tuple[Row, ...]
    span: Span


class Note(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="note"):
    """An alert (``> [!NOTE]``) or a paragraph that begins with a short bold label."""

    severity: str | None
    """``note``, ``tip``, ``important``, ``caution`` or ``warning``; None when the label is a word
    in a language that the file does not explain."""
    label: str
    """As written: ``NOTE``, ``Remarque``."""
    children: tuple[Node, ...]
    span: Span


class Quote(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="quote"):
    children: tuple[Node, ...]
    span: Span


class Junk(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="junk"):
    """Source text that could not be read; kept so that nothing is lost."""

    text: str
    reason: str
    span: Span


Node = Heading | Paragraph | Code | List | Table | Note | Quote | Junk


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One file."""

    path: str
    """As given, with forward slashes."""
    sha256: str
    front: dict[str, str]
    """Front matter: key to value as written (unquoted), keys as written."""
    locale: str
    """BCP 47, canonical case (``pt-BR``)."""
    blocks: tuple[Node, ...]
    problems: tuple[Problem, ...] = ()
