"""From a document to an article: sections and roles, the probe table, steps, commands, references.

Everything is found by shape; see `roles`, `probes`, `procedures` and `citations` for the rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from runbookc.lowering import metadata, probes
from runbookc.lowering.blocks import lower_blocks
from runbookc.lowering.citations import learn
from runbookc.lowering.context import Context, item_numbers, paragraphs
from runbookc.lowering.outline import RawSection, observe, split_sections
from runbookc.lowering.procedures import ACTING
from runbookc.lowering.prose import prose_of
from runbookc.lowering.roles import assign
from runbookc.model import article as a
from runbookc.model import document as d

__all__ = ["lower"]


def lower(document: d.Document) -> a.Article:
    """One edition from its document. Never raises for what a document says.

    References to steps and monitors are found, not resolved; sections cited by title are found by
    `runbookc.linking`, which knows the other editions' titles.
    """
    title = metadata.title(document)[0]
    content = _content(_Body(document, title))
    return msgspec.structs.replace(
        content,
        path=document.path,
        sha256=document.sha256,
        asset_id=metadata.asset_id(document),
        library_id=metadata.library_id(document),
        stem=metadata.stem(document.path),
        folder=metadata.folder(document),
        published=metadata.published(document),
        translation=metadata.translation(document),
        problems=(*document.problems, *content.problems),
    )


class _Body:
    """A document as far as its blocks go: the reader gives the same ones for the same text."""

    __slots__ = ("document", "title")

    def __init__(self, document: d.Document, title: str) -> None:
        self.document = document
        self.title = title

    def __hash__(self) -> int:
        return hash((id(self.document.blocks), self.title))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Body)
            and other.document.blocks is self.document.blocks
            and (other.title, other.document.locale) == (self.title, self.document.locale)
        )


@lru_cache(maxsize=192)
def _content(body: _Body) -> a.Article:
    """The article without its names, dates and place in front matter; `problems` are those found here."""
    document = body.document
    title, before, behind = metadata.title(document)
    modified, behind = metadata.header_lines(behind)
    nodes = before + behind
    sections = split_sections(nodes, nodes[0].span.first if nodes else 1)
    found = _probe_table(sections, document.locale)
    table = found[2] if found else None
    names = _table_names(table)
    context = Context(
        locale=document.locale,
        citations=learn(
            (prose_of(paragraph.text) for paragraph in paragraphs(nodes)),
            frozenset().union(*(item_numbers(section.nodes) for section in sections)),
            document.locale,
        ),
        names=names,
    )
    for section in sections:
        section.facts = observe(section, context)
    probe_section = found[0] if found else None
    roles = assign(sections, probe_section, title)
    return a.Article(
        path="",
        sha256="",
        locale=document.locale,
        title=title,
        title_line=metadata.title_line(document, title),
        asset_id=None,
        library_id=None,
        stem="",
        folder="",
        modified=modified,
        published=None,
        translation=None,
        probes=table.probes if table else (),
        probe_section=probe_section,
        probe_span=found[1].span if found else None,
        sections=tuple(
            _section(section, role, context) for section, role in zip(sections, roles, strict=True)
        ),
        problems=table.problems if table else (),
    )


def _probe_table(
    sections: Sequence[RawSection], locale: str
) -> tuple[int, d.Table, probes.ProbeTable] | None:
    """The article's probe table, taken out of its section; the first of the best where there are several."""
    best: tuple[int, d.Table, probes.ProbeTable] | None = None
    for index, section in enumerate(sections):
        for node in _tables(section.nodes):
            read = probes.read(node, locale)
            if read and (best is None or read.score > best[2].score):
                best = (index, node, read)
    if best:
        sections[best[0]].nodes = _without(sections[best[0]].nodes, best[1])
    return best


def _tables(nodes: Sequence[d.Node]) -> Iterator[d.Table]:
    """Tables, also those inside list items."""
    for node in nodes:
        if isinstance(node, d.Table):
            yield node
        elif isinstance(node, d.List):
            for item in node.items:
                yield from _tables(item.children)


def _without(nodes: Sequence[d.Node], table: d.Table) -> list[d.Node]:
    return [_emptied(node, table) for node in nodes if node is not table]


def _emptied(node: d.Node, table: d.Table) -> d.Node:
    if not isinstance(node, d.List) or not any(found is table for found in _tables((node,))):
        return node
    items = (
        msgspec.structs.replace(item, children=tuple(_without(item.children, table))) for item in node.items
    )
    return msgspec.structs.replace(node, items=tuple(items))


def _table_names(table: probes.ProbeTable | None) -> dict[str, str]:
    if table is None:
        return {}
    found = [name.id for probe in table.probes for name in (probe.probe, *probe.monitors)]
    return {name.casefold(): name for name in found if name}


def _section(section: RawSection, role: str, context: Context) -> a.Section:
    return a.Section(
        title=section.title,
        level=section.level,
        role=role,
        names=tuple(a.Name(id=name, written=name, span=section.span) for name in section.facts.names),
        blocks=lower_blocks(section.nodes, context, acts=role in ACTING),
        span=section.span,
    )
