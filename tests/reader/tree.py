"""A document as readable text, for tests: one line a node, its lines of the file in front."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from runbookc.model.document import (
    Code,
    Document,
    Heading,
    Junk,
    List,
    Node,
    Note,
    Paragraph,
    Quote,
    Span,
    Table,
)


def tree(document: Document) -> str:
    """The block tree, and below it the problems."""
    lines = list(_nodes(document.blocks, ""))
    lines += [f"{found.code} line {found.line}" for found in document.problems]
    return "\n".join(lines)


def _nodes(nodes: Iterable[Node], indent: str) -> Iterator[str]:
    for node in nodes:
        yield from _node(node, indent)


def _node(node: Node, indent: str) -> Iterator[str]:
    start = f"{indent}{_lines(node.span)} "
    match node:
        case Heading(level=level, text=text, implied=implied):
            yield f"{start}{'implied ' if implied else ''}heading {level}: {text}"
        case Paragraph(text=text):
            yield f"{start}paragraph: {text}"
        case Code(text=text, info=info):
            yield f"{start}code {info}".rstrip() + f": {text!r}"
        case List(ordered=ordered, items=items):
            yield f"{start}{'numbered' if ordered else 'bullets'}"
            for item in items:
                yield f"{indent}  {_lines(item.span)} {item.number if ordered else '-'}"
                yield from _nodes(item.children, indent + "    ")
        case Table(rows=rows):
            yield f"{start}table"
            for row in rows:
                cells = " | ".join(
                    " / ".join(f"{paragraph.text}@{paragraph.span.first}" for paragraph in cell.paragraphs)
                    + (f" x{cell.columns}" if cell.columns > 1 else "")
                    for cell in row.cells
                )
                yield f"{indent}  {_lines(row.span)} {'head' if row.header else 'row'}: {cells}"
        case Note(severity=severity, label=label, children=children):
            yield f"{start}note {severity or '?'} ({label})"
            yield from _nodes(children, indent + "  ")
        case Quote(children=children):
            yield f"{start}quote"
            yield from _nodes(children, indent + "  ")
        case Junk(text=text, reason=reason):
            yield f"{start}junk ({reason}): {text!r}"


def _lines(span: Span) -> str:
    return str(span.first) if span.first == span.last else f"{span.first}-{span.last}"
