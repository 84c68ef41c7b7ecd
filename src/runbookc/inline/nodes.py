"""Inline nodes, and what can be asked of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec


class Text(msgspec.Struct, frozen=True):
    text: str


class Code(msgspec.Struct, frozen=True):
    """A code span; `text` is what it shows."""

    text: str


class Placeholder(msgspec.Struct, frozen=True):
    """A value for the reader to fill in: `name` stands between angle brackets."""

    name: str


class Strong(msgspec.Struct, frozen=True):
    """Bold text: in these articles a UI literal or a name."""

    children: tuple[Inline, ...]


class Emphasis(msgspec.Struct, frozen=True):
    children: tuple[Inline, ...]


class Link(msgspec.Struct, frozen=True):
    href: str
    children: tuple[Inline, ...]


class Image(msgspec.Struct, frozen=True):
    src: str
    alt: str


Inline = Text | Code | Placeholder | Strong | Emphasis | Link | Image


def plain_text(nodes: Iterable[Inline]) -> str:
    """What a reader sees, without markup; images are not text."""
    return "".join([_plain(node) for node in nodes])


def _plain(node: Inline) -> str:
    match node:
        case Text(text) | Code(text):
            return text
        case Placeholder(name):
            return f"<{name}>"
        case Strong(children) | Emphasis(children) | Link(_, children):
            return plain_text(children)
        case _:
            return ""


def walk(nodes: Iterable[Inline]) -> Iterator[Inline]:
    """Every node in reading order, parents first."""
    for node in nodes:
        yield node
        if isinstance(node, Strong | Emphasis | Link):
            yield from walk(node.children)
