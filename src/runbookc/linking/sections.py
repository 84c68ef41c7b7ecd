"""Which section of one edition is which of another, before they are aligned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from runbookc.model.article import Article, Block, Item, List, Note, Paragraph, Section, Step, Steps

Key = tuple[str, ...]
Path = tuple[int | str, ...]


def section_keys(article: Article) -> tuple[Key, ...]:
    """A key for each section that is the same in the other editions.

    The names in its title, where it has some; else its role and the how-manieth of that role it is.
    """
    counts: Counter[Key] = Counter()
    keys = []
    for section in article.sections:
        base: Key = (section.role, *sorted((name.id or name.written).casefold() for name in section.names))
        counts[base] += 1
        keys.append((*base, f"#{counts[base]}"))
    return tuple(keys)


def step_numbers(section: Section) -> frozenset[tuple[int, ...]]:
    """Item numbers of every step of the section, from the outermost list."""
    return frozenset(_numbers(section.blocks, ()))


def _numbers(blocks: Sequence[Block], outer: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    for block in blocks:
        match block:
            case Steps(items=items):
                for step in items:
                    yield (*outer, step.number)
                    yield from _numbers(step.blocks, (*outer, step.number))
            case List(items=bullets):
                for item in bullets:
                    yield from _numbers(item.blocks, outer)
            case Note(blocks=inner):
                yield from _numbers(inner, outer)


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph and where it stands."""

    section: int
    path: Path
    """Positions of the blocks around it, from the section inwards."""
    steps: tuple[int, ...]
    """Numbers of the steps around it."""
    paragraph: Paragraph


def places(article: Article) -> Iterator[Place]:
    """Every paragraph of the article, in order."""
    for index, section in enumerate(article.sections):
        yield from _places(section.blocks, index, (), ())


def _places(blocks: Sequence[Block], section: int, path: Path, steps: tuple[int, ...]) -> Iterator[Place]:
    for position, block in enumerate(blocks):
        here = (*path, position)
        match block:
            case Paragraph():
                yield Place(section, here, steps, block)
            case Steps(items=items):
                for step in items:
                    yield from _places(step.blocks, section, (*here, step.number), (*steps, step.number))
            case List(items=bullets):
                for number, item in enumerate(bullets, 1):
                    yield from _places(item.blocks, section, (*here, number), steps)
            case Note(blocks=inner):
                yield from _places(inner, section, (*here, "note"), steps)


def replaced(blocks: tuple[Block, ...], by: Mapping[Path, Paragraph], path: Path = ()) -> tuple[Block, ...]:
    """The blocks with the paragraphs in `by` in the place of those that stand there."""
    return tuple(_replaced(block, by, (*path, position)) for position, block in enumerate(blocks))


def _replaced(block: Block, by: Mapping[Path, Paragraph], here: Path) -> Block:
    match block:
        case Paragraph():
            return by.get(here, block)
        case Steps(items=items):
            steps = tuple(
                Step(
                    number=step.number, span=step.span, blocks=replaced(step.blocks, by, (*here, step.number))
                )
                for step in items
            )
            return Steps(items=steps, span=block.span)
        case List(items=bullets):
            own = tuple(
                Item(span=item.span, blocks=replaced(item.blocks, by, (*here, number)))
                for number, item in enumerate(bullets, 1)
            )
            return List(ordered=block.ordered, items=own, span=block.span)
        case Note(blocks=inner):
            return Note(
                severity=block.severity,
                label=block.label,
                blocks=replaced(inner, by, (*here, "note")),
                span=block.span,
            )
        case _:
            return block
