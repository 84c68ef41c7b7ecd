"""Where things stand in a runbook: one flat, ordered list of places that every rule walks.

A place is told by neutral ids; each edition's line is looked up when a finding is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, wraps
from operator import is_
from typing import Any, ParamSpec, TypeVar

import msgspec

from runbookc.checks.probe_table import around_table
from runbookc.model import runbook as model
from runbookc.model.document import Span

P = ParamSpec("P")
T = TypeVar("T")
Row = tuple[tuple[str, str], ...]
"""Locales and texts."""
Element = (
    model.Section
    | model.Step
    | model.Item
    | model.Paragraph
    | model.Command
    | model.Steps
    | model.List
    | model.Note
    | model.Table
    | model.Probe
    | model.Monitor
    | model.Dependency
)


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """One element of a runbook and what surrounds it."""

    id: str
    """Neutral and unique: a block's id, or one made of the list's or table's id and a position."""
    kind: str
    """``article``, ``section``, ``step``, ``item``, ``row``, ``probe``, ``monitor``, ``dependency``
    or a block's kind."""
    element: Any
    """The model's element (`Element`); None for a table's row and for the article itself."""
    section: str | None
    step: str | None
    block: str | None
    locales: tuple[str, ...]
    """The editions that have it."""
    sources: dict[str, Span]
    within: tuple[str, ...]
    """The editions that have what it stands in, and so could have it."""
    anchors: dict[str, int]
    """Where it should stand in an edition that lacks it: the first line after the gap, or the last one
    before it when nothing follows."""
    label: str
    """As a person would call it: ``step 2c``."""

    @property
    def missing(self) -> tuple[str, ...]:
        """The editions that have what it stands in, but not it."""
        return tuple(locale for locale in self.within if locale not in self.locales)

    def line(self, locale: str) -> int:
        """Where it stands in that edition, or should stand."""
        span = self.sources.get(locale)
        return span.first if span else self.anchors.get(locale, 1)


