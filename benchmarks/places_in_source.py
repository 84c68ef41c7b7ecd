"""Where in an article's Markdown a defect can be put: lines of prose, commands, cells, headings."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from mutations import Mutated, Source

from runbookc.model import document as d

Replace = Callable[["re.Match[str]"], str | None]


@dataclass(frozen=True, slots=True)
class Context:
    """What a mutation may know beside the edition itself."""

    locale: str
    siblings: Mapping[str, Source] = field(default_factory=dict)
    """The other editions, by locale."""
    aligned: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    """Line of a paragraph or title here to where its counterparts stand, by locale."""


def walk(nodes: tuple[d.Node, ...]) -> Iterator[d.Node]:
    """Every block at any depth, in reading order."""
    for node in nodes:
        yield node
        match node:
            case d.List():
                for item in node.items:
                    yield from walk(item.children)
            case d.Note() | d.Quote():
                yield from walk(node.children)


def prose(source: Source) -> list[int]:
    """Numbers of the lines that are paragraphs of one line, without the imprint before the first of them."""
    found = [
        node.span.first
        for node in walk(source.document.blocks)
        if isinstance(node, d.Paragraph) and node.span.first == node.span.last
    ]
    return [
        line
        for line in found
        if not re.match(r"\s*_?\*\*", source.lines[line - 1]) and _is_text(source, line)
    ]


def _is_text(source: Source, line: int) -> bool:
    return not source.lines[line - 1].lstrip().startswith("<")


def commands(source: Source) -> list[int]:
    """Numbers of the lines of code."""
    return [
        number
        for node in walk(source.document.blocks)
        if isinstance(node, d.Code)
        for number in range(node.span.first, node.span.last + 1)
        if number <= len(source.lines) and re.search(r"[A-Z][a-z]+-[A-Z]", source.lines[number - 1])
    ]


def headings(source: Source) -> list[int]:
    """Numbers of the lines of the sections' headings."""
    return [number for number, line in enumerate(source.lines, 1) if line.startswith("## ")]


def cells(source: Source, column: int | None = None) -> list[int]:
    """Numbers of the lines of a table's cells; of one column (from 0) or all."""
    found: list[int] = []
    place = -1
    for number, line in enumerate(source.lines, 1):
        if line.startswith("<tr"):
            place = -1
        elif line.startswith("<td"):
            place += 1
        if re.match(r"(<td>)?<p>", line) and place >= 0 and column in (None, place):
            found.append(number)
    return found


def last_column(source: Source) -> int:
    """The column of the monitors."""
    return 3 if any(re.match(r'<col style="width: 25%"', line) for line in source.lines) else 2


def changed(source: Source, kind: str, line: int, *new: str) -> Mutated:
    """The article with one line replaced by others (or by none)."""
    text = [*source.lines[: line - 1], *new, *source.lines[line:]]
    return Mutated(kind, "\n".join(text), min(line, len(text)), (line, line))


def replaced(
    source: Source,
    rng: random.Random,
    kind: str,
    lines: list[int],
    pattern: str,
    by: str | Replace,
    flags: int = 0,
) -> Mutated | None:
    """One match of `pattern` on one of the `lines` replaced; None when there is none."""
    spots = [(line, match) for line in lines for match in re.finditer(pattern, source.lines[line - 1], flags)]
    rng.shuffle(spots)
    for line, match in spots:
        new = match.expand(by) if isinstance(by, str) else by(match)
        if new is None or new == match[0]:
            continue
        old = source.lines[line - 1]
        return changed(source, kind, line, old[: match.start()] + new + old[match.end() :])
    return None
