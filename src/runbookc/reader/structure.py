"""From how it was written to what was meant: lists put together again, notes, implied headings."""

from __future__ import annotations

import msgspec

from runbookc.model.document import List, Node, Note, Quote
from runbookc.reader.lists import join
from runbookc.reader.notes import defines_terms, item_children, merged_quote, with_headings, with_notes
from runbookc.reader.numbered import with_numbered
from runbookc.reader.source import Source


def settle(nodes: list[Node], source: Source) -> list[Node]:
    """The blocks of a document as they were meant, from those that were written."""
    joined = join(with_headings(_inner(nodes, source), source), source)
    return with_notes(with_numbered(joined, source), source, in_item=False)


def _inner(nodes: list[Node], source: Source) -> list[Node]:
    """The same below the top, innermost first."""
    return [_settled(node, source) for node in nodes]


def _settled(node: Node, source: Source) -> Node:
    match node:
        case List():
            defining = defines_terms(node, source)
            items = (item_children(item, _children(item.children, source, defining)) for item in node.items)
            return msgspec.structs.replace(node, items=tuple(items))
        case Quote():
            return merged_quote(msgspec.structs.replace(node, children=tuple(_plain(node.children, source))))
        case Note():
            return msgspec.structs.replace(node, children=tuple(_plain(node.children, source)))
        case _:
            return node


def _children(nodes: tuple[Node, ...], source: Source, defining: bool) -> list[Node]:
    joined = join(_inner(list(nodes), source), source)
    return with_notes(with_numbered(joined, source), source, in_item=True, defining=defining)


def _plain(nodes: tuple[Node, ...], source: Source) -> list[Node]:
    joined = join(_inner(list(nodes), source), source)
    return with_notes(with_numbered(joined, source), source, in_item=False)