class Segment(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A piece of text that several editions have: a paragraph, a title, a table cell."""

    at: Place
    role: str
    """``title`` (of the article), ``heading``, ``paragraph`` or ``cell``."""
    texts: dict[str, str]
    """Locale to canonical inline Markdown."""
    lines: dict[str, int]

    @cached_property
    def row(self) -> Row:
        """Its texts, sorted by locale: what is found in them alone is remembered by them."""
        return tuple(sorted(self.texts.items()))


def once_per_runbook(compute: Callable[P, T]) -> Callable[P, T]:
    """Remember the last result: all rules run over one runbook (and corpus) before the next."""
    last: list[tuple[tuple[object, ...], T]] = []

    @wraps(compute)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> T:
        if not last or not all(map(is_, last[0][0], args)):
            last[:] = [(args, compute(*args, **kwargs))]
        return last[0][1]

    return remembered


@once_per_runbook
def places(runbook: model.Runbook) -> tuple[Place, ...]:
    """Every section, step, item, row and block, and the rows of the probe table, in reading order."""
    return _with_gaps(list(_Walk(runbook).article()), runbook.probe_sources)


_ENTRIES = frozenset(("step", "item", "row", "probe", "monitor", "dependency"))
"""Elements that stand in a row of their like."""


def _with_gaps(found: list[Place], table: model.Sources) -> tuple[Place, ...]:
    """Where an edition lacks an element, its place is the first line after the gap: where what the edition
    has instead begins, else where the next element stands; for a row of the probe `table`, that begins.
    """
    alone = _alone(found)
    follows: dict[tuple[str, str], Place] = {}
    for index in range(len(found) - 1, -1, -1):
        place = found[index]
        row = _row(place)
        if place.missing:
            after = {
                locale: line
                for locale in place.missing
                if (line := _line_after(place, follows.get((locale, row)), locale, table))
            }
            found[index] = msgspec.structs.replace(
                place, anchors=place.anchors | after | alone.get(index, {})
            )
        for locale in place.sources:
            follows[locale, row] = follows[locale, ""] = place
    return tuple(found)


def _row(place: Place) -> str:
    """What an entry of a list, procedure, table or cell stands in; nothing for other elements."""
    return f"{place.kind} {place.id.rpartition('.')[0]}" if place.kind in _ENTRIES else ""


def _alone(found: list[Place]) -> dict[int, dict[str, int]]:
    """For each section that an edition lacks, the line where something that it has alone stands right
    before: most likely what the section has become."""
    begins: dict[str, int] = {}
    out: dict[int, dict[str, int]] = {}
    for index, place in enumerate(found):
        if place.kind == "section" and place.missing:
            out[index] = {locale: begins[locale] for locale in place.missing if locale in begins}
        if len(place.sources) == 1 < len(place.within):
            for locale, span in place.sources.items():
                begins.setdefault(locale, span.first)
        else:
            for locale in place.sources:
                begins.pop(locale, None)
    return out


def _line_after(place: Place, follower: Place | None, locale: str, table: model.Sources) -> int | None:
    """Where the next element stands."""
    if follower is None:
        return None
    line = follower.sources[locale].first
    if follower.kind == "probe" != place.kind and locale in table:
        line = min(line, table[locale].first)
    return line if line >= place.anchors.get(locale, 1) else None


@once_per_runbook
def segments(runbook: model.Runbook) -> tuple[Segment, ...]:
    """Every text of the runbook, in reading order; the probe table's cells are not prose."""
    found = [_title(runbook)]
    for place in places(runbook):
        found.extend(_segments_of(place))
    return tuple(found)


def article_place(runbook: model.Runbook) -> Place:
    """The article as a whole."""
    locales = runbook.locales
    return Place(
        id="article", kind="article", element=None, section=None, step=None, block=None,
        locales=locales, within=locales, sources={}, anchors={}, label="the title of the article",
    )  # fmt: skip


def table_place(runbook: model.Runbook) -> Place:
    """The probe table as a whole."""
    locales = tuple(sorted(runbook.probe_sources))
    return Place(
        id="probes", kind="probes", element=None, section=runbook.probe_section, step=None, block=None,
        locales=locales, within=runbook.locales, sources=runbook.probe_sources, anchors={},
        label="the probe table",
    )  # fmt: skip


def _title(runbook: model.Runbook) -> Segment:
    editions = runbook.editions
    texts = {locale: editions[locale].title for locale in runbook.locales}
    lines = {locale: editions[locale].title_line for locale in texts}
    return Segment(at=article_place(runbook), role="title", texts=texts, lines=lines)


def _segments_of(place: Place) -> Iterator[Segment]:
    element = place.element
    if isinstance(element, model.Section) and element.title:
        lines = {locale: place.line(locale) for locale in element.title}
        yield Segment(at=place, role="heading", texts=element.title, lines=lines)
    elif isinstance(element, model.Paragraph):
        lines = {locale: place.line(locale) for locale in element.text}
        yield Segment(at=place, role="paragraph", texts=element.text, lines=lines)
    elif place.kind == "row":
        for column, texts in enumerate(element):
            cell = msgspec.structs.replace(place, id=f"{place.id}.{column + 1}", kind="cell")
            lines = {locale: place.line(locale) for locale in texts}
            yield Segment(at=cell, role="cell", texts=texts, lines=lines)


class _Walk:
    """The way down, with what must be known on the way: section, step and the lines passed."""

    def __init__(self, runbook: model.Runbook) -> None:
        self.runbook = runbook
        self.passed: dict[str, int] = dict.fromkeys(runbook.locales, 1)
        """The last line of each edition that has been walked over."""
        self.section: str | None = None
        self.step: str | None = None
        self.step_label = ""

    def article(self) -> Iterator[Place]:
        for section in self.runbook.sections:
            self.section, self.step = section.id, None
            label = _section_label(section)
            yield self._place(section.id, "section", section, self.runbook.locales, label=label)
            self._enter(section.sources)
            before, after = section.blocks, section.blocks[:0]
            if section.id == self.runbook.probe_section:
                before, after = around_table(self.runbook, section)
            yield from self._blocks(before, section.locales)
            if section.id == self.runbook.probe_section:
                yield from self._probes(section.locales)
            yield from self._blocks(after, section.locales)
            self._leave(section.sources)
        self.section = None

    def _place(
        self,
        id_: str,
        kind: str,
        element: Any,
        within: tuple[str, ...],
        *,
        label: str,
        block: str | None = None,
        locales: tuple[str, ...] | None = None,
        sources: dict[str, Span] | None = None,
    ) -> Place:
        return Place(
            id=id_,
            kind=kind,
            element=element,
            section=self.section,
            step=self.step,
            block=block,
            locales=element.locales if locales is None else locales,
            sources=element.sources if sources is None else sources,
            within=within,
            anchors=dict(self.passed),
            label=label,
        )

    def _enter(self, sources: dict[str, Span]) -> None:
        for locale, span in sources.items():
            self.passed[locale] = span.first

    def _leave(self, sources: dict[str, Span]) -> None:
        for locale, span in sources.items():
            self.passed[locale] = span.last

    def _blocks(self, blocks: tuple[model.Block, ...], within: tuple[str, ...]) -> Iterator[Place]:
        for block in blocks:
            kind = str(block.__struct_config__.tag)
            yield self._place(block.id, kind, block, within, label=self._block_label(kind), block=block.id)
            self._enter(block.sources)
            yield from self._inside(block)
            self._leave(block.sources)

    def _inside(self, block: model.Block) -> Iterator[Place]:
        match block:
            case model.Steps():
                for step in block.items:
                    yield from self._step(step, block.locales)
            case model.List():
                for number, item in enumerate(block.items, 1):
                    label = f"item {number} of the list in {self._where()}"
                    yield self._place(
                        f"{block.id}.{number}", "item", item, block.locales, label=label, block=block.id
                    )
                    self._enter(item.sources)
                    yield from self._blocks(item.blocks, item.locales)
                    self._leave(item.sources)
            case model.Note():
                yield from self._blocks(block.blocks, block.locales)
            case model.Table():
                yield from self._rows(block)

    def _step(self, step: model.Step, within: tuple[str, ...]) -> Iterator[Place]:
        outer = self.step, self.step_label
        self.step, self.step_label = step.id, step.label
        yield self._place(step.id, "step", step, within, label=f"step {step.label}")
        self._enter(step.sources)
        yield from self._blocks(step.blocks, step.locales)
        self._leave(step.sources)
        self.step, self.step_label = outer

    def _rows(self, table: model.Table) -> Iterator[Place]:
        for number, (row, sources) in enumerate(zip(table.rows, table.row_sources, strict=True), 1):
            yield self._place(
                f"{table.id}.{number}", "row", row, table.locales, label=f"row {number} of the table",
                block=table.id, locales=tuple(sorted(sources)), sources=sources,
            )  # fmt: skip
            self._leave(sources)

    def _probes(self, within: tuple[str, ...]) -> Iterator[Place]:
        for number, probe in enumerate(self.runbook.probes, 1):
            name = probe.id or f"row-{number}"
            label = f"the row of {probe.id}" if probe.id else f"row {number}"
            yield self._place(f"probes.{name}", "probe", probe, within, label=f"{label} of the probe table")
            self._enter(probe.sources)
            for kind, entries in (("dependency", probe.dependencies), ("monitor", probe.monitors)):
                for entry in entries:
                    yield self._place(
                        f"probes.{name}.{kind}.{entry.id}", kind, entry, probe.locales,
                        label=f"{label} of the probe table",
                    )  # fmt: skip
                    self._enter(entry.sources)
            self._leave(probe.sources)

    def _where(self) -> str:
        return f"step {self.step_label}" if self.step else f"section {self.section}"

    def _block_label(self, kind: str) -> str:
        return f"the {kind} in {self._where()}"


def _section_label(section: model.Section) -> str:
    return "the introduction" if section.level == 0 else f"section {section.id}"
