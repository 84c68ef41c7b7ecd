"""The story of the alignment in one place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from runbookc import commands
from runbookc.alignment.blocks import Context, blocks
from runbookc.alignment.divergence import divergences
from runbookc.alignment.numbering import is_majority, number, slug
from runbookc.alignment.outline import Container, Outline, outline
from runbookc.alignment.probes import align_probes
from runbookc.alignment.relocate import relocate
from runbookc.alignment.sections import SectionColumn, leaf_columns, section_columns
from runbookc.alignment.similarity import scale
from runbookc.alignment.tree import Tree, consensus
from runbookc.model import article as a
from runbookc.model import runbook as r
from runbookc.model.walking import commands_in

_ROLES = (
    "introduction", "explanation", "common-issues", "user-action", "verification", "recovery",
    "procedure", "further-information", "other",
)  # fmt: skip


def align(articles: Sequence[a.Article], *, runbook_id: str, reference: str | None = None) -> r.Runbook:
    """Align the editions of one article (one per locale, in any order) to a runbook.

    `reference` is the locale whose edition wins ties, if it is among them. With one edition the
    runbook is that edition. Raises ValueError for no edition or two of one locale.
    """
    editions = sorted(articles, key=lambda item: item.locale)
    locales = [article.locale for article in editions]
    if not locales or len(set(locales)) < len(locales):
        raise ValueError(f"one edition per locale is needed, got {locales}")
    reference = reference if reference in locales else None
    outlines = [outline(article) for article in editions]
    sections, trees = _consensus(outlines, reference)
    probes = align_probes(editions, reference, _commanded(editions))
    ids = _section_ids(sections, reference)
    block_ids: dict[int, str] = {}
    for tree, section_id in zip(trees, ids, strict=True):
        block_ids.update(number(tree.root, section_id, reference))
    context = Context(
        reference=reference,
        block_ids=block_ids,
        step_ids=_addresses(outlines, sections, trees),
        table_section=_table_section(editions, sections, trees),
    )
    found = tuple(_section(column, tree, context) for column, tree in zip(sections, trees, strict=True))
    runbook = r.Runbook(
        id=runbook_id,
        aliases=(),
        asset_id=None,
        health_set=None,
        reference_locale=reference,
        editions={},
        probes=probes,
        probe_section=context.table_section,
        probe_sources={
            article.locale: article.probe_span for article in editions if article.probe_span is not None
        },
        sections=_with_templates(found),
        divergences=divergences(sections, trees, block_ids),
    )
    return named(runbook, editions, runbook_id=runbook_id)


def named(runbook: r.Runbook, articles: Sequence[a.Article], *, runbook_id: str) -> r.Runbook:
    """An aligned runbook under another id, as that of other articles with the same content.

    Only what tells them apart is taken from `articles`: names, paths, dates.
    """
    editions = sorted(articles, key=lambda item: item.locale)
    return msgspec.structs.replace(
        runbook,
        id=runbook_id,
        aliases=_aliases(editions, runbook_id),
        asset_id=_most(article.asset_id for article in editions),
        health_set=_health_set(runbook.probes, editions),
        editions={article.locale: _edition(article) for article in editions},
    )


def _consensus(outlines: Sequence[Outline], reference: str | None) -> tuple[list[SectionColumn], list[Tree]]:
    how = scale({o.locale: [leaf.features for s in o.sections for leaf in s.leaves] for o in outlines})
    sections = section_columns(outlines, how)
    columns = leaf_columns(sections, how)
    if len(outlines) > 1:
        relocate(columns, [o.locale for o in outlines], how)
    trees = [
        consensus(own, {locale: member.root for locale, member in section.members.items()}, reference)
        for section, own in zip(sections, columns, strict=True)
    ]
    return sections, trees


def _commanded(articles: Sequence[a.Article]) -> frozenset[str]:
    """Identifiers, lower case, that the articles' commands name."""
    words: set[str] = set()
    for article in articles:
        for section in article.sections:
            for code in _codes(section.blocks):
                words.update(re.findall(r"[\w.]+", code.casefold()))
    return frozenset(words)


def _codes(blocks_: Sequence[a.Block]) -> Iterator[str]:
    for block in blocks_:
        match block:
            case a.Command(code=code):
                yield code
            case a.Steps(items=items) | a.List(items=items):
                for item in items:
                    yield from _codes(item.blocks)
            case a.Note(blocks=inner):
                yield from _codes(inner)


def _most(values: Iterator[str | None]) -> str | None:
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _role(column: SectionColumn, reference: str | None) -> str:
    votes = Counter(member.section.role for member in column.members.values())
    preferred = column.members[reference].section.role if reference in column.members else None
    return min(votes, key=lambda role: (-votes[role], role != preferred, _ROLES.index(role)))


def _named(column: SectionColumn, reference: str | None) -> dict[str, str]:
    """Monitors of the titles, by id: those that most editions name, with how they were found."""
    counts: dict[str, list[str]] = {}
    how: dict[str, str] = {}
    for locale, member in sorted(column.members.items()):
        for name in member.section.names:
            key = name.id or name.written
            counts.setdefault(key, []).append(locale)
            how.setdefault(key, name.found_by or "none")
    return {
        key: how[key]
        for key, locales in counts.items()
        if is_majority(set(locales), set(column.members), reference)
    }


def _section_ids(columns: Sequence[SectionColumn], reference: str | None) -> list[str]:
    used: Counter[str] = Counter()
    ids = []
    for column in columns:
        base = _role(column, reference)
        named = _named(column, reference)
        if named and base not in ("introduction", "verification", "explanation"):
            base = "-".join([base, *(slug(name) for name in list(named)[:3])])
        used[base] += 1
        ids.append(base if used[base] == 1 else f"{base}-{used[base]}")
    return ids


