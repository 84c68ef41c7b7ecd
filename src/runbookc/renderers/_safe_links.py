"""Links of a document that must not be followed become plain text."""

from __future__ import annotations

from collections.abc import Iterable

from runbookc.inline import Emphasis, Inline, Link, Strong, safe_href


def without_unsafe_links(nodes: Iterable[Inline]) -> tuple[Inline, ...]:
    """The nodes with every link but http(s), mailto and relative ones replaced by what it shows."""
    out: list[Inline] = []
    for node in nodes:
        match node:
            case Link(href, children) if safe_href(href) is None:
                out += without_unsafe_links(children)
            case Link(href, children):
                out.append(Link(href, without_unsafe_links(children)))
            case Strong(children):
                out.append(Strong(without_unsafe_links(children)))
            case Emphasis(children):
                out.append(Emphasis(without_unsafe_links(children)))
            case _:
                out.append(node)
    return tuple(out)
