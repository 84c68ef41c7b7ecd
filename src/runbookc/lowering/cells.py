"""What stands in a cell of the probe table: entries, identifiers, a suffix with the health set."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import accumulate

import msgspec

from runbookc import inline
from runbookc.lowering import identifiers
from runbookc.model import document as d
from runbookc.model.article import Name

_SEPARATORS = frozenset(",;\u3001\uff0c\uff1b\u060c\n")
_BRACKETS = {"(": ")", "\uff08": "\uff09", "[": "]", "\u3010": "\u3011"}
_CLOSING = frozenset(_BRACKETS.values())
_BLANKS = " \t\u00a0\u200b\ufeff"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a cell: ``PopCTPMonitor (POP health set)``."""

    written: str
    bare: str
    """Mended, without what stands in brackets."""
    suffix: str
    """Mended, what stands in brackets, without them."""
    span: d.Span
    name: str | None
    """The identifier, if the entry outside its brackets is one word spelt like a name."""
    shaped: str | None
    """The same, if its shape shows that it is no ordinary word."""


def entries(cell: d.Cell) -> tuple[Entry, ...]:
    """The entries of a cell: by paragraphs, by commas outside brackets, by identifiers side by side."""
    found: list[Entry] = []
    for paragraph in cell.paragraphs:
        for part in _parts(inline.plain(paragraph.text)):
            found.extend(_entry(piece, paragraph.span) for piece in _side_by_side(part))
    return tuple(found)


@lru_cache(maxsize=8192)
def _parts(text: str) -> tuple[str, ...]:
    parts, depth, start = [], 0, 0
    for index, char in enumerate(text):
        if char in _BRACKETS:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        elif char in _SEPARATORS and depth == 0:
            parts.append(text[start:index])
            start = index + 1
    parts.append(text[start:])
    return tuple(part.strip(_BLANKS) for part in parts if part.strip(_BLANKS))


def _side_by_side(part: str) -> Iterator[str]:
    """``AMonitor (x) BMonitor (x)``: split before each further identifier that names a monitor or probe."""
    depth = list(accumulate((char in _BRACKETS) - (char in _CLOSING) for char in part))
    starts = [
        match.start()
        for match in identifiers.tokens(part)
        if identifiers.names_kind(match[0]) and identifiers.is_shaped(match[0]) and depth[match.start()] == 0
    ]
    if len(starts) < 2 or part[: starts[0]].strip():
        yield part
        return
    for start, end in zip(starts, [*starts[1:], len(part)], strict=True):
        yield part[start:end].strip(_BLANKS)


def _entry(text: str, span: d.Span) -> Entry:
    bare, suffix = _split_suffix(identifiers.mended(text))
    name = bare if identifiers.TOKEN.fullmatch(bare) else None
    shaped = name if name and identifiers.is_shaped(name) else None
    return Entry(written=text, bare=bare, suffix=suffix, span=span, name=name, shaped=shaped)


@lru_cache(maxsize=8192)
def _split_suffix(text: str) -> tuple[str, str]:
    match = re.search(r"[(\[]([^()\[\]]*)[)\]]?", text)
    if not match:
        return text.strip(_BLANKS), ""
    return (text[: match.start()] + " " + text[match.end() :]).strip(_BLANKS), match[1].strip(_BLANKS)


def suffix_health_set(suffix: str, known: Collection[str]) -> str | None:
    """The health set that a monitor's suffix names: one of the table's, else the word with a shape."""
    words = [match[0] for match in identifiers.tokens(suffix)]
    folded = {name.casefold(): name for name in known}
    for word in sorted(words, key=len, reverse=True):
        if word.casefold() in folded:
            return folded[word.casefold()]
    for word in words:
        if identifiers.is_shaped(word) or identifiers.is_acronym(word):
            return word
    return None


def as_name(entry: Entry, name: str | None, health_set: str | None = None) -> Name:
    return Name(id=name, written=entry.written, span=entry.span, health_set=health_set)
