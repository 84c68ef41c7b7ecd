"""The reader against an independent reading, for every real article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from runbookc import inline
from runbookc.model.document import Code, Document, Heading, List, Node, Note, Paragraph, Quote, Table
from runbookc.reader import read
from runbookc.sources import discover
from tests.independent.outline import Outline, Step, independent_outline, letters, squeeze


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
        text=letters("".join(_text(node) for node in nodes if not isinstance(node, Step))),
    )


def _text(node: Node) -> str:
    match node:
        case Paragraph(text=text) | Heading(text=text):
            return inline.plain(text)
        case Code(text=text):
            return text
        case Note(label=label):
            return label
        case Table(rows=rows):
            return "".join(
                inline.plain(paragraph.text)
                for row in rows
                for cell in row.cells
                for paragraph in cell.paragraphs
            )
    return ""


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


@pytest.mark.parametrize("part", ["steps", "code", "headings", "tables", "identifiers", "text"])
def test_every_real_article_is_read_the_same(readings: dict[str, tuple[Outline, Outline]], part: str) -> None:
    assert len(readings) > 100
    assert sum(len(getattr(theirs, part)) for _, theirs in readings.values()) >= 100
    different = {path: _first_difference(*pair, part) for path, pair in readings.items()}
    assert {path: found for path, found in different.items() if found} == {}


def _first_difference(ours: Outline, theirs: Outline, part: str) -> str:
    one, two = getattr(ours, part), getattr(theirs, part)
    if one == two:
        return ""
    at = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    return f"at {at}: {one[at : at + 40]!r} instead of {two[at : at + 40]!r}"
