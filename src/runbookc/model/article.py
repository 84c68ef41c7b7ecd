"""One edition, lowered: what it says, as probes, sections, steps and commands. Still one language."""

from __future__ import annotations

import msgspec

from runbookc.model.document import Problem, Span


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """A mention of another place: a step, a section, a monitor, a runbook, the probe table."""

    kind: str
    """``step``, ``section``, ``monitor``, ``runbook`` or ``table``."""
    text: str
    """As written (``2c``, a section's title, a link's text)."""
    line: int
    address: tuple[int, ...] | None = None
    """Within the article, once linked: section index (0-based), then item numbers (1-based) from
    the outermost list inwards. ``(3, 2, 3)`` is step 2c of the fourth section. For a section, its
    index alone. None while unresolved."""
    name: str | None = None
    """For a monitor: the id in the probe table. For a runbook: the link in neutral form, and after
    linking the runbook's id."""
    found_by: str = ""
    """How it was resolved: ``exact``, ``case``, ``anagram``, ``title``, ``foreign-title``, ``number``,
    ``range``."""
    through: str = ""
    """For a step: the range that begins with it, as written (``1 to 3``). The next reference ends it."""


class Link(msgspec.Struct, frozen=True, kw_only=True):
    target: str
    """Neutral form: no scheme, locale segment, version, case or escapes (``library/aa997475``,
    ``troubleshooting-pop-proxy-health-set``)."""
    href: str
    text: str
    line: int


class Paragraph(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="paragraph"):
    text: str
    """Canonical inline Markdown."""
    span: Span
    references: tuple[Reference, ...] = ()
    waits: tuple[str, ...] = ()
    """ISO 8601 durations, in order."""
    links: tuple[Link, ...] = ()


class Command(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="command"):
    """One shell command (or one block of another language), byte for byte as written."""

    code: str
    span: Span
    language: str
    """``powershell``, ``cmd``, ``xml``, ``text``, …"""
    output: bool = False
    """True for what a command prints."""
    prose: bool = False
    """True when it stood as a plain paragraph; `code` is then the text with Markdown undone."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    """Position in its list, from 1 (what Markdown shows, whatever was written)."""
    blocks: tuple[Block, ...]
    span: Span


class Steps(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="steps"):
    items: tuple[Step, ...]
    span: Span


class Item(msgspec.Struct, frozen=True, kw_only=True):
    blocks: tuple[Block, ...]
    span: Span


class List(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="list"):
    """Bullets, or a numbered list that is no procedure."""

    ordered: bool
    items: tuple[Item, ...]
    span: Span


class Note(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="note"):
    severity: str | None
    """As in `document.Note`: None when the label is a word that the file does not explain."""
    label: str
    blocks: tuple[Block, ...]
    span: Span


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    text: str
    """Canonical inline Markdown; paragraphs of a cell are joined by a newline."""
    span: Span


class Row(msgspec.Struct, frozen=True, kw_only=True):
    cells: tuple[Cell, ...]
    span: Span
    header: bool = False


class Table(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="table"):
    """Any table but the probe table."""

    rows: tuple[Row, ...]
    span: Span


Block = Paragraph | Command | Steps | List | Note | Table


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """An identifier in a table cell or a title."""

    id: str | None
    """None for a localized "None" or a cell that holds no identifier."""
    written: str
    """The text as written (plain), with suffix and all."""
    span: Span
    health_set: str | None = None
    """For a monitor: the health set in the suffix, or else None."""
    found_by: str = ""
    """In a title, once linked: how the row was found (``exact``, ``case``, ``anagram``)."""


class Probe(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the probe table."""

    probe: Name
    health_set: Name
    dependencies: tuple[Name, ...]
    """`id` None: not settled within one edition (a translated name). A "None" cell is an empty tuple."""
    monitors: tuple[Name, ...]
    span: Span


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A heading and what follows up to the next one; the first has the article's introduction."""

    title: str
    """Canonical inline Markdown; empty for the introduction."""
    level: int
    """0 for the introduction, else the heading's level."""
    role: str
    """See the contract: ``introduction`` … ``other``."""
    names: tuple[Name, ...]
    """Monitors and probes that the title names; `id` is the row's id once linked."""
    blocks: tuple[Block, ...]
    span: Span


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One edition of one article."""

    path: str
    sha256: str
    locale: str
    title: str
    title_line: int = 1
    """Where the title stands: its heading, or the first line when the front matter has it."""
    asset_id: str | None
    library_id: str | None
    """Last segment of ``ms:mtpsurl`` without its version, lower case (``ms.exch.scom.pop``, ``aa997475``)."""
    stem: str
    """The file's name without its ending, lower case."""
    folder: str
    """The folder it lies in, without a locale folder: files of one article share it."""
    modified: str | None
    """ISO 8601 date: "topic last modified"."""
    published: str | None
    """ISO 8601 date: ``ms.date``."""
    translation: str | None
    """``human``, ``machine`` or None."""
    probes: tuple[Probe, ...]
    probe_section: int | None
    """Index of the section that holds the probe table."""
    probe_span: Span | None
    sections: tuple[Section, ...]
    problems: tuple[Problem, ...] = ()
