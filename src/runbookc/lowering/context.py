"""What lowering a block needs to know of its article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from runbookc.lowering.citations import Addresses, CitationReader
from runbookc.model import document as d


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    locale: str
    citations: CitationReader
    names: Mapping[str, str]
    """Folded ids of the probe table's probes and monitors to the ids as written there."""


def paragraphs(nodes: Iterable[d.Node]) -> Iterator[d.Paragraph]:
    """Every paragraph outside tables, at any depth, in order."""
    for node in nodes:
        match node:
            case d.Paragraph():
                yield node
            case d.List(items=items):
                for item in items:
                    yield from paragraphs(item.children)
            case d.Note(children=children) | d.Quote(children=children):
                yield from paragraphs(children)


def item_numbers(nodes: Iterable[d.Node]) -> Addresses:
    """Item numbers, from the outermost list, of every item of the ordered lists in `nodes`."""
    return frozenset(_item_numbers(nodes, ()))


def _item_numbers(nodes: Iterable[d.Node], outer: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    for node in nodes:
        match node:
            case d.List(ordered=True, items=items):
                for number, item in enumerate(items, 1):
                    yield (*outer, number)
                    yield from _item_numbers(item.children, (*outer, number))
            case d.List(items=items):
                for item in items:
                    yield from _item_numbers(item.children, outer)
            case d.Note(children=children) | d.Quote(children=children):
                yield from _item_numbers(children, outer)
