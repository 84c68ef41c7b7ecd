"""The runbook's blocks from the consensus tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from runbookc import commands
from runbookc.alignment.agreement import agree, language_of
from runbookc.alignment.columns import Column
from runbookc.alignment.outline import Leaf
from runbookc.alignment.tree import Node
from runbookc.model import article as a
from runbookc.model import runbook as r
from runbookc.model.document import Span
from runbookc.model.runbook import Sources, Text

_SEVERITIES = ("note", "tip", "important", "caution", "warning")


@dataclass(slots=True, frozen=True, eq=False)
class Context:
    """What blocks need to know of the whole runbook."""

    reference: str | None
    block_ids: Mapping[int, str]
    """`id` of a column to its block id."""
    step_ids: Mapping[tuple[str, tuple[int, ...]], str]
    """Locale and address of a section or step to its id."""
    table_section: str | None


def sources_of(node: Node) -> Sources:
    """Where a container stands in each edition that has something of it."""
    out: Sources = {}
    for locale in sorted(node.locales()):
        container = node.containers.get(locale)
        if container is not None:
            out[locale] = container.span
            continue
        spans = [leaf.span for column in node.columns() for leaf in column.members.get(locale, ())]
        out[locale] = Span(min(s.first for s in spans), max(s.last for s in spans))
    return out


def blocks(node: Node, context: Context) -> tuple[r.Block, ...]:
    """The blocks in a section, step, item or note."""
    return tuple(_block(child, context) for child in node.children)


def _block(child: Node | Column, context: Context) -> r.Block:
    if isinstance(child, Column):
        if child.kind == "command":
            return _command(child, context)
        return _paragraph(child, context)
    sources = sources_of(child)
    locales = tuple(sources)
    if child.kind == "steps":
        items = tuple(_step(item, context) for item in child.children if isinstance(item, Node))
        return r.Steps(id=child.id, locales=locales, sources=sources, items=items)
    if child.kind == "list":
        return r.List(
            id=child.id,
            locales=locales,
            sources=sources,
            ordered=_is_ordered(child),
            items=tuple(_item(item, context) for item in child.children if isinstance(item, Node)),
        )
    if child.kind == "note":
        return _note(child, sources, context)
    return _table(child, sources)


def _is_ordered(node: Node) -> bool:
    votes = [
        container.element.ordered if isinstance(container.element, a.List) else True
        for container in node.containers.values()
    ]
    return 2 * sum(votes) > len(votes)


def _item(node: Node, context: Context) -> r.Item:
    sources = sources_of(node)
    return r.Item(locales=tuple(sources), sources=sources, blocks=blocks(node, context))


def _step(node: Node, context: Context) -> r.Step:
    sources = sources_of(node)
    inner = blocks(node, context)
    paragraphs = list(_own_paragraphs(inner))
    return r.Step(
        id=node.id,
        label=node.label,
        locales=tuple(sources),
        sources=sources,
        blocks=inner,
        references=tuple(ref for item in paragraphs for ref in item.references),
        waits=tuple(wait for item in paragraphs for wait in item.waits),
        links=_merged_links(link for item in paragraphs for link in item.links),
    )


def _own_paragraphs(inner: Iterable[r.Block]) -> Iterable[r.Paragraph]:
    for block in inner:
        if isinstance(block, r.Paragraph):
            yield block
        elif isinstance(block, r.Note):
            yield from _own_paragraphs(block.blocks)
        elif isinstance(block, r.List):
            for item in block.items:
                yield from _own_paragraphs(item.blocks)


def _merged_links(links: Iterable[r.Link]) -> tuple[r.Link, ...]:
    out: dict[str, dict[str, str]] = {}
    for link in links:
        hrefs = out.setdefault(link.target, {})
        for locale, href in link.href.items():
            hrefs.setdefault(locale, href)
    return tuple(r.Link(target=target, href=href) for target, href in out.items())


def _note(node: Node, sources: Sources, context: Context) -> r.Note:
    said = {
        locale: container.element.severity
        for locale, container in sorted(node.containers.items())
        if isinstance(container.element, a.Note) and container.element.severity
    }
    votes = Counter(item for item in said.values() if item in _SEVERITIES)
    return r.Note(
        id=node.id,
        locales=tuple(sources),
        sources=sources,
        severity=max(votes, key=lambda item: (votes[item], _SEVERITIES.index(item)), default="note"),
        severities=said,
        plain=tuple(
            locale
            for locale in sources
            if locale not in node.containers or not isinstance(node.containers[locale].element, a.Note)
        ),
        blocks=blocks(node, context),
    )


def _table(node: Node, sources: Sources) -> r.Table:
    columns = [child for child in node.children if isinstance(child, Column)]
    rows = [{locale: leaves[0] for locale, leaves in sorted(column.members.items())} for column in columns]
    elements = [{locale: _row(leaf) for locale, leaf in row.items()} for row in rows]
    return r.Table(
        id=node.id,
        locales=tuple(sources),
        sources=sources,
        rows=tuple(_cells(row) for row in elements),
        row_sources=tuple({locale: item.span for locale, item in row.items()} for row in elements),
        header=bool(elements) and any(item.header for item in elements[0].values()),
    )


def _row(leaf: Leaf) -> a.Row:
    assert isinstance(leaf.element, a.Row)
    return leaf.element


def _cells(row: Mapping[str, a.Row]) -> tuple[Text, ...]:
    width = max((len(item.cells) for item in row.values()), default=0)
    return tuple(
        {locale: item.cells[place].text for locale, item in row.items() if place < len(item.cells)}
        for place in range(width)
    )


def _span(leaves: Sequence[Leaf]) -> Span:
    return Span(min(leaf.span.first for leaf in leaves), max(leaf.span.last for leaf in leaves))


def _command(column: Column, context: Context) -> r.Command:
    members = {locale: column.members[locale] for locale in sorted(column.members)}
    variants = {locale: _code(leaves[0]) for locale, leaves in members.items()}
    agreement = agree(variants, context.reference)
    language = language_of(variants)
    output = 2 * sum(item.output for item in variants.values()) > len(variants)
    facts = commands.analyse(agreement.code, language)
    purpose = "output" if output else "template" if facts.placeholders else "literal"
    return r.Command(
        id=context.block_ids[id(column)],
        locales=tuple(members),
        sources={locale: _span(leaves) for locale, leaves in members.items()},
        language=language,
        purpose=purpose,
        code=agreement.code,
        agreed_by=agreement.agreed_by,
        variants={locale: item.code for locale, item in variants.items()},
        prose=tuple(locale for locale, item in variants.items() if item.prose),
        placeholders=() if output else facts.placeholders,
        effect="read" if output else facts.effect,
        cmdlets=() if output else facts.cmdlets,
    )


def _code(leaf: Leaf) -> a.Command:
    element = leaf.element
    if isinstance(element, a.Command):
        return element
    assert isinstance(element, a.Paragraph)
    return a.Command(code=element.text, span=element.span, language="text", prose=True)


def _paragraph(column: Column, context: Context) -> r.Paragraph:
    members = {locale: column.members[locale] for locale in sorted(column.members)}
    parts = {locale: [_text(leaf) for leaf in leaves] for locale, leaves in members.items()}
    return r.Paragraph(
        id=context.block_ids[id(column)],
        locales=tuple(members),
        sources={locale: _span(leaves) for locale, leaves in members.items()},
        text={locale: " ".join(item.text for item in items) for locale, items in parts.items()},
        references=_references(parts, context),
        waits=_agreed_waits(parts, context.reference),
        links=_links(parts, context.reference),
    )


def _text(leaf: Leaf) -> a.Paragraph:
    element = leaf.element
    assert isinstance(element, a.Paragraph)
    return element


def _references(parts: Mapping[str, Sequence[a.Paragraph]], context: Context) -> tuple[r.Reference, ...]:
    """References of all editions: those with one target are one; unresolved ones pair by their order."""
    said = {
        locale: [(ref, _target(ref, locale, context)) for item in items for ref in item.references]
        for locale, items in parts.items()
    }
    meant = _meant_by_citation(said)
    found: dict[tuple[str, str, int], dict[str, a.Reference]] = {}
    for locale, own in said.items():
        counts: Counter[tuple[str, str]] = Counter()
        for reference, target in own:
            key = (reference.kind, meant.get(_citation(reference)) or target or "")
            found.setdefault((*key, counts[key]), {})[locale] = reference
            counts[key] += 1
    return tuple(
        r.Reference(
            kind=kind,
            target=target or None,
            text={locale: reference.text for locale, reference in by_locale.items()},
            found_by={locale: ref.found_by for locale, ref in by_locale.items() if ref.found_by},
            sources={locale: Span(ref.line, ref.line) for locale, ref in by_locale.items()},
        )
        for (kind, target, _), by_locale in found.items()
    )


def _citation(reference: a.Reference) -> str:
    """A step's number as cited, however it is punctuated: ``2c`` for ``2.C.``; empty for other kinds."""
    if reference.kind != "step":
        return ""
    if reference.found_by == "range":
        return _as_cited((reference.address or ())[1:])
    return "".join(char for char in reference.text.casefold() if char.isalnum())


