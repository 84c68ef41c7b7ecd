"""HTML blocks as nodes of the block tree: tables, lists, paragraphs, code."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

import msgspec

from runbookc.model.document import List, Node, Span, Table
from runbookc.reader.htmlscan import Scan, scan
from runbookc.reader.limits import Limits, exceeded, too_long


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What an HTML block says."""

    scan: Scan
    nodes: tuple[Node, ...] = ()
    ignored: tuple[tuple[str, int], ...] = ()
    """Elements left out, with their lines."""
    exceeded: str = ""
    """Which limit it exceeds, in words."""


@lru_cache(maxsize=256)
def read_html(html: str, span: Span, markdown: bool, limits: Limits) -> Reading:
    """The block that stands in the lines of `span`; no nodes when the scan finds fault with it.

    `markdown`: text stands between blank lines in it, and so is Markdown. Remembers what it read:
    copies of an article have its tables at the same lines.
    """
    scanned = scan(html, span.first)
    if scanned.wrong is not None or not scanned.has_text:
        return Reading(scan=scanned)
    if scanned.depth > limits.nesting:
        return Reading(scan=scanned, exceeded=f"HTML nested more than {limits.nesting} deep (--max-nesting)")
    if why := exceeded(Counter(scanned.counts), limits) or too_long(scanned.longest, limits):
        return Reading(scan=scanned, exceeded=why)
    from runbookc.reader.htmlnodes import nodes_of

    nodes, ignored = nodes_of(scanned.html, span, markdown)
    if nodes and isinstance(last := nodes[-1], Table | List):
        nodes = (*nodes[:-1], msgspec.structs.replace(last, span=Span(last.span.first, span.last)))
    return Reading(scan=scanned, nodes=nodes, ignored=ignored)
