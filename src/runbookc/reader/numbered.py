"""Lists whose numbers Markdown does not know: ``①``, ``1、``, ``（1）``, ``１．``, ``1.打开``, ``第1步``.

Paragraphs or lines that count up with one kind of marker are the ordered list that was meant. Two at
least, under one heading: a single number at the beginning of a paragraph is text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from runbookc.locales.words import words
from runbookc.model.document import Code, Heading, List, ListItem, Node, Note, Paragraph, Span, Table
from runbookc.reader.lists import ends_in_colon
from runbookc.reader.source import Source

_HAN = "一二三四五六七八九十"
_CIRCLED = "\u2460-\u249b\u24f5-\u24fe\u2776-\u2793\u3251-\u325f\u32b1-\u32bf"
_NUMBER = rf"(?:\d{{1,2}}|[{_HAN}]{{1,3}})"
_FORMS = (
    ("circle", rf"(?P<circle>[{_CIRCLED}])[\ufe0e\ufe0f]?[、.．:：]?\s*"),
    ("bracket", rf"\\?[(（](?P<bracket>{_NUMBER})\\?[)）][、.．:：]?\s*"),
    ("digit", r"(?P<digit>\d{1,2})\\?(?:[、．)）.](?!\d)\s*|\s?[-–—]\s+(?!\d)|-(?=[\u0590-\u08ff]))"),
    ("han", rf"(?P<han>[{_HAN}]{{1,3}})(?:[、．.)）])\s*"),
    ("key", r"(?P<key>\d)\ufe0f?\u20e3\s*"),
)  # fmt: skip
_FORM = "|".join(pattern for _, pattern in _FORMS)
_BEHIND = r"(?:\*\*)?\s*\\?(?:[:：．)）]|[、，.](?!\d)|[-\u2013\u2014](?=\s))\s*"
"""What stands behind a word with its number. A comma would go on with the sentence: *Step 1, the restart*."""
_BEHIND_ORDINAL = rf"(?:{_BEHIND}|,(?!\d)\s*|[\s\u3000]+)"
_ORDINAL = rf"[第제]\s?(?P<ordinal>{_NUMBER})\s?"
_NEVER = r"(?!)"
_FIGURE = re.compile(r"\b(?:DIGIT|NUMBER)\b")


class _Marker(msgspec.Struct, frozen=True):
    style: str
    """What the markers of one list have in common."""
    number: int
    rest: str
    """The text after it."""


class _Piece(msgspec.Struct, frozen=True):
    node: Node
    marker: _Marker | None


@lru_cache(maxsize=64)
def _pattern(locale: str) -> re.Pattern[str]:
    """A marker at the beginning of a paragraph; a word for *step* counts where the language's list has it."""
    known = "|".join(re.escape(word) for word in sorted(words(locale).step, key=len, reverse=True)) or _NEVER
    worded = (
        rf"{_ORDINAL}(?:{known}){_BEHIND_ORDINAL}",
        rf"(?:{known})\s?(?P<before>{_NUMBER}){_BEHIND}",
        rf"(?P<after>{_NUMBER})\.?\s?(?:{known}){_BEHIND}",
    )
    return re.compile(rf"(?:\*\*)?(?:{_FORM}|{'|'.join(worded)})(?:\*\*\s*)?(?=[^\s*]|\*\*\S)", re.IGNORECASE)


@lru_cache(maxsize=64)
def _at_line_start(locale: str) -> re.Pattern[str]:
    """The same at the beginning of a raw line, but for the markers that Markdown knows.

    Looking at the first character alone sorts nearly every line out.
    """
    firsts = "".join(sorted({word[0] + word[0].upper() for word in words(locale).step}))
    first = rf"[*\\(（第제\d{_HAN}{_CIRCLED}{re.escape(firsts)}]"
    return re.compile(
        rf"\n[ \t>]*(?:<p>)?(?={first})(?![0-9]{{1,2}}[.)][ \t])(?i:{_pattern(locale).pattern})"
    )


def may_have_markers(body: str, locale: str) -> bool:
    """Whether any line of `body` begins with such a marker."""
    return bool(_at_line_start(locale).search("\n" + body))


