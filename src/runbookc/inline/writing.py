"""Nodes to canonical inline Markdown, such that `parse` gives the same nodes back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from markdown_it.common.utils import isMdAsciiPunct, isWhiteSpace

from runbookc.inline.nodes import Code, Emphasis, Image, Inline, Link, Placeholder, Strong, Text
from runbookc.inline.normal import fold

_ESCAPED = re.compile(r"[\\`*_\[\]<>]|&(?=#?[A-Za-z0-9]+;)")
_HREF_IN_BRACKETS = re.compile(r"[\s()<>\\\x00-\x1f\x7f]|&#?[A-Za-z0-9]+;")
_HREF_ESCAPED = re.compile(r"[<>\\]|&(?=#?[A-Za-z0-9]+;)")
_BLOCK_START = re.compile(r"(#{1,6}(?=\s|$)|[-+](?=\s|$)|\d{1,9}(?=[.)](?:\s|$))|=+$|~{3,}|-+$)")


@lru_cache(maxsize=16384)
def escape(text: str) -> str:
    """Markdown that shows `text` as it is, on one line, anywhere in a paragraph."""
    return _ESCAPED.sub(r"\\\g<0>", fold(text))


def to_markdown(nodes: Iterable[Inline]) -> str:
    """Canonical inline Markdown of nodes in normal form."""
    return _write(tuple(nodes), "", "")


def _write(nodes: tuple[Inline, ...], before: str, after: str) -> str:
    """`before` and `after`: the characters on either side, for the flanking rules."""
    if len(nodes) == 1 and isinstance(nodes[0], Text):
        return escape(nodes[0].text)
    out: list[str] = []
    last = before
    for index, node in enumerate(nodes):
        if isinstance(node, Strong | Emphasis):
            follows = _first_character(nodes[index + 1]) if index + 1 < len(nodes) else after
            piece = _write_stress(node, last, follows)
        else:
            piece = _write_other(node)
            if isinstance(node, Text) and piece.endswith("!") and index + 1 < len(nodes):
                piece = piece[:-1] + "\\!"
        out.append(piece)
        last = piece[-1:] or last
    return "".join(out)


def _first_character(node: Inline) -> str:
    """What `node` begins with when it is written; an asterisk where it may be one."""
    match node:
        case Text(text):
            return escape(text[:1] if text[:1] != "&" else text)[:1]
        case Strong() | Emphasis():
            return "*"
        case Code():
            return "`"
        case Placeholder():
            return "\\"
        case Link():
            return "["
        case _:
            return "!"


def _write_other(node: Inline) -> str:
    match node:
        case Text(text):
            return escape(text)
        case Code(text):
            return _write_code(text)
        case Placeholder(name):
            return f"\\<{escape(name)}\\>"
        case Link(href, children):
            return f"[{_write(children, '[', ']')}]({_write_href(href)})"
        case Image(src, alt):
            return f"![{escape(alt)}]({_write_href(src)})"
        case Strong() | Emphasis():
            return _write_stress(node, "", "")


def _write_stress(node: Strong | Emphasis, before: str, after: str) -> str:
    """With asterisks or underscores where they are sure to be read back, else as HTML."""
    children = node.children
    beside = (before, after)
    if isinstance(node, Strong):
        mark, tag = "**", "strong"
    else:
        nested = any(isinstance(edge, Strong) for edge in (children[0], children[-1]))
        mark, tag = ("_" if nested or "*" in beside else "*"), "em"
    inner = _write(children, mark[0], mark[0])
    clash = mark[0] in (*beside, inner[0], inner[-1])
    if not clash and _flanks(before, inner, after, intraword=mark != "_"):
        return f"{mark}{inner}{mark}"
    return f"<{tag}>{_write(children, '>', '<')}</{tag}>"


def _flanks(before: str, inner: str, after: str, *, intraword: bool) -> bool:
    """Whether marks around `inner` open and close there (CommonMark 0.31, section 6.2, rules 1-8).

    Symbols are punctuation only since 0.31: they count where that makes it harder, not where it helps.
    """
    first, last = inner[0], inner[-1]
    if isWhiteSpace(ord(first)) or isWhiteSpace(ord(last)):
        return False
    if not intraword:
        return _is_edge(before) and _is_edge(after)
    opens = not _may_be_punctuation(first) or _is_edge(before)
    closes = not _may_be_punctuation(last) or _is_edge(after)
    return opens and closes


def _is_edge(char: str) -> bool:
    return (
        not char
        or isWhiteSpace(ord(char))
        or isMdAsciiPunct(ord(char))
        or unicodedata.category(char)[0] == "P"
    )


def _may_be_punctuation(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or unicodedata.category(char)[0] in "PS"


def _write_code(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _write_href(href: str) -> str:
    if href and not _HREF_IN_BRACKETS.search(href):
        return href
    return "<" + _HREF_ESCAPED.sub(r"\\\g<0>", fold(href)) + ">"


def guard_block_start(text: str) -> str:
    """`text` such that it cannot begin a heading, list or fence when it starts a Markdown block."""
    return (
        _BLOCK_START.sub(lambda match: _escape_first(match[0]), text, count=1)
        if _BLOCK_START.match(text)
        else text
    )


def _escape_first(start: str) -> str:
    return start + "\\" if start[0].isdigit() else "\\" + start
