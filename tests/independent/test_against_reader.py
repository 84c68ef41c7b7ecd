"""The reader against an independent reading, for every real article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from runbookc import inline
from runbookc.model.document import Code, Document, Heading, List, Node, Note, Paragraph, Quote, Table
from runbookc.reader import read
from runbookc.sources import discover
from tests.independent.outline import Outline, Step, independent_outline, squeeze


def _outline(document: Document) -> Outline:
    """What our reading has, in the same terms."""
    nodes = list(_walk(document.blocks, 0))
    return Outline(
        steps=tuple(node for node in nodes if isinstance(node, Step)),
        code=tuple(node.text for node in nodes if isinstance(node, Code)),
        headings=tuple(
            (node.level, squeeze(inline.plain(node.text)))
            for node in nodes
            if isinstance(node, Heading) and not node.implied
        ),
        tables=tuple(_cells(node) for node in nodes if isinstance(node, Table)),
    )


def _cells(table: Table) -> tuple[tuple[tuple[str, ...], ...], ...]:
    return tuple(
        tuple(
            tuple(squeeze(inline.plain(paragraph.text)) for paragraph in cell.paragraphs)
            for cell in row.cells
        )
        for row in table.rows
    )


def _walk(nodes: tuple[Node, ...], depth: int) -> Iterator[Node | Step]:
    for node in nodes:
        yield node
        match node:
            case List(ordered=ordered, items=items):
                for item in items:
                    if ordered:
                        yield Step(depth + 1, _first_text(item.children))
                    yield from _walk(item.children, depth + ordered)
            case Note(children=children) | Quote(children=children):
                yield from _walk(children, depth)


def _first_text(nodes: tuple[Node, ...]) -> str:
    first = nodes[0] if nodes else None
    return squeeze(inline.plain(first.text)) if isinstance(first, Paragraph) else ""


def _articles(shared: Path) -> list[Path]:
    folders = [shared / name for name in ("seeds", "corpus", "procedures")]
    return [found.location for found in discover(folders).files]


@pytest.fixture(scope="session")
def readings(shared: Path) -> dict[str, tuple[Outline, Outline]]:
    """Path to our reading and the independent one."""
    return {
        path.relative_to(shared).as_posix(): (
            _outline(read(path.as_posix(), path.read_bytes())),
            independent_outline(path.read_text(encoding="utf-8")),
        )
        for path in _articles(shared)
    }


@pytest.mark.parametrize("part", ["steps", "code", "headings", "tables", "identifiers"])
def test_every_real_article_is_read_the_same(readings: dict[str, tuple[Outline, Outline]], part: str) -> None:
    assert len(readings) > 100
    different = {
        path: [
            pair
            for pair in zip(getattr(ours, part), getattr(theirs, part), strict=False)
            if pair[0] != pair[1]
        ][:3]
        or (len(getattr(ours, part)), len(getattr(theirs, part)))
        for path, (ours, theirs) in readings.items()
        if getattr(ours, part) != getattr(theirs, part)
    }
    assert different == {}