def _addresses(
    outlines: Sequence[Outline], sections: Sequence[SectionColumn], trees: Sequence[Tree]
) -> dict[tuple[str, tuple[int, ...]], str]:
    """The id of what an edition's address means: a section, or a step by its numbers."""
    nodes: dict[int, str] = {}
    for tree in trees:
        for key, node in tree.node_of.items():
            nodes[key] = node.id
    ids: dict[tuple[str, tuple[int, ...]], str] = {}
    for column, tree in zip(sections, trees, strict=True):
        for locale, member in column.members.items():
            ids[locale, (member.index,)] = tree.root.id
    for own in outlines:
        for section in own.sections:
            for address, container in _numbered(section.root, (section.index,)):
                if id(container) in nodes:
                    ids.setdefault((own.locale, address), nodes[id(container)])
    return ids


def _numbered(root: Container, prefix: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], Container]]:
    """Steps inside a section with their addresses, in order; of equal addresses the first counts."""
    seen: set[int] = set()
    for leaf in root.leaves:
        chain = [container for container in leaf.parent.chain() if container.kind == "step"]
        address = prefix
        for container in reversed(chain):
            assert isinstance(container.element, a.Step)
            address = (*address, container.element.number)
            if id(container) not in seen:
                seen.add(id(container))
                yield address, container


def _table_section(
    articles: Sequence[a.Article], sections: Sequence[SectionColumn], trees: Sequence[Tree]
) -> str | None:
    """The section that holds the probe table in most editions."""
    holder = {article.locale: article.probe_section for article in articles}
    votes: Counter[str] = Counter()
    for column, tree in zip(sections, trees, strict=True):
        for locale, member in column.members.items():
            votes[tree.root.id] += holder[locale] == member.index
    best = max(votes, key=lambda id_: votes[id_], default=None)
    return best if best is not None and votes[best] else None


def _section(column: SectionColumn, tree: Tree, context: Context) -> r.Section:
    members = {locale: column.members[locale] for locale in sorted(column.members)}
    named = _named(column, context.reference)
    levels = Counter(member.section.level for member in members.values())
    return r.Section(
        id=tree.root.id,
        role=_role(column, context.reference),
        level=min(levels, key=lambda level: (-levels[level], level)),
        title={locale: member.section.title for locale, member in members.items()},
        locales=tuple(members),
        sources={locale: member.section.span for locale, member in members.items()},
        monitors=tuple(named),
        named_by=named,
        blocks=blocks(tree.root, context),
    )


def _aliases(articles: Sequence[a.Article], runbook_id: str) -> tuple[str, ...]:
    names = {
        name for article in articles for name in (article.stem, article.library_id, article.asset_id) if name
    }
    return tuple(sorted(names - {runbook_id}))


def _health_set(probes: Sequence[r.Probe], articles: Sequence[a.Article]) -> str | None:
    """The set whose name the article's id ends in, else the commonest of the table."""
    counts = Counter(probe.health_set for probe in probes if probe.health_set)
    longest_first = sorted(counts, key=lambda name: (-len(name), name))
    for article in articles:
        for name in longest_first:
            if f".{article.library_id or ''}".casefold().endswith(f".{name.casefold()}"):
                return name
    return min(counts, key=lambda name: (-counts[name], len(name), name)) if counts else None


def _edition(article: a.Article) -> r.Edition:
    return r.Edition(
        path=article.path,
        sha256=article.sha256,
        title=article.title,
        title_line=article.title_line,
        modified=article.modified,
        published=article.published,
        translation=article.translation,
    )


def _with_templates(sections: Sequence[r.Section]) -> tuple[r.Section, ...]:
    """Find the examples: commands that are instances of a template of the same runbook."""
    everything = [command for section in sections for command in commands_in(section.blocks)]
    templates = [command for command in everything if command.purpose == "template"]
    found: dict[str, r.Command] = {}
    for command in everything:
        if command.purpose == "literal":
            example = _as_example(command, templates)
            if example is not None:
                found[command.id] = example
    return tuple(
        msgspec.structs.replace(section, blocks=_replaced(section.blocks, found)) for section in sections
    )


def _as_example(command: r.Command, templates: Sequence[r.Command]) -> r.Command | None:
    ranked = sorted(templates, key=lambda item: not command.id.startswith(item.id.rsplit(".", 1)[0]))
    for template in ranked:
        bindings = commands.unify(template.code, command.code)
        if bindings:
            return msgspec.structs.replace(
                command, purpose="example", template=template.id, bindings=bindings
            )
    return None


def _replaced(blocks_: Sequence[r.Block], found: Mapping[str, r.Command]) -> tuple[r.Block, ...]:
    if not found:
        return tuple(blocks_)
    return tuple(_replaced_block(block, found) for block in blocks_)


def _replaced_block(block: r.Block, found: Mapping[str, r.Command]) -> r.Block:
    match block:
        case r.Command(id=id_):
            return found.get(id_, block)
        case r.Steps(items=steps):
            items = tuple(msgspec.structs.replace(s, blocks=_replaced(s.blocks, found)) for s in steps)
            return msgspec.structs.replace(block, items=items)
        case r.List(items=entries):
            own = tuple(msgspec.structs.replace(e, blocks=_replaced(e.blocks, found)) for e in entries)
            return msgspec.structs.replace(block, items=own)
        case r.Note(blocks=inner):
            return msgspec.structs.replace(block, blocks=_replaced(inner, found))
        case _:
            return block
