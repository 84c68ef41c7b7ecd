"""Inline Markdown of the shapes that most texts have, for which no parser is needed.

Text, code, bold, emphasis, links and images in a row, none inside another. Where a delimiter could mean
anything else by the rules of CommonMark (0.31, section 6), a text is not simple.
"""

from __future__ import annotations

import re

from runbookc.inline.nodes import Code, Emphasis, Image, Inline, Link, Strong, Text
from runbookc.inline.normal import fold, normalize

_TEXT = r"(?:[^\\`*_\[\]<>&!\n\t\r\0]|\\[!-/:-@\[-`{-~]|!(?![!\[*`])|&(?!#?[A-Za-z0-9]+;))++"
_EDGE = r" (),.:;/\"'-"
_CODE = r"`(?P<code>[^`\s](?:[^`\n\t\r\0]*[^`\s])?)`(?!`)"
_ADDRESS = r"[^\x00-\x20\x7f\s()<>\[\]\\&\"'`]"
_HREF = rf"(?:{_ADDRESS}|\\[!-/:-@\[-`{{-~]|\({_ADDRESS}*\))+"
_TITLE = r"(?: \"[^\"\\&\n\t\r\0]*\")?"
_LINK = rf"\[(?!\s)(?P<label>{_TEXT})(?<!\s)\]\((?P<href>{_HREF}){_TITLE}\)"
_IMAGE = rf"!\[(?P<alt>(?:(?!\s){_TEXT}(?<!\s))?)\]\((?P<src>{_HREF}){_TITLE}\)"


def _stressed(mark: str, name: str) -> str:
    """Marks beside a letter or figure open and close anywhere; beside punctuation, next to an edge."""
    opening = rf"(?:{mark}(?=[^\W_])|(?<![^{_EDGE}]){mark}(?=[(\"'/.\\-]))"
    closing = rf"(?:(?<=[^\W_]){mark}|(?<=[),.:;\"'/>-]){mark}(?=[{_EDGE}]|\Z))(?!\*)"
    return rf"{opening}(?P<{name}>{_TEXT}){closing}"


_PIECE = re.compile(
    rf"(?P<text>{_TEXT})|{_CODE}|{_LINK}|{_IMAGE}"
    rf"|{_stressed('[*][*]', 'strong')}|{_stressed('[*]', 'emphasis')}"
)
_SIMPLE = re.compile(rf"(?:{re.sub('P<[a-z]+>', ':', _PIECE.pattern)})*")
_OTHERWISE = re.compile(r"\]\([^() ]*[( ]")
"""An address that is written in angle brackets in canonical form, or with a title, which is left out."""
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


def is_simple(text: str) -> bool:
    """Whether `read` can read inline Markdown."""
    return _SIMPLE.fullmatch(text) is not None


def is_canonical(text: str) -> bool:
    """Whether inline Markdown is canonical but for its blanks. Where it is not said to be, it may be."""
    return "\\" not in text and not _OTHERWISE.search(text) and is_simple(text)


def read(text: str) -> tuple[Inline, ...]:
    """The nodes, in normal form, of inline Markdown that is simple."""
    nodes = [_node(match) for match in _PIECE.finditer(text.strip(" "))]
    if "\\" in text:
        return normalize(nodes)  # there may be placeholders
    return tuple(nodes)


def _node(match: re.Match[str]) -> Inline:
    match match.lastgroup:
        case "text":
            return Text(_shown(match[0]))
        case "code":
            return Code(fold(match["code"]))
        case "strong":
            return Strong((Text(_shown(match["strong"])),))
        case "emphasis":
            return Emphasis((Text(_shown(match["emphasis"])),))
        case "href":
            return Link(_shown(match["href"]), (Text(_shown(match["label"])),))
        case _:
            return Image(_shown(match["src"]), _shown(match["alt"]))


def _shown(text: str) -> str:
    return fold(_ESCAPE.sub(r"\1", text) if "\\" in text else text)
