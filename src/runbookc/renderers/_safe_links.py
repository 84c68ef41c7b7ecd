"""What becomes of a document's links and images in an output that stands elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from runbookc.inline import Emphasis, Image, Inline, Link, Strong, Text, plain_text, safe_href


def settled(nodes: Iterable[Inline], runbooks: Mapping[str, str]) -> tuple[Inline, ...]:
    """The nodes with links that lead somewhere from here, and images as their description.

    `runbooks` maps a link's text to where its runbook is. Other links stay when they are http(s) or
    mailto; a relative one led to a file beside the source and becomes plain text, as does any
    other scheme.
    """
    out: list[Inline] = []
    for node in nodes:
        match node:
            case Link(href, children):
                target = runbooks.get(plain_text(children)) or _elsewhere(href)
                inner = settled(children, runbooks)
                out += [Link(target, inner)] if target else inner
            case Image(_, alt):
                out += [Text(f" ({alt})")] if alt else []
            case Strong(children):
                out.append(Strong(settled(children, runbooks)))
            case Emphasis(children):
                out.append(Emphasis(settled(children, runbooks)))
            case _:
                out.append(node)
    return tuple(out)


def _elsewhere(href: str) -> str | None:
    safe = safe_href(href)
    return safe if safe and safe.startswith(("http://", "https://", "mailto:")) else None
