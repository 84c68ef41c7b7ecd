"""Sections, blocks and steps as the template shows them, in one locale."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from runbookc.model.runbook import Block, Command, List, Note, Paragraph, Section, Step, Steps, Table
from runbookc.renderers._page.expected import expected_values
from runbookc.renderers._page.filling import written_placeholders
from runbookc.renderers._page.pool import Pool, TextView, walk_steps

_BEFORE = {"caution", "warning", "important"}
"""Notes of these kinds come before what they warn of."""
_RECALLED_AT_MOST = 2
RUN = ("template", "literal", "sample")
"""Purposes of commands that are there to be copied."""


class ParagraphView(msgspec.Struct, frozen=True, kw_only=True):
    text: TextView
    only: str
    hidden: bool


class CommandView(msgspec.Struct, frozen=True, kw_only=True):
    n: int
    code: str
    """Safe HTML."""
    effect: str
    purpose: str
    language: str
    only: str
    recalled: str = ""
    """The label of the step that it comes from, when it is shown again at a step that cites that one."""
    target: str = ""


class StepView(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    label: str
    only: str
    blocks: tuple[View, ...]


class ExpectView(msgspec.Struct, frozen=True, kw_only=True):
    property: str
    value: str


class StepsView(msgspec.Struct, frozen=True, kw_only=True):
    steps: tuple[StepView, ...]


class ItemView(msgspec.Struct, frozen=True, kw_only=True):
    only: str
    hidden: bool
    blocks: tuple[View, ...]


class ListView(msgspec.Struct, frozen=True, kw_only=True):
    ordered: bool
    entries: tuple[ItemView, ...]
    only: str
    hidden: bool


class NoteView(msgspec.Struct, frozen=True, kw_only=True):
    severity: str
    blocks: tuple[View, ...]
    only: str
    hidden: bool


class TableView(msgspec.Struct, frozen=True, kw_only=True):
    head: tuple[TextView, ...]
    rows: tuple[tuple[TextView, ...], ...]
    only: str
    hidden: bool


View = ParagraphView | CommandView | ExpectView | StepsView | ListView | NoteView | TableView


class SectionView(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    role: str
    level: int
    """Of its heading in HTML: 2 to 4."""
    title: TextView | None
    blocks: tuple[View, ...]
    has_steps: bool


def section_view(pool: Pool, section: Section) -> SectionView:
    """A section of the runbook; its texts and commands go into the pool."""
    return SectionView(
        id=section.id,
        role=section.role,
        level=min(max(section.level, 2), 4),
        title=pool.text(section.title) if any(section.title.values()) else None,
        blocks=_views(pool, section.blocks, section.id),
        has_steps=next(walk_steps(section.blocks), None) is not None,
    )


def _views(pool: Pool, blocks: Sequence[Block], home: str) -> tuple[View, ...]:
    templates = {
        block.cmdlets for block in blocks if isinstance(block, Command) and block.purpose == "template"
    }
    return tuple(
        _view(pool, block, home, _purpose(block, templates) if isinstance(block, Command) else "")
        for block in blocks
    )


def _purpose(command: Command, templates: set[tuple[str, ...]]) -> str:
    """``example`` for what only shows, on a sample host, a template that is there already; ``sample`` for
    an example that has no template: it is all there is to copy."""
    if command.purpose == "example":
        return "example" if command.template else "sample"
    if command.purpose == "literal" and command.cmdlets in templates and written_placeholders(command):
        return "example"
    return command.purpose


def _view(pool: Pool, block: Block, home: str, purpose: str) -> View:
    pool.places[block.id] = home
    match block:
        case Paragraph():
            text = pool.text(block.text, block.references)
            return ParagraphView(text=text, only=pool.only(block.locales), hidden=_is_hidden(pool, block))
        case Command():
            return _command_view(pool, block, home, purpose)
        case Steps():
            return StepsView(steps=tuple(_step_view(pool, step) for step in block.items))
        case List():
            return _list_view(pool, block, home)
        case Note():
            inner = _views(pool, block.blocks, home)
            hidden = block.severity not in _BEFORE and _is_hidden(pool, block)
            only = "" if block.severity in _BEFORE else pool.only(block.locales)
            return NoteView(severity=block.severity, blocks=inner, only=only, hidden=hidden)
        case Table():
            return _table_view(pool, block)


def _is_hidden(pool: Pool, block: Paragraph | List | Note | Table) -> bool:
    """What only a minority of the other editions says is not shown to this one's readers."""
    return pool.shown not in block.locales and len(block.locales) * 2 <= len(pool.locales)


def _command_view(pool: Pool, command: Command, home: str, purpose: str) -> CommandView:
    return CommandView(
        n=pool.command(command, home, purpose),
        code=pool.code(command),
        effect=command.effect,
        purpose=purpose,
        language=command.language,
        only=pool.only(command.locales),
    )


def _list_view(pool: Pool, block: List, home: str) -> ListView:
    entries = tuple(
        ItemView(
            only=pool.only(item.locales),
            hidden=pool.shown not in item.locales and len(item.locales) * 2 <= len(pool.locales),
            blocks=_views(pool, item.blocks, home),
        )
        for item in block.items
    )
    return ListView(
        ordered=block.ordered, entries=entries, only=pool.only(block.locales), hidden=_is_hidden(pool, block)
    )


def _table_view(pool: Pool, table: Table) -> TableView:
    rows = tuple(tuple(pool.text(cell) for cell in row) for row in table.rows)
    head, body = (rows[0], rows[1:]) if table.header and rows else ((), rows)
    return TableView(head=head, rows=body, only=pool.only(table.locales), hidden=_is_hidden(pool, table))


def _step_view(pool: Pool, step: Step) -> StepView:
    views = _views(pool, step.blocks, step.id)
    before = tuple(view for view in views if isinstance(view, NoteView) and view.severity in _BEFORE)
    rest = tuple(view for view in views if view not in before) if before else views
    return StepView(
        id=step.id,
        label=step.label,
        only=pool.only(step.locales),
        blocks=before + _before_parts(rest, (*_recalled(pool, step), *_expected(step))),
    )


def _expected(step: Step) -> tuple[ExpectView, ...]:
    return tuple(ExpectView(property=name, value=value) for name, value in expected_values(step))


def _before_parts(views: tuple[View, ...], more: Sequence[View]) -> tuple[View, ...]:
    """What the page adds comes after the step's own words and before its sub-steps."""
    at = next((index for index, view in enumerate(views) if isinstance(view, StepsView)), len(views))
    return (*views[:at], *more, *views[at:])


def _recalled(pool: Pool, step: Step) -> tuple[CommandView, ...]:
    """The commands of the steps that this one cites, to be run without looking for them."""
    found: list[CommandView] = []
    for reference in step.references:
        target = pool.step(reference.target) if reference.kind == "step" else None
        if target is None or target is step:
            continue
        commands = [block for block in target.blocks if isinstance(block, Command) and _is_run(block)]
        if len(commands) > _RECALLED_AT_MOST or any(view.target == target.id for view in found):
            continue
        for command in commands:
            view = _command_view(pool, command, step.id, command.purpose)
            found.append(msgspec.structs.replace(view, recalled=target.label, target=target.id))
    return tuple(found)


def _is_run(command: Command) -> bool:
    return command.purpose in RUN
