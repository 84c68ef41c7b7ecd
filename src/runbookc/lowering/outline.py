"""Sections before they have a role: the headings, what follows each, and what can be seen in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from runbookc import commands, inline
from runbookc.lowering import identifiers
from runbookc.lowering.context import Context
from runbookc.lowering.procedures import is_procedure
from runbookc.model import document as d

_HEALTH_CMDLETS = frozenset(("get-serverhealth", "invoke-monitoringprobe"))


@dataclass(slots=True)
class RawSection:
    title: str
    level: int
    nodes: list[d.Node]
    span: d.Span
    facts: Facts = field(init=False)
    parent: int | None = None
    """Index of the section that this one is inside, by its level."""


@dataclass(slots=True)
class Facts:
    """What a section holds, by shape."""

    prose: int = 0
    """Paragraphs outside lists."""
    bullets: int = 0
    steps: int = 0
    """Items of its procedures."""
    effects: tuple[str, ...] = ()
    """Of its commands, in order."""
    verifies: bool = False
    """It holds a health cmdlet's template (with placeholders)."""
    asks: bool = False
    """It holds a health cmdlet."""
    only_links: bool = False
    leads: bool = False
    """It ends in a list that its first paragraph leads to."""
    names: tuple[str, ...] = ()
    """Probes and monitors in the title, as written (mended)."""

    @property
    def acts(self) -> bool:
        return bool(self.steps or self.effects)


def split_sections(nodes: Sequence[d.Node], first_line: int) -> list[RawSection]:
    """The introduction (always there, maybe empty) and one section for each heading."""
    found = [RawSection("", 0, [], d.Span(first_line, first_line))]
    for node in nodes:
        if isinstance(node, d.Heading):
            found.append(RawSection(node.text, max(2, node.level), [], node.span))
            continue
        section = found[-1]
        section.nodes.append(node)
        first = section.span.first if section.level or len(section.nodes) > 1 else node.span.first
        section.span = d.Span(first, max(section.span.last, node.span.last))
    _nest(found)
    return found


def _nest(sections: list[RawSection]) -> None:
    open_sections: list[int] = []
    for index, section in enumerate(sections):
        if section.level == 0:
            continue
        while open_sections and sections[open_sections[-1]].level >= section.level:
            open_sections.pop()
        section.parent = open_sections[-1] if open_sections else None
        open_sections.append(index)


def observe(section: RawSection, context: Context) -> Facts:
    """See what the section holds."""
    facts = Facts(names=title_names(section.title, context.names))
    effects: list[str] = []
    for code, language in _code(section.nodes):
        known = commands.analyse(code, language)
        effects.append(known.effect)
        if any(name.lower() in _HEALTH_CMDLETS for name in known.cmdlets):
            facts.asks = True
            facts.verifies = facts.verifies or bool(known.placeholders)
    facts.effects = tuple(effects)
    for node in section.nodes:
        match node:
            case d.Paragraph():
                facts.prose += 1
            case d.List(items=items):
                if node.ordered and is_procedure(node, context, acts=False, nested=False):
                    facts.steps += len(items)
                else:
                    facts.bullets += len(items)
    facts.only_links = _only_links(section.nodes)
    facts.leads = _leads(section.nodes)
    return facts


def _code(nodes: Iterable[d.Node]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        match node:
            case d.Code(text=text, info=info):
                for piece in commands.split(text, info):
                    if not piece.output:
                        yield piece.code, piece.language
            case d.Paragraph(text=text):
                plain = inline.plain(text).strip()
                if commands.is_prose_command(plain):
                    yield plain, "powershell"
            case d.List(items=items):
                for item in items:
                    yield from _code(item.children)
            case d.Note(children=children) | d.Quote(children=children):
                yield from _code(children)


def title_names(title: str, table_names: Mapping[str, str]) -> tuple[str, ...]:
    """Probes and monitors that a title names: ids of the table, and names that say they are one."""
    found: list[str] = []
    for match in identifiers.tokens(identifiers.mended(inline.plain(title))):
        name = match[0]
        known = name.casefold() in table_names and (
            identifiers.is_shaped(name) or name in table_names.values()
        )
        says = identifiers.names_kind(name) and identifiers.is_shaped(name)
        if (known or says) and name not in found:
            found.append(name)
    return tuple(found)


def _only_links(nodes: Sequence[d.Node]) -> bool:
    """Links, and at most a line before them that leads to them."""
    linked = other = 0
    for index, node in enumerate(nodes):
        if isinstance(node, d.Code | d.Table) or (isinstance(node, d.List) and node.ordered):
            return False
        for text in _texts(node):
            in_links = _length_of_links(text) if "](" in text else 0
            linked += in_links
            rest = len(inline.plain(text)) - in_links
            other += 0 if index == 0 and not in_links and len(nodes) > 1 else rest
    return linked > other


def _length_of_links(text: str) -> int:
    return sum(
        len(inline.plain_text(node.children))
        for node in inline.walk(inline.parse(text))
        if isinstance(node, inline.Link)
    )


def _texts(node: d.Node) -> Iterator[str]:
    match node:
        case d.Paragraph(text=text):
            yield text
        case d.List(items=items):
            for item in items:
                for child in item.children:
                    yield from _texts(child)
        case d.Note(children=children) | d.Quote(children=children):
            for child in children:
                yield from _texts(child)


def _leads(nodes: Sequence[d.Node]) -> bool:
    """A lead-in and bullets, and nothing that is said of them."""
    if not nodes or not isinstance(nodes[-1], d.List):
        return False
    return all(isinstance(node, d.Paragraph) for node in nodes[:-1]) and len(nodes) <= 3


@lru_cache(maxsize=4096)
def grams(title: str) -> frozenset[str]:
    """Character trigrams of a title's letters (pairs where a character is a word)."""
    text = unicodedata.normalize("NFKC", inline.plain(title)).casefold()
    size = 2 if any("\u2e80" <= char <= "\ua4cf" for char in text) else 3
    words = re.findall(r"[^\W_]+", text)
    joined = " ".join(words)
    return frozenset(joined[index : index + size] for index in range(max(0, len(joined) - size + 1)))


def likeness(left: str, right: str) -> float:
    """Share of the shorter title's letter groups that the other title has too."""
    first, second = grams(left), grams(right)
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0
