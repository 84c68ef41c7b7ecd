"""Single changes to an article's Markdown: what a translator, an export or an editor does to one edition.

A mutation works on lines, guided by the spans that the reader gives, and says what it touched.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from runbookc.model import document as d
from runbookc.reader import read

_MARKER = re.compile(r"^(\s*)(\d+)\.(\s+)")


@dataclass(frozen=True, slots=True)
class Mutated:
    """A changed article."""

    kind: str
    text: str
    line: int
    """Where the change stands in the changed file."""
    touched: tuple[int, int]
    """Lines of the original that the change is about."""


@dataclass(frozen=True, slots=True)
class Source:
    lines: list[str]
    document: d.Document


def parse(path: Path) -> Source:
    """Read an article. Line endings become LF."""
    data = path.read_bytes()
    return Source(data.decode("utf-8").replace("\r\n", "\n").split("\n"), read(path.as_posix(), data))


def lists(nodes: tuple[d.Node, ...], *, ordered: bool = True) -> Iterator[d.List]:
    """Every list of that kind, at any depth."""
    for node in nodes:
        if isinstance(node, d.List):
            if node.ordered == ordered:
                yield node
            for item in node.items:
                yield from lists(item.children, ordered=ordered)
        elif isinstance(node, d.Note | d.Quote):
            yield from lists(node.children, ordered=ordered)


def _procedures(source: Source, least: int) -> list[d.List]:
    return [found for found in lists(source.document.blocks) if len(found.items) >= least]


def _item_lines(source: Source, item: d.ListItem) -> list[str]:
    lines = source.lines[item.span.first - 1 : item.span.last]
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


def _rebuilt(source: Source, found: d.List, items: list[list[str]]) -> list[str]:
    """The file with the list's items replaced and numbered anew."""
    body: list[str] = []
    for number, lines in enumerate(items, 1):
        first = _MARKER.sub(lambda m, n=number: f"{m[1]}{n}.{m[3]}", lines[0], count=1)
        body += [first, *lines[1:], ""]
    start, end = found.items[0].span.first - 1, found.items[-1].span.last
    return [*source.lines[:start], *body, *source.lines[end:]]


def _line_of(found: d.List, items: list[list[str]], index: int) -> int:
    return found.items[0].span.first + sum(len(lines) + 1 for lines in items[:index])


def remove_step(source: Source, rng: random.Random) -> Mutated | None:
    choices = _procedures(source, 3)
    if not choices:
        return None
    found = rng.choice(choices)
    gone = rng.randrange(len(found.items))
    items = [_item_lines(source, item) for i, item in enumerate(found.items) if i != gone]
    span = found.items[gone].span
    line = _line_of(found, items, gone)
    return Mutated("remove step", "\n".join(_rebuilt(source, found, items)), line, (span.first, span.last))


def add_step(source: Source, rng: random.Random) -> Mutated | None:
    choices = _procedures(source, 2)
    if not choices:
        return None
    found = rng.choice(choices)
    items = [_item_lines(source, item) for item in found.items]
    place = rng.randrange(len(items) + 1)
    marker = _MARKER.match(items[0][0])
    if marker is None:
        return None
    words = (
        "Zorbu qantelu mireska dovanti pelurma" if rng.random() < 0.5 else "Veltrix 4711 onda `Kalumet` sorpe"
    )
    items.insert(place, [f"{marker[1]}1.{marker[3]}{words} {rng.randrange(1000)}."])
    line = _line_of(found, items, place)
    return Mutated("add step", "\n".join(_rebuilt(source, found, items)), line, (0, -1))


def move_step(source: Source, rng: random.Random) -> Mutated | None:
    choices = _procedures(source, 4)
    if not choices:
        return None
    found = rng.choice(choices)
    texts = [_item_lines(source, item) for item in found.items]
    from_, to = rng.sample(range(len(texts)), 2)
    if abs(from_ - to) < 2:
        return None
    order = list(range(len(texts)))
    order.insert(to, order.pop(from_))
    items = [texts[i] for i in order]
    span = found.items[from_].span
    line = _line_of(found, items, to)
    return Mutated("move step", "\n".join(_rebuilt(source, found, items)), line, (span.first, span.last))


def merge_steps(source: Source, rng: random.Random) -> Mutated | None:
    return _merged(source, rng, inline=False)


def merge_sentences(source: Source, rng: random.Random) -> Mutated | None:
    return _merged(source, rng, inline=True)


def _merged(source: Source, rng: random.Random, *, inline: bool) -> Mutated | None:
    choices = _procedures(source, 3)
    if not choices:
        return None
    found = rng.choice(choices)
    place = rng.randrange(len(found.items) - 1)
    items = [_item_lines(source, item) for item in found.items]
    first, second = items[place], items[place + 1]
    marker = _MARKER.match(second[0])
    if marker is None or (inline and (len(first) > 1 or len(second) > 1)):
        return None
    text = second[0][marker.end() :]
    both = [f"{first[0]} {text}"] if inline else [*first, "", " " * marker.end() + text, *second[1:]]
    items[place : place + 2] = [both]
    span = found.items[place + 1].span
    line = _line_of(found, items, place) + (0 if inline else len(first) + 1)
    kind = "merge sentences" if inline else "merge steps"
    return Mutated(kind, "\n".join(_rebuilt(source, found, items)), line, (span.first, span.last))


