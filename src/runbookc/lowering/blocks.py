"""Blocks of a section: paragraphs, commands, steps, lists, notes and tables, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from runbookc import commands, inline
from runbookc.lowering.context import Context
from runbookc.lowering.procedures import is_procedure
from runbookc.lowering.prose import paragraph
from runbookc.model import article as a
from runbookc.model import document as d

_LONG = 2_000
"""Characters of junk from which on it is shown as a listing."""


def lower_blocks(
    nodes: Iterable[d.Node], context: Context, *, acts: bool, in_step: bool = False, nested: bool = False
) -> tuple[a.Block, ...]:
    """`acts`: the section verifies, recovers or does something; `nested`: inside a list item."""
    found: list[a.Block] = []
    for node in nodes:
        found.extend(_lowered(node, context, acts=acts, in_step=in_step, nested=nested))
    return tuple(found)


def _lowered(node: d.Node, context: Context, *, acts: bool, in_step: bool, nested: bool) -> Iterator[a.Block]:
    match node:
        case d.Paragraph(text=text, span=span):
            if text:
                yield _prose_command(text, span) or paragraph(text, span, context, in_step=in_step)
        case d.Heading(text=text, span=span):
            bold = inline.to_markdown((inline.Strong(inline.parse(text)),))
            yield paragraph(bold, span, context, in_step=in_step)
        case d.Code():
            yield from _commands(node)
        case d.List():
            yield _list(node, context, acts=acts, in_step=in_step, nested=nested)
        case d.Table():
            yield table(node)
        case d.Note(children=children):
            inner = lower_blocks(children, context, acts=acts, in_step=in_step, nested=True)
            yield a.Note(severity=node.severity, label=node.label, blocks=inner, span=node.span)
        case d.Quote(children=children):
            yield from lower_blocks(children, context, acts=acts, in_step=in_step, nested=nested)
        case d.Junk(text=text, span=span) if len(text) > _LONG:
            # As inline text, every character of it would be looked at again in every stage.
            yield a.Command(code=text, span=span, language="text", output=True)
        case d.Junk(text=text, span=span):
            yield a.Paragraph(text=inline.escape(text).strip(), span=span)


def _prose_command(text: str, span: d.Span) -> a.Command | None:
    """A paragraph that is a command: the code is what the paragraph shows."""
    code = inline.plain(text).strip()
    if not commands.is_prose_command(code):
        return None
    pieces = commands.split(code, "")
    language = pieces[0].language if len(pieces) == 1 else "powershell"
    return a.Command(code=code, span=span, language=language, prose=True)


def _commands(code: d.Code) -> Iterator[a.Command]:
    for piece in commands.split(code.text, code.info):
        yield a.Command(
            code=piece.code,
            span=d.Span(code.span.first + piece.first, code.span.first + piece.last),
            language=piece.language,
            output=piece.output,
        )


def _list(node: d.List, context: Context, *, acts: bool, in_step: bool, nested: bool) -> a.Steps | a.List:
    if node.ordered and is_procedure(node, context, acts=acts, nested=nested):
        return a.Steps(
            items=tuple(
                a.Step(
                    number=number,
                    blocks=lower_blocks(item.children, context, acts=acts, in_step=True, nested=True),
                    span=item.span,
                )
                for number, item in enumerate(node.items, 1)
            ),
            span=node.span,
        )
    return a.List(
        ordered=node.ordered,
        items=tuple(
            a.Item(
                blocks=lower_blocks(item.children, context, acts=acts, in_step=in_step, nested=True),
                span=item.span,
            )
            for item in node.items
        ),
        span=node.span,
    )


def table(node: d.Table) -> a.Table:
    """Any table but the probe table."""
    return a.Table(
        rows=tuple(
            a.Row(
                cells=tuple(
                    a.Cell(text="\n".join(part.text for part in cell.paragraphs), span=cell.span)
                    for cell in row.cells
                ),
                span=row.span,
                header=row.header,
            )
            for row in node.rows
        ),
        span=node.span,
    )
