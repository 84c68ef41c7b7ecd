"""A paragraph: its text, and what it points at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from runbookc import inline
from runbookc.lowering import identifiers, links
from runbookc.lowering.context import Context
from runbookc.lowering.waits import waits
from runbookc.model.article import Link, Paragraph, Reference
from runbookc.model.document import Span

MASK = "\ufffc"
"""Stands for what is no prose: code, placeholders, the text of links."""


def paragraph(text: str, span: Span, context: Context, *, in_step: bool) -> Paragraph:
    """Lower one paragraph; `in_step` says whether its durations are waits."""
    prose = prose_of(text)
    found_links = tuple(_links(inline.parse(text), span.first)) if "](" in text else ()
    return Paragraph(
        text=text,
        span=span,
        references=(
            *_steps(prose, span.first, context),
            *_monitors(inline.plain(text), span.first, context),
            *_runbooks(found_links),
        ),
        waits=waits(prose, context.locale) if in_step else (),
        links=found_links,
    )


@lru_cache(maxsize=8192)
def prose_of(text: str) -> str:
    """Plain text of inline Markdown in which a step may be cited."""
    return prose_text(inline.parse(text))


def prose_text(nodes: Iterable[inline.Inline]) -> str:
    """Plain text in which a step may be cited."""
    return "".join(_prose(node) for node in nodes)


def _prose(node: inline.Inline) -> str:
    match node:
        case inline.Text(text):
            return text
        case inline.Strong(children) | inline.Emphasis(children):
            return prose_text(children)
        case _:
            return MASK


def _links(nodes: Iterable[inline.Inline], line: int) -> Iterator[Link]:
    for node in inline.walk(nodes):
        if isinstance(node, inline.Link) and node.href:
            text = inline.plain_text(node.children).strip()
            yield Link(target=links.neutral(node.href), href=node.href, text=text, line=line)


def _steps(prose: str, line: int, context: Context) -> Iterator[Reference]:
    for citation in context.citations.read(prose):
        yield Reference(kind="step", text=citation.text, line=line, through=citation.through)


def _monitors(plain: str, line: int, context: Context) -> Iterator[Reference]:
    """Probes and monitors that the text names: those of the table, and names that say they are one."""
    for name in _shaped_names(plain):
        if name.casefold() in context.names or identifiers.names_kind(name):
            yield Reference(kind="monitor", text=name, line=line)


@lru_cache(maxsize=8192)
def _shaped_names(plain: str) -> tuple[str, ...]:
    """The identifiers in a text, each once, in order."""
    return tuple(
        word for word in dict.fromkeys(identifiers.TOKEN.findall(plain)) if identifiers.is_shaped(word)
    )


def _runbooks(found: Iterable[Link]) -> Iterator[Reference]:
    for link in found:
        if links.is_article(link.target, link.href):
            yield Reference(kind="runbook", text=link.text, line=link.line, name=link.target)