def nest_step(source: Source, rng: random.Random) -> Mutated | None:
    choices = _procedures(source, 3)
    if not choices:
        return None
    found = rng.choice(choices)
    place = rng.randrange(len(found.items) - 1)
    parent, child = found.items[place], found.items[place + 1]
    if any(isinstance(node, d.List) and node.ordered for node in parent.children):
        return None
    items = [_item_lines(source, item) for item in found.items]
    marker = _MARKER.match(items[place][0])
    if marker is None:
        return None
    pad = " " * (marker.end() - len(marker[1]))
    own = [f"{pad}{line}" if line.strip() else line for line in items[place + 1]]
    own[0] = _MARKER.sub(lambda m: f"{m[1]}1.{m[3]}", own[0], count=1)
    items[place : place + 2] = [[*items[place], "", *own]]
    line = _line_of(found, items, place) + len(items[place]) - len(own)
    text = "\n".join(_rebuilt(source, found, items))
    return Mutated("nest step", text, line, (child.span.first, child.span.last))


def split_step(source: Source, rng: random.Random) -> Mutated | None:
    choices = [
        (found, i)
        for found in _procedures(source, 2)
        for i, item in enumerate(found.items)
        if len(item.children) == 1 and isinstance(item.children[0], d.Paragraph)
    ]
    rng.shuffle(choices)
    for found, place in choices:
        items = [_item_lines(source, item) for item in found.items]
        marker = _MARKER.match(items[place][0])
        halves = (
            re.split(r"(?<=[.。])\s*(?=[A-ZÀ-Ý\u4e00-\u9fff])", items[place][0][marker.end() :])
            if marker
            else []
        )
        if marker is None or len(items[place]) > 1 or len(halves) < 2 or min(map(len, halves)) < 12:
            continue
        cut = len(halves) // 2
        head = items[place][0][: marker.end()] + " ".join(halves[:cut])
        tail = items[place][0][: marker.end()] + " ".join(halves[cut:])
        items[place : place + 1] = [[head], [tail]]
        span = found.items[place].span
        line = _line_of(found, items, place + 1)
        text = "\n".join(_rebuilt(source, found, items))
        return Mutated("split step", text, line, (span.first, span.last))
    return None


def _sections(source: Source) -> list[tuple[int, int]]:
    starts = [i for i, line in enumerate(source.lines, 1) if line.startswith("## ")]
    ends = [*(start - 1 for start in starts[1:]), len(source.lines)]
    return list(zip(starts, ends, strict=bool(starts)))


def remove_section(source: Source, rng: random.Random) -> Mutated | None:
    sections = _sections(source)
    if len(sections) < 3:
        return None
    first, last = rng.choice(sections)
    text = [*source.lines[: first - 1], *source.lines[last:]]
    return Mutated("remove section", "\n".join(text), min(first, len(text)), (first, last))


def move_section(source: Source, rng: random.Random) -> Mutated | None:
    sections = _sections(source)
    if len(sections) < 4:
        return None
    from_, to = rng.sample(range(len(sections)), 2)
    if abs(from_ - to) < 2:
        return None
    order = list(range(len(sections)))
    order.insert(to, order.pop(from_))
    head = source.lines[: sections[0][0] - 1]
    parts = {i: source.lines[first - 1 : last] for i, (first, last) in enumerate(sections)}
    text = list(head)
    line = 0
    for i in order:
        if i == from_:
            line = len(text) + 1
        text += parts[i] if parts[i] and not parts[i][-1].strip() else [*parts[i], ""]
    return Mutated("move section", "\n".join(text), line, sections[from_])


def _rows(source: Source) -> list[tuple[int, int]]:
    starts = [i for i, line in enumerate(source.lines, 1) if re.match(r'<tr class="(odd|even)">', line)]
    return [(start, source.lines.index("</tr>", start) + 1) for start in starts]


def remove_row(source: Source, rng: random.Random) -> Mutated | None:
    rows = _rows(source)
    if len(rows) < 3:
        return None
    first, last = rng.choice(rows)
    text = [*source.lines[: first - 1], *source.lines[last:]]
    return Mutated("remove row", "\n".join(text), first, (first, last))


def add_row(source: Source, rng: random.Random) -> Mutated | None:
    rows = _rows(source)
    if len(rows) < 2:
        return None
    first, last = rng.choice(rows)
    names = iter(["ZorbuCheckProbe", "Zorbu", "Qantel", "ZorbuCheckMonitor"])
    columns = sum(line.startswith("<td>") for line in source.lines[first - 1 : last])
    cells = (
        [next(names) for _ in range(4)] if columns >= 4 else ["ZorbuCheckProbe", "Zorbu", "ZorbuCheckMonitor"]
    )
    row = ['<tr class="odd">', *(f"<td><p>{cell}</p></td>" for cell in cells[:columns]), "</tr>"]
    text = [*source.lines[: first - 1], *row, *source.lines[first - 1 :]]
    return Mutated("add row", "\n".join(text), first, (0, -1))


MUTATIONS: tuple[Callable[[Source, random.Random], Mutated | None], ...] = (
    remove_step, add_step, move_step, merge_steps, merge_sentences, nest_step, split_step,
    remove_section, move_section, remove_row, add_row,
)  # fmt: skip
