"""A node's lines are where its text stands, in every real article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

import pytest

from runbookc import inline
from runbookc.model.document import Code, Heading, List, Node, Note, Paragraph, Quote, Table
from runbookc.reader import read


@pytest.mark.parametrize("folder", ["seeds", "corpus", "procedures"])
def test_every_text_begins_on_its_first_line(shared: Path, folder: str) -> None:
    checked = 0
    for path in sorted(shared.glob(f"{folder}/**/*.*")):
        lines = path.read_text("utf-8-sig").split("\n")
        for node in _leaves(read(path.name, path.read_bytes()).blocks):
            assert _stands(node, lines), (path, node)
            checked += 1
    assert checked > 400


def _leaves(nodes: Iterable[Node]) -> Iterator[Paragraph | Heading | Code]:
    for node in nodes:
        match node:
            case Paragraph() | Heading() | Code():
                yield node
            case List(items=items):
                for item in items:
                    yield from _leaves(item.children)
            case Note(children=children) | Quote(children=children):
                yield from _leaves(children)
            case Table(rows=rows):
                for row in rows:
                    for cell in row.cells:
                        yield from cell.paragraphs


def _stands(node: Paragraph | Heading | Code, lines: list[str]) -> bool:
    here = lines[node.span.first - 1 : node.span.last]
    if isinstance(node, Code):
        written = node.text.split("\n")
        return len(written) == len(here) and all(
            line.endswith(text) for line, text in zip(here, written, strict=True)
        )
    return _letters(unescape(inline.plain(node.text)))[:12] in _letters(
        unescape(re.sub(r"\]\(.*?\)", "", here[0]))
    )


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", re.sub(r"</?[a-zA-Z]+[^>]*>", "", text))
