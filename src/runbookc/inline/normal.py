"""The normal form of inline nodes: one tree for all the ways to write the same thing.

Blanks are folded and stand outside of bold, emphasis and links; nothing is empty; neighbours of one
kind are one; nothing stands inside its own kind; ``<name>`` is a placeholder, also as ``<*name*>``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from runbookc.inline.nodes import Code, Emphasis, Image, Inline, Link, Placeholder, Strong, Text

_UNFOLDED = re.compile(r"[\t\r\n\0]|  ")
_UNTIDY = re.compile(r"[\t\r\n\0<]|  ")
_BLANKS = re.compile(r"[ \t\r\n]+")
_PLACEHOLDER = re.compile(r"<(?![/!?])([^<>]{1,60})>")


def fold(text: str) -> str:
    """`text` on one line: blanks folded, and NUL replaced as CommonMark (0.31, section 2.3) wants it."""
    # Nothing printable is folded but blanks: most texts need not be looked at character by character.
    if ("  " not in text and text.isprintable()) or not _UNFOLDED.search(text):
        return text
    return _BLANKS.sub(" ", text.replace("\0", "\ufffd"))


def normalize(nodes: Iterable[Inline]) -> tuple[Inline, ...]:
    """`nodes`, however they came about, as `parse` would give them; without blanks at either end."""
    level = _level(nodes, ())
    if level and isinstance(first := level[0], Text):
        level[0] = Text(first.text.lstrip(" "))
    if level and isinstance(last := level[-1], Text):
        level[-1] = Text(last.text.rstrip(" "))
    return _finished(level)


def _level(nodes: Iterable[Inline], inside: tuple[type, ...]) -> list[Inline]:
    """One sequence of siblings with blanks moved out of its containers, neighbours merged."""
    pieces: list[Inline] = []
    run: list[Inline] = []
    kind: type = Text
    for node in _pruned(nodes, inside):
        if type(node) is not kind:
            _close_run(pieces, kind, run, inside)
            kind, run = type(node), []
        run.append(node)
    _close_run(pieces, kind, run, inside)
    return _joined_texts(pieces)


def _pruned(nodes: Iterable[Inline], inside: tuple[type, ...]) -> Iterator[Inline]:
    """Without what is empty, and with the children of what stands inside its own kind in its place."""
    for node in nodes:
        match node:
            case Text(text):
                if text:
                    yield node
            case Placeholder(name):
                yield Text(f"<{name}>")  # and is found again, if it is one
            case Code(text):
                if shown := fold(text).strip(" "):
                    yield Code(shown)
                elif text:
                    yield Text(" ")
            case Strong(children) | Emphasis(children):
                if type(node) in inside:
                    yield from _pruned(children, inside)
                elif _has_content(children, (*inside, type(node))):
                    yield node
            case Link(href, children):
                if Link in inside or not href.strip():
                    yield from _pruned(children, inside)
                else:
                    yield node
            case _:
                yield node


def _has_content(nodes: Sequence[Inline], inside: tuple[type, ...]) -> bool:
    return any(True for _ in _pruned(nodes, inside))


def _close_run(pieces: list[Inline], kind: type, run: list[Inline], inside: tuple[type, ...]) -> None:
    """Add neighbours of one kind: bold beside bold is one, two links are two."""
    if not run:
        return
    if kind is Strong or kind is Emphasis:
        if len(run) == 1 and _is_tidy(run[0]):
            pieces.append(run[0])
            return
        children = [child for node in run for child in node.children]  # type: ignore[union-attr]
        _add_container(pieces, kind, _level(children, (*inside, kind)))
    elif kind is Link:
        for node in run:
            assert isinstance(node, Link)
            _add_link(pieces, node, inside)
    elif kind is Code:
        pieces.append(Code("".join([node.text for node in run])))  # type: ignore[union-attr]
    else:
        pieces += run


def _is_tidy(node: Inline) -> bool:
    """Whether a container holds one text that needs nothing done: nearly all do."""
    match node:
        case Strong((Text(text),)) | Emphasis((Text(text),)):
            return bool(text) and not (text[0].isspace() or text[-1].isspace() or _UNTIDY.search(text))
    return False


def _add_container(pieces: list[Inline], kind: type, children: list[Inline]) -> None:
    before, inner, after = _edges(children)
    pieces.append(Text(before))
    if inner:
        pieces.append(kind(inner))
    pieces.append(Text(after))


def _add_link(pieces: list[Inline], node: Link, inside: tuple[type, ...]) -> None:
    before, inner, after = _edges(_level(node.children, (*inside, Link)))
    pieces += (Text(before), Link(fold(node.href).strip(), inner), Text(after))


def _edges(level: list[Inline]) -> tuple[str, tuple[Inline, ...], str]:
    """The blanks before, the finished nodes, the blanks after."""
    before = after = ""
    if level and isinstance(first := level[0], Text):
        rest = first.text.lstrip()
        before = first.text[: len(first.text) - len(rest)]
        level[0] = Text(rest)
    if level and isinstance(last := level[-1], Text):
        rest = last.text.rstrip()
        after = last.text[len(rest) :]
        level[-1] = Text(rest)
    return before, _finished(level), after


def _joined_texts(pieces: list[Inline]) -> list[Inline]:
    out: list[Inline] = []
    texts: list[str] = []
    for node in pieces:
        if isinstance(node, Text):
            texts.append(node.text)
            continue
        if texts and (text := fold("".join(texts))):
            out.append(Text(text))
        texts = []
        if isinstance(node, Image):
            node = Image(fold(node.src).strip(), fold(node.alt).strip(" "))
        out.append(node)
    if texts and (text := fold("".join(texts))):
        out.append(Text(text))
    return out


def _finished(level: list[Inline]) -> tuple[Inline, ...]:
    """With placeholders found, and without empty texts."""
    if not any(isinstance(node, Text) and "<" in node.text for node in level):
        return tuple(node for node in level if node != _NOTHING)
    return tuple(_placeholders(_joined_names(level)))


_NOTHING = Text("")


def _joined_names(level: Sequence[Inline]) -> Iterator[Inline]:
    r"""``\<*name*\>``: the brackets stand outside the emphasis."""
    pending: list[str] = []
    for index, node in enumerate(level):
        if isinstance(node, Text):
            pending.append(node.text)
        elif (name := _stressed_name(level, index)) is not None and pending and pending[-1].endswith("<"):
            pending.append(name)
        else:
            yield Text("".join(pending))
            yield node
            pending = []
    yield Text("".join(pending))


def _stressed_name(level: Sequence[Inline], index: int) -> str | None:
    follows = level[index + 1] if index + 1 < len(level) else None
    match level[index], follows:
        case (Emphasis((Text(name),)) | Strong((Text(name),)), Text(after)) if (
            after.startswith(">") and "<" not in name and ">" not in name
        ):
            return name
    return None


def _placeholders(nodes: Iterable[Inline]) -> Iterator[Inline]:
    for node in nodes:
        if not isinstance(node, Text):
            yield node
            continue
        end = 0
        for match in _PLACEHOLDER.finditer(node.text):
            if any(char.isalpha() for char in match[1]):
                if match.start() > end:
                    yield Text(node.text[end : match.start()])
                yield Placeholder(match[1])
                end = match.end()
        if end < len(node.text):
            yield Text(node.text[end:])
