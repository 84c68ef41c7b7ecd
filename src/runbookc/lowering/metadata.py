"""What an article says about itself: title, dates, kind of translation, where it lies."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath

from runbookc import inline
from runbookc.lowering.links import neutral
from runbookc.model import document as d

_SITE_SUFFIX = re.compile(r"[:：]\s*Exchange\s+(?:Server\s+)?\d{4}\s+\S+$")
_LOCALE_FOLDER = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?[-_](?:[A-Za-z]{2}|\d{3})$")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[.](\d{1,2})[.](\d{4})(?!\d)")
_MONTH_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})$")
_TRANSLATION = {"ht": "human", "mt": "machine"}
_SENTENCE_END = re.compile(r"[.!?。！？।]\s*$")
_FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")
"""A product's year or a date's: what such a line tells."""
_MAX_HEADER_LINES = 6


def front(document: d.Document, *keys: str) -> str:
    """The first of `keys` that the front matter has, whatever its case; else an empty string."""
    folded = {key.casefold(): value for key, value in document.front.items()}
    for key in keys:
        value = folded.get(key, "").strip()
        if value:
            return value
    return ""


def title(document: d.Document) -> tuple[str, tuple[d.Node, ...], tuple[d.Node, ...]]:
    """The article's title as canonical inline Markdown, and the blocks before and behind its heading.

    The title is the level 1 heading that stands before any other; without one, the front matter's
    title without the site's name behind it, then any level 1 heading, then the file's name.
    """
    blocks = document.blocks
    first = next((index for index, node in enumerate(blocks) if isinstance(node, d.Heading)), None)
    if first is not None:
        heading = blocks[first]
        assert isinstance(heading, d.Heading)
        if heading.level == 1 and heading.text:
            return heading.text, blocks[:first], blocks[first + 1 :]
    named = front(document, "title", "toctitle")
    if named:
        return inline.escape(_SITE_SUFFIX.sub("", named).rstrip() or named), (), blocks
    later = next((b.text for b in blocks if isinstance(b, d.Heading) and b.level == 1 and b.text), "")
    return later or inline.escape(PurePosixPath(document.path).stem), (), blocks


def title_line(document: d.Document, title: str) -> int:
    """The line of the heading that is the title; 1 when no heading is."""
    headings = (node for node in document.blocks if isinstance(node, d.Heading))
    return next((node.span.first for node in headings if node.level == 1 and node.text == title), 1)


def header_lines(blocks: tuple[d.Node, ...]) -> tuple[str | None, tuple[d.Node, ...]]:
    """The date in the lines under the title, and the blocks without those lines.

    Such a line is emphasized from end to end and begins with a bold label ("Applies to", "Topic
    last modified"), or is a bold label with a few words that are no sentence. The date comes back
    in ISO 8601.
    """
    modified = None
    for count, node in enumerate(blocks[: _MAX_HEADER_LINES + 1]):
        text = _header_text(node)
        if text is None or count == _MAX_HEADER_LINES:
            return modified, blocks[count:]
        modified = modified or iso_date(text)
    return modified, blocks[min(len(blocks), _MAX_HEADER_LINES + 1) :]


def _header_text(node: d.Node) -> str | None:
    if isinstance(node, d.Note):
        return _note_header(node)
    if not isinstance(node, d.Paragraph):
        return None
    parsed = [child for child in inline.parse(node.text) if inline.plain_text((child,)).strip()]
    text = inline.plain_text(parsed)
    match parsed:
        case [inline.Strong(label), inline.Text(rest)]:
            is_label = inline.plain_text(label).rstrip().endswith((":", "\uff1a")) or rest[:1] in ":\uff1a"
            return text if is_label and _tells_a_fact(rest) else None
    return text if parsed and all(_is_labelled(child) for child in parsed) else None


def _is_labelled(node: inline.Inline) -> bool:
    match node:
        case inline.Emphasis((inline.Strong(), *rest)):
            return not _SENTENCE_END.search(inline.plain_text(rest))
        case inline.Strong((inline.Emphasis(), inline.Text(), *_)):
            return True
        case _:
            return False


def _note_header(note: d.Note) -> str | None:
    """The reader takes "**Applies to:** Exchange 2013" for a note."""
    if note.severity is not None or len(note.children) != 1:
        return None
    only = note.children[0]
    text = inline.plain(only.text) if isinstance(only, d.Paragraph) else ""
    return text if _tells_a_fact(text) else None


def _tells_a_fact(text: str) -> bool:
    return bool(_FOUR_DIGITS.search(text)) and not _SENTENCE_END.search(text)


def iso_date(text: str) -> str | None:
    """The first date written in figures: year first with any separators, or day.month.year."""
    match = _YEAR_FIRST.search(text)
    if match:
        return _checked(match[1], match[2], match[3])
    match = _DAY_FIRST.search(text)
    return _checked(match[3], match[2], match[1]) if match else None


def published(document: d.Document) -> str | None:
    """``ms.date`` (MM/DD/YYYY) in ISO 8601; None when it is no date."""
    written = front(document, "ms.date")
    match = _MONTH_FIRST.match(written)
    if match:
        return _checked(match[3], match[1], match[2])
    return iso_date(written)


def _checked(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def translation(document: d.Document) -> str | None:
    """``human`` or ``machine``, from ``ms.translationtype``."""
    return _TRANSLATION.get(front(document, "ms.translationtype").casefold())


def asset_id(document: d.Document) -> str | None:
    return front(document, "ms:assetid", "ms.assetid").casefold().strip("{}") or None


def library_id(document: d.Document) -> str | None:
    """Last segment of ``ms:mtpsurl`` without its version, lower case."""
    url = front(document, "ms:mtpsurl", "ms.mtpsurl")
    if not url:
        return None
    return neutral(url).partition("#")[0].partition("?")[0].rpartition("/")[2] or None


def stem(path: str) -> str:
    return PurePosixPath(path).stem.casefold()


def folder(document: d.Document) -> str:
    """The folder without its locale folder (``docs/pt-BR/pop.md`` lies in ``docs``)."""
    parts = [part for part in PurePosixPath(document.path).parent.parts if part != "."]
    language = document.locale.partition("-")[0].casefold()
    for index in range(len(parts) - 1, -1, -1):
        if _LOCALE_FOLDER.match(parts[index]) or parts[index].casefold() == language:
            del parts[index]
            break
    return "/".join(parts).replace("//", "/")
