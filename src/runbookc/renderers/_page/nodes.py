"""Inline Markdown as JSON nodes, and JSON nodes as HTML.

A text is an array of nodes. A node is a string, or an array that begins with its kind:
``["c", code]``, ``["b", nodes]``, ``["i", nodes]``, ``["v", placeholder]``,
``["m", what a picture shows]``, ``["a", href, nodes]`` (an outer link),
``["l", href, nodes]`` (another checklist), ``["r", id, nodes]`` (a place on this page),
``["t", node]`` (what the page adds: that place's title) and
``["u", "202E"]`` (a character shown by its number).

The script builds its elements from the same nodes, so both give the same page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from typing import Any

import msgspec

from runbookc import inline
from runbookc.renderers._page.controls import IN_CODE, IN_PROSE, split_controls

Node = str | tuple[Any, ...]
Nodes = tuple[Node, ...]


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a text that stands for another place."""

    written: str
    kind: str
    """``r``: `target` is an id on this page. ``l``: another page."""
    target: str
    title: str | None = ""
    """The place's title in the language of the text; shown when the text says it in other words. None: an
    anchor that the text can do without."""


def to_nodes(text: str, anchors: Sequence[Anchor] = ()) -> Nodes:
    """The nodes of canonical inline Markdown, with each anchor at the first place where it stands.

    An anchor that stands nowhere in the text follows it.
    """
    found = _plain_nodes(text)
    for anchor in anchors:
        found = _anchored(found, anchor)
    return found


@lru_cache(maxsize=8192)
def _plain_nodes(text: str) -> Nodes:
    return _convert(inline.parse(text))


def _convert(parsed: Iterable[inline.Inline]) -> Nodes:
    out: list[Node] = []
    for node in parsed:
        out.extend(_converted(node))
    return tuple(out)


def _converted(node: inline.Inline) -> Iterable[Node]:
    match node:
        case inline.Text(text):
            return split_controls(text, IN_PROSE)
        case inline.Code(text):
            return [("c", *split_controls(text, IN_CODE))]
        case inline.Placeholder(name):
            return [("v", *split_controls(name, IN_CODE))]
        case inline.Strong(children):
            return [("b", _convert(children))]
        case inline.Emphasis(children):
            return [("i", _convert(children))]
        case inline.Link(href, children):
            safe = inline.safe_href(href)
            if safe is None or IN_PROSE.search(safe):
                return _convert(children)
            return [("a", safe, _convert(children))]
        case inline.Image(_, alt):
            return [("m", *split_controls(alt, IN_PROSE))] if alt else []


def _anchored(nodes: Nodes, anchor: Anchor) -> Nodes:
    if anchor.kind == "l":
        return _linked(nodes, anchor) or nodes
    pattern = _bounded(anchor.written)
    done = _marked(nodes, pattern, anchor) if anchor.written else None
    if done or anchor.title is None:
        return done or nodes
    return (*nodes, ("t", (anchor.kind, anchor.target, (anchor.title or anchor.written or "→",))))


@lru_cache(maxsize=4096)
def _bounded(written: str) -> re.Pattern[str]:
    """`written` where it is no part of a longer ASCII word or number."""
    left = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z0-9]", written) else ""
    right = r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]$", written) else ""
    return re.compile(left + re.escape(written) + right)


def _marked(nodes: Nodes, pattern: re.Pattern[str], anchor: Anchor) -> Nodes | None:
    """The nodes with the anchor in its place; None when there is no such place."""
    for index, node in enumerate(nodes):
        if isinstance(node, str):
            match = pattern.search(node)
            if match:
                before, after = node[: match.start()], node[match.end() :]
                link = _link(anchor, match[0])
                return (
                    *nodes[:index],
                    *filter(None, (before,)),
                    *link,
                    *filter(None, (after,)),
                    *nodes[index + 1 :],
                )
        elif node[0] in "bi":
            inner = _marked(node[1], pattern, anchor)
            if inner:
                return (*nodes[:index], (node[0], inner), *nodes[index + 1 :])
        elif node[0] == "a" and pattern.search(nodes_text(node[2])):
            # A link to a place of this very article: stay on the page.
            return (*nodes[:index], ("r", anchor.target, node[2]), *nodes[index + 1 :])
    return None


def _link(anchor: Anchor, written: str) -> Nodes:
    node: Node = (anchor.kind, anchor.target, (written,))
    if anchor.title and anchor.title.casefold() != written.casefold():
        return node, ("t", f"({anchor.title})")
    return (node,)


def _linked(nodes: Nodes, anchor: Anchor) -> Nodes | None:
    """The link whose text is the anchor's now leads to a page of ours."""
    for index, node in enumerate(nodes):
        if isinstance(node, str):
            continue
        if node[0] == "a" and nodes_text(node[2]) == anchor.written:
            return (*nodes[:index], ("l", anchor.target, node[2]), *nodes[index + 1 :])
        if node[0] in "bi":
            inner = _linked(node[1], anchor)
            if inner:
                return (*nodes[:index], (node[0], inner), *nodes[index + 1 :])
    return None


def nodes_text(nodes: Iterable[Node]) -> str:
    """What the article says in the nodes, as plain text."""
    return "".join(node if isinstance(node, str) else _node_text(node) for node in nodes)


def _node_text(node: tuple[Any, ...]) -> str:
    kind = node[0]
    if kind == "u":
        return f"U+{node[1]}"
    if kind == "t":
        return ""
    if kind == "v":
        return f"<{nodes_text(node[1:])}>"
    if kind in "cm":
        return nodes_text(node[1:])
    return nodes_text(node[-1])


def html_text(nodes: Iterable[Node]) -> str:
    """Safe HTML: text escaped, links as `to_nodes` let them through."""
    return "".join([escape(node) if isinstance(node, str) else _html(node) for node in nodes])


def _html(node: tuple[Any, ...]) -> str:
    kind, first, *_ = node
    match kind:
        case "u":
            return f'<span class="ctl">U+{first}</span>'
        case "c":
            return f'<code translate="no">{html_text(node[1:])}</code>'
        case "v":
            return f'<var translate="no">&lt;{html_text(node[1:])}&gt;</var>'
        case "m":
            return f'<span class="image">{html_text(node[1:])}</span>'
        case "b":
            return f"<strong>{html_text(first)}</strong>"
        case "i":
            return f"<em>{html_text(first)}</em>"
        case "t":
            return f' <span class="ref-title">{html_text((first,))}</span>'
        case "r":
            return f'<a class="ref" href="#{escape(first)}">{html_text(node[2])}</a>'
        case "l":
            return f'<a class="book" href="{escape(first)}">{html_text(node[2])}</a>'
        case _:
            return f'<a class="out" rel="noreferrer" href="{escape(first)}">{html_text(node[2])}</a>'
