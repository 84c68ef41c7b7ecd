"""Which change is taken back where: shown on both steps, and as open until the second is done."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc import commands
from runbookc.model.runbook import Block, Command, Item, List, Note, Runbook, Steps


def undo_pairs(runbook: Runbook) -> tuple[tuple[str, str], ...]:
    """Ids of a changing command and of the next one in its section that takes it back."""
    return tuple(pair for section in runbook.sections for pair in _pairs(list(_changes(section.blocks))))


def _changes(blocks: tuple[Block, ...]) -> Iterator[Command]:
    for block in blocks:
        match block:
            case Command(effect="change", purpose="template" | "literal"):
                yield block
            case Steps(items=items):
                for step in items:
                    yield from _changes(step.blocks)
            case List(items=items):
                for item in items:
                    yield from _changes_of(item)
            case Note(blocks=inner):
                yield from _changes(inner)


def _changes_of(item: Item) -> Iterator[Command]:
    yield from _changes(item.blocks)


def _pairs(found: list[Command]) -> Iterator[tuple[str, str]]:
    undone: set[str] = set()
    for index, command in enumerate(found):
        if command.id in undone:
            continue
        for later in found[index + 1 :]:
            if later.id not in undone and commands.undoes(command.code, later.code):
                undone.add(later.id)
                yield command.id, later.id
                break