def lines_apart(raw: str, source: Source) -> Iterator[tuple[int, str]]:
    """A paragraph's raw text cut before the lines that count up; each piece with its first line's number."""
    lines = raw.split("\n")
    markers = [_marker(line.lstrip(), source.locale) for line in lines]
    counted = {(found.style, found.number) for found in markers if found}
    marked = [
        found is not None
        and bool({(found.style, found.number + 1), (found.style, found.number - 1)} & counted)
        for found in markers
    ]
    starts = [0, *(at for at, is_marked in enumerate(marked) if is_marked and at)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield start, "\n".join(lines[start:end])


def with_numbered(nodes: list[Node], source: Source) -> list[Node]:
    """The children of one container with its numbered paragraphs as lists."""
    if not source.may_be_numbered or len(nodes) < 2:
        return nodes
    pieces = [_Piece(node, _marker_of(node, source)) for node in nodes]
    return _settled(pieces, source) if sum(piece.marker is not None for piece in pieces) > 1 else nodes


def _marker_of(node: Node, source: Source) -> _Marker | None:
    return _marker(node.text, source.locale) if isinstance(node, Paragraph) else None


def _marker(text: str, locale: str) -> _Marker | None:
    match = _pattern(locale).match(text)
    if match is None:
        return None
    marks = match[0].count("**")
    if marks and not match[0].startswith("**"):
        return None
    form, written = next((name, value) for name, value in match.groupdict().items() if value)
    number = _value(written)
    marker = "".join(char for char in match[0] if char not in "*\\" and not char.isspace())
    delimiter = unicodedata.normalize("NFKC", marker)[-1] if form == "digit" else ""
    rest = ("**" if marks == 1 else "") + text[match.end() :]
    return _Marker(f"{form} {_kind(written)} {delimiter}", number, rest) if number is not None else None


def _kind(written: str) -> str:
    """What the numbers of one list are written in: *CIRCLED* for ①, *PARENTHESIZED* for ⑴."""
    if written.isdecimal():
        return "figure"
    return "han" if written[0] in _HAN else _FIGURE.split(unicodedata.name(written), maxsplit=1)[0]


def _value(written: str) -> int | None:
    """The number that figures, a circled figure or Han numerals say; None for none."""
    if written[0] not in _HAN:
        return int(written) if written.isdecimal() else int(unicodedata.numeric(written))
    tens, ten, ones = written.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return None
    return (10 * (_HAN.index(tens) + 1 if tens else 1) if ten else _HAN.index(tens) + 1) + (
        _HAN.index(ones) + 1 if ones else 0
    )


def _settled(pieces: Sequence[_Piece], source: Source) -> list[Node]:
    out: list[Node] = []
    at = 0
    while at < len(pieces):
        chain = _chain(pieces, at)
        if len(chain) < 2:
            out.append(pieces[at].node)
            at += 1
            continue
        end = _end(pieces, chain)
        out.append(_list(pieces, chain, end, source))
        at = end
    return out


def _chain(pieces: Sequence[_Piece], start: int) -> list[int]:
    """Where the items of the list stand that begins at `start`, up to the next heading.

    Two numbers that follow each other show that it is one; what comes behind may be misnumbered.
    """
    first = pieces[start].marker
    if first is None:
        return []
    chain, before = [start], first.number
    for at in range(start + 1, len(pieces)):
        piece = pieces[at]
        if isinstance(piece.node, Heading):
            break
        if piece.marker and piece.marker.style == first.style:
            number = piece.marker.number
            follows = number == before + 1
            if not follows and (number < 2 or len(chain) == 1):
                break
            chain.append(at)
            before = number
    return chain


def _end(pieces: Sequence[_Piece], chain: Sequence[int]) -> int:
    """Behind what belongs to the last item: a list of other markers, and what a colon announces."""
    kinds = (Code,) if any(isinstance(piece.node, Code) for piece in pieces[chain[0] : chain[-1]]) else ()
    at = chain[-1]
    while at + 1 < len(pieces):
        before, after = pieces[at], pieces[at + 1]
        inner = _chain(pieces, at + 1)
        announced = isinstance(before.node, Paragraph) and ends_in_colon(before.node.text)
        inside = (List, Table, Note, Code) if announced else kinds
        if len(inner) > 1 and _style(pieces[inner[0]]) != _style(pieces[chain[0]]):
            at = inner[-1]
        elif isinstance(after.node, inside):
            at += 1
        else:
            break
    return at + 1


def _style(piece: _Piece) -> str:
    return piece.marker.style if piece.marker else ""


def _list(pieces: Sequence[_Piece], chain: Sequence[int], end: int, source: Source) -> List:
    items = tuple(
        _item(pieces[start:stop], source) for start, stop in zip(chain, [*chain[1:], end], strict=True)
    )
    return List(ordered=True, items=items, span=Span(items[0].span.first, items[-1].span.last))


def _item(pieces: Sequence[_Piece], source: Source) -> ListItem:
    first, marker = pieces[0].node, pieces[0].marker
    assert marker is not None
    source.leads.pop(first.span.first, None)
    children = (Paragraph(text=marker.rest, span=first.span), *_settled(pieces[1:], source))
    return ListItem(
        number=marker.number, children=children, span=Span(first.span.first, children[-1].span.last)
    )
