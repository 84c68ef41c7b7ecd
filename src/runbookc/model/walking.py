"""Walks over a runbook, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from runbookc.model.runbook import (
    Block,
    Command,
    List,
    Note,
    Paragraph,
    Reference,
    Runbook,
    Step,
    Steps,
)


def walk_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block at any depth, parents first."""
    for block in blocks:
        yield block
        if isinstance(block, Steps | List):
            for item in block.items:
                yield from walk_blocks(item.blocks)
        elif isinstance(block, Note):
            yield from walk_blocks(block.blocks)


def walk_steps(runbook: Runbook) -> Iterator[Step]:
    """Every step of every section, parents first."""
    for section in runbook.sections:
        for block in walk_blocks(section.blocks):
            if isinstance(block, Steps):
                yield from block.items


def commands_in(blocks: Iterable[Block]) -> Iterator[Command]:
    """Every command in some blocks."""
    return (block for block in walk_blocks(blocks) if isinstance(block, Command))


def references_in(blocks: Iterable[Block]) -> Iterator[Reference]:
    """Every reference that some blocks make."""
    for block in walk_blocks(blocks):
        if isinstance(block, Paragraph):
            yield from block.references