def _as_cited(numbers: Sequence[int]) -> str:
    """How the steps between the ends of a range would be cited: ``2c``, for the item 3 inside the item 2."""
    first, *inner = numbers
    return str(first) + "".join(chr(ord("a") + number - 1) for number in inner)


def _meant_by_citation(said: Mapping[str, Sequence[tuple[a.Reference, str | None]]]) -> dict[str, str]:
    """What most editions mean by a number: where a step is lost, the numbers in the text still mean
    the steps that the others have."""
    votes: dict[str, Counter[str]] = {}
    for own in said.values():
        for reference, target in own:
            citation = _citation(reference)
            if citation and target:
                votes.setdefault(citation, Counter())[target] += 1
    return {
        citation: min(counts, key=lambda target: (-counts[target], target))
        for citation, counts in votes.items()
        if len(counts) > 1
    }


def _target(reference: a.Reference, locale: str, context: Context) -> str | None:
    if reference.kind == "table":
        return context.table_section
    if reference.address is not None:
        return context.step_ids.get((locale, reference.address))
    if reference.kind in ("monitor", "runbook"):
        return reference.name
    return None


def _agreed_waits(parts: Mapping[str, Sequence[a.Paragraph]], reference: str | None) -> tuple[str, ...]:
    said = {locale: tuple(w for item in items for w in item.waits) for locale, items in parts.items()}
    counts = Counter(said.values())
    return min(
        counts,
        key=lambda waits: (-counts[waits], said.get(reference or "") != waits, -len(waits), waits),
        default=(),
    )


def _links(parts: Mapping[str, Sequence[a.Paragraph]], reference: str | None) -> tuple[r.Link, ...]:
    """Links by target; where the editions have as many, those at the same place are one."""
    own = {locale: [link for item in items for link in item.links] for locale, items in parts.items()}
    own = {locale: links for locale, links in own.items() if links}
    if not own:
        return ()
    if len({len(links) for links in own.values()}) == 1:
        return tuple(
            _link(dict(zip(own, row, strict=True)), reference) for row in zip(*own.values(), strict=True)
        )
    grouped: dict[str, dict[str, a.Link]] = {}
    for locale, links in own.items():
        for link in links:
            grouped.setdefault(link.target, {}).setdefault(locale, link)
    return tuple(_link(by_locale, reference) for by_locale in grouped.values())


def _link(by_locale: Mapping[str, a.Link], reference: str | None) -> r.Link:
    counts = Counter(link.target for link in by_locale.values())
    preferred = by_locale[reference].target if reference is not None and reference in by_locale else None
    target = min(counts, key=lambda item: (-counts[item], item != preferred, item))
    return r.Link(target=target, href={locale: link.href for locale, link in by_locale.items()})
