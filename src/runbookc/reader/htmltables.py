"""Tables in HTML: their parts, cells that span, and what a cell says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from bs4.element import Comment, PageElement, Tag

from runbookc import inline
from runbookc.model.document import Cell, Code, Heading, List, Node, Paragraph, Quote, Row, Span, Table

_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})


class TableParts(msgspec.Struct, frozen=True, kw_only=True):
    """What stands directly in a table, not in tables inside it."""

    captions: list[Tag]
    rows: list[Tag]
    stray: list[PageElement]
    """What may not stand in a table outside of its cells."""


def table_parts(table: Tag) -> TableParts:
    parts = TableParts(captions=[], rows=[], stray=[])
    for child in table.children:
        if isinstance(child, Tag) and child.name in _GROUPS:
            for row in child.children:
                _sort_part(row, parts)
        else:
            _sort_part(child, parts)
    return parts


def _sort_part(child: PageElement, parts: TableParts) -> None:
    name = child.name if isinstance(child, Tag) else ""
    if isinstance(child, Tag) and name == "tr":
        parts.rows.append(child)
        parts.stray.extend(inner for inner in child.children if _is_stray(inner))
    elif isinstance(child, Tag) and name == "caption":
        parts.captions.append(child)
    elif _is_stray(child):
        parts.stray.append(child)


def _is_stray(child: PageElement) -> bool:
    if isinstance(child, Tag):
        return child.name not in _CELLS
    return not isinstance(child, Comment) and bool(str(child).strip())


def cells_of(row: Tag) -> list[Tag]:
    """The cells of a row, in order."""
    return [child for child in row.children if isinstance(child, Tag) and child.name in _CELLS]


def with_spanning_cells(rows: list[Row], heights: list[tuple[int, ...]]) -> list[Row]:
    """A cell that reaches over several rows stands in each of them, so that columns stay columns."""
    out: list[Row] = []
    most = 2 * max(len(row.cells) for row in rows)
    reaching: dict[int, tuple[Cell, int]] = {}
    for row, row_heights in zip(rows, heights, strict=True):
        cells: list[Cell] = []
        own = iter(zip(row.cells, row_heights, strict=True))
        while len(cells) < most:
            found = reaching.pop(len(cells), None) or next(own, None)
            if found is None:
                break
            cell, height = found
            if height > 1:
                reaching[len(cells)] = (cell, height - 1)
            cells.append(cell)
        out.append(msgspec.structs.replace(row, cells=(*cells, *(cell for cell, _ in own))))
    return out


def flat(nodes: Iterable[Node]) -> Iterator[Paragraph]:
    """The text of any nodes as paragraphs."""
    for node in nodes:
        match node:
            case Paragraph():
                yield node
            case Heading(text=text, span=span):
                yield Paragraph(text=text, span=span)
            case Code(text=text, span=span):
                lines = text.split("\n")
                for index, line in enumerate(lines):
                    if line.strip():
                        at = min(span.first + index, span.last)
                        code = inline.to_markdown([inline.Code(line.strip())])
                        yield Paragraph(text=code, span=Span(at, at))
            case List(items=items):
                for item in items:
                    yield from flat(item.children)
            case Table(rows=rows):
                for row in rows:
                    for cell in row.cells:
                        yield from cell.paragraphs
            case Quote(children=children):
                yield from flat(children)
            case _:
                pass


def integer(value: object, default: int) -> int:
    """The value of a numeric attribute, or `default` for anything else."""
    text = str(value).strip() if value is not None else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default
