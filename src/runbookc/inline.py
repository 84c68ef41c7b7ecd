"""Inline Markdown: text, emphasis, UI literals, code, links, images, placeholders.

All text in the model is *canonical inline Markdown*: the output of `to_markdown`. It is one line,
has no raw HTML but `<strong>`/`<em>` where asterisks could not be parsed back (CommonMark 0.31,
section 6.2, "flanking"), and satisfies ``parse(to_markdown(nodes)) == nodes``.

Links are data here: `href` may hold anything. Whoever renders one asks `safe_href` first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import msgspec
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from markdown_it.token import Token


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

_HTML_TAG_NAMES = (
    "a abbr b bdi bdo big br cite code del dfn em font i img ins kbd mark p q s samp small span"
    " strike strong sub sup tt u var wbr"
)
_HTML_TAGS = frozenset(_HTML_TAG_NAMES.split())
_TAG_NAME = re.compile(r"</?\s*([A-Za-z][A-Za-z0-9-]*)")
_MARKUP = re.compile(r"[\\`*_\[\]<>&!\n\r]|[ \t]{2}")
_SPACES = re.compile(r"[ \t\r\n]+")
_PLACEHOLDER = re.compile(r"<(?![/!?])([^<>\n]{1,60})>")
_MEMO_LIMIT = 2000
"""Longer paragraphs are rarely repeated: not worth remembering."""


def _any_link(url: str) -> bool:  # noqa: ARG001 - the signature is markdown-it's
    return True


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": True, "maxNesting": 100})
    # Links stay as written (percent-encoding and blocking are for renderers), which also saves time.
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    md.validateLink = _any_link  # type: ignore[method-assign]
    return md


def parse(text: str, references: Mapping[str, Any] | None = None) -> tuple[Inline, ...]:
    """Parse inline Markdown, canonical or not, into nodes.

    `references` are the document's link reference definitions, as markdown-it-py keeps them.
    """
    if not _MARKUP.search(text):
        return (Text(text),) if text else ()
    if references or len(text) > _MEMO_LIMIT:
        return _parse(text, references)
    return _remembered(text)


@lru_cache(maxsize=8192)
def _remembered(text: str) -> tuple[Inline, ...]:
    return _parse(text, None)


def _parse(text: str, references: Mapping[str, Any] | None) -> tuple[Inline, ...]:
    env: dict[str, Any] = {"references": dict(references)} if references else {}
    tokens = _parser().parseInline(text, env)
    children = tokens[0].children or [] if tokens else []
    if any(token.type == "html_inline" for token in children):
        children = _without_html_pairs(children)
    nodes, _ = _collect(children, 0, None)
    return _finish(nodes)


def _without_html_pairs(tokens: list[Token]) -> list[Token]:
    """Turn inline HTML into the tokens that Markdown has for it; unknown tags become text."""
    out: list[Token] = []
    for token in tokens:
        if token.type != "html_inline":
            out.append(token)
            continue
        out.append(_html_token(token.content))
    return out


_HTML_KINDS = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "var": "em", "cite": "em"}


def _html_token(html: str) -> Token:
    match = _TAG_NAME.match(html)
    if html.startswith(("<!", "<?")):
        return _text_token("")
    name = match.group(1).lower() if match else ""
    if name not in _HTML_TAGS:
        return _text_token(html)
    closing = html.startswith("</")
    if name == "a":
        if closing:
            return Token("link_close", "a", -1)
        return Token("link_open", "a", 1, attrs={"href": _attribute(html, "href")})
    if name == "img":
        alt = _text_token(_attribute(html, "alt"))
        return Token("image", "img", 0, attrs={"src": _attribute(html, "src")}, children=[alt])
    if name in ("br", "wbr"):
        return _text_token(" " if name == "br" else "")
    if name in ("code", "kbd", "samp", "tt"):
        return Token("html_code_close" if closing else "html_code_open", "code", -1 if closing else 1)
    if name in _HTML_KINDS:
        kind = _HTML_KINDS[name]
        return Token(f"{kind}_close" if closing else f"{kind}_open", kind, -1 if closing else 1)
    return _text_token("")


def _attribute(html: str, name: str) -> str:
    tag = BeautifulSoup(html, "lxml").find(True, attrs={name: True})
    return str(tag[name]) if tag is not None else ""


def _text_token(text: str) -> Token:
    return Token("text", "", 0, content=text)


_CLOSERS = {"strong_open": "strong_close", "em_open": "em_close", "link_open": "link_close",
            "html_code_open": "html_code_close"}  # fmt: skip


def normalize(nodes: Iterable[Inline]) -> tuple[Inline, ...]:
    """Nodes from elsewhere as `parse` would give them: merged, blanks folded, placeholders found."""
    return _finish(nodes)


def canonical(text: str, references: Mapping[str, Any] | None = None) -> str:
    """Canonical inline Markdown of inline Markdown as somebody wrote it."""
    if not _MARKUP.search(text):
        return _SPACES.sub(" ", text).strip(" ")
    if references or len(text) > _MEMO_LIMIT:
        return to_markdown(parse(text, references))
    return _canonical(text)


@lru_cache(maxsize=8192)
def _canonical(text: str) -> str:
    return to_markdown(parse(text))


def _collect(tokens: list[Token], start: int, closer: str | None) -> tuple[list[Inline], int]:
    """Nodes from `start` up to the closing token; a closer that never comes ends at the end."""
    nodes: list[Inline] = []
    index = start
    while index < len(tokens):
        token = tokens[index]
        kind = token.type
        if kind == closer:
            return nodes, index
        if kind in _CLOSERS:
            children, index = _collect(tokens, index + 1, _CLOSERS[kind])
            nodes.append(_container(token, tuple(children)))
        elif kind == "code_inline":
            nodes.append(Code(_SPACES.sub(" ", token.content)))
        elif kind == "image":
            alt = plain_text(_collect(token.children or [], 0, None)[0])
            nodes.append(Image(str(token.attrs.get("src", "")), alt))
        elif kind in ("softbreak", "hardbreak"):
            nodes.append(Text(" "))
        elif not kind.endswith("_close"):
            nodes.append(Text(token.content))
        index += 1
    return nodes, index


def _container(token: Token, children: tuple[Inline, ...]) -> Inline:
    if token.type == "strong_open":
        return Strong(_finish(children))
    if token.type == "em_open":
        return Emphasis(_finish(children))
    if token.type == "html_code_open":
        return Code(_SPACES.sub(" ", plain_text(children)))
    return Link(str(token.attrs.get("href", "")), _finish(children))


def _finish(nodes: Iterable[Inline]) -> tuple[Inline, ...]:
    """Merge neighbours of one kind, fold blanks, drop what is empty, find placeholders."""
    merged: list[Inline] = []
    for node in nodes:
        if isinstance(node, Text):
            node = Text(_SPACES.sub(" ", node.text))
        if _is_empty(node):
            continue
        last = merged[-1] if merged else None
        if isinstance(node, Text) and isinstance(last, Text):
            merged[-1] = Text(_SPACES.sub(" ", last.text + node.text))
        elif isinstance(node, Strong) and isinstance(last, Strong):
            merged[-1] = Strong(_finish(last.children + node.children))
        elif isinstance(node, Emphasis) and isinstance(last, Emphasis):
            merged[-1] = Emphasis(_finish(last.children + node.children))
        else:
            merged.append(node)
    return tuple(_placeholders(_join_emphasized_placeholders(merged)))


def _is_empty(node: Inline) -> bool:
    match node:
        case Text(text) | Code(text):
            return not text
        case Strong(children) | Emphasis(children):
            return not children
        case Link(href, children):
            return not href and not children
        case _:
            return False


def _join_emphasized_placeholders(nodes: list[Inline]) -> list[Inline]:
    r"""``\<*name*\>``: the brackets stand outside the emphasis."""
    out: list[Inline] = []
    index = 0
    while index < len(nodes):
        triple = nodes[index : index + 3]
        match triple:
            case [Text(before), Emphasis((Text(name),)), Text(after)] if (
                before.endswith("<") and after.startswith(">") and "<" not in name and ">" not in name
            ):
                nodes[index + 2] = Text(f"{before}{name}{after}")
                index += 2
                continue
        out.append(nodes[index])
        index += 1
    return out


def _placeholders(nodes: Iterable[Inline]) -> Iterable[Inline]:
    for node in nodes:
        if not isinstance(node, Text) or "<" not in node.text:
            yield node
            continue
        end = 0
        for match in _PLACEHOLDER.finditer(node.text):
            if not any(char.isalpha() for char in match[1]):
                continue
            if match.start() > end:
                yield Text(node.text[end : match.start()])
            yield Placeholder(match[1])
            end = match.end()
        if end < len(node.text):
            yield Text(node.text[end:])


def plain_text(nodes: Iterable[Inline]) -> str:
    """What a reader sees, without markup; images are not text."""
    return "".join(_plain(node) for node in nodes)


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


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """`plain_text` of canonical inline Markdown."""
    return plain_text(parse(text))


def walk(nodes: Iterable[Inline]) -> Iterable[Inline]:
    """Every node in reading order, parents first."""
    for node in nodes:
        yield node
        if isinstance(node, Strong | Emphasis | Link):
            yield from walk(node.children)


_ESCAPED = re.compile(r"[\\`*\[\]<>]|_|&(?=#?[A-Za-z0-9]+;)|!(?=\[)")
_BLOCK_START = re.compile(r"^(#{1,6}(?=\s|$)|[-+](?=\s|$)|\d{1,9}(?=[.)](?:\s|$))|=+$|~{3,}|-+$)")


def escape(text: str) -> str:
    """Markdown that shows `text` as it is, on one line, anywhere in a paragraph."""
    folded = _SPACES.sub(" ", text)
    return _ESCAPED.sub(lambda match: "\\" + match[0], folded)


def to_markdown(nodes: Iterable[Inline]) -> str:
    """Canonical inline Markdown."""
    return _write(tuple(nodes), "", "").strip(" ")


def _write(nodes: tuple[Inline, ...], before: str, after: str) -> str:
    """`before` and `after`: the characters on either side, for the flanking rules."""
    pieces = [_write_node(node) for node in nodes]
    out = ""
    for index, node in enumerate(nodes):
        follows = next((piece[0] for piece in pieces[index + 1 :] if piece), after)
        precedes = out[-1:] or before
        if isinstance(node, Strong | Emphasis):
            out += _write_emphasis(node, precedes, follows)
        else:
            out += pieces[index]
            if index + 1 < len(nodes) and isinstance(node, Text) and out.endswith("!"):
                out = out[:-1] + "\\!" if isinstance(nodes[index + 1], Link) else out
    return out


def _write_node(node: Inline) -> str:
    match node:
        case Text(text):
            return escape(text)
        case Code(text):
            return _write_code(text)
        case Placeholder(name):
            return f"\\<{escape(name)}\\>"
        case Strong() | Emphasis():
            return _write_emphasis(node, "", "")
        case Link(href, children):
            return f"[{_write(children, '[', ']')}]({_write_href(href)})"
        case Image(src, alt):
            return f"![{escape(alt)}]({_write_href(src)})"


def _write_emphasis(node: Strong | Emphasis, before: str, after: str) -> str:
    mark, tag = ("**", "strong") if isinstance(node, Strong) else ("*", "em")
    inner = _write(node.children, "*", "*")
    nested = inner.startswith("*") or inner.endswith("*")
    if not nested and before != "*" and after != "*" and _flanks(before, inner, after):
        return f"{mark}{inner}{mark}"
    return f"<{tag}>{inner}</{tag}>"


def _flanks(before: str, inner: str, after: str) -> bool:
    """Whether asterisks around `inner` open and close there (CommonMark, rules 1, 3, 5, 7)."""
    if not inner or inner[0].isspace() or inner[-1].isspace():
        return False
    opens = not _is_punctuation(inner[0]) or not before or before.isspace() or _is_punctuation(before)
    closes = not _is_punctuation(inner[-1]) or not after or after.isspace() or _is_punctuation(after)
    return opens and closes


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _write_code(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = (
        " "
        if text.startswith("`") or text.endswith("`") or (text[:1] == text[-1:] == " " and text.strip())
        else ""
    )
    return f"{fence}{pad}{text}{pad}{fence}"


def _write_href(href: str) -> str:
    if href and not re.search(r"[\s()<>\\\x00-\x1f\x7f&]", href):
        return href
    flat = _SPACES.sub(" ", href)
    return "<" + re.sub(r"[<>\\]|&(?=#?[A-Za-z0-9]+;)", lambda match: "\\" + match[0], flat) + ">"


def guard_block_start(text: str) -> str:
    """`text` such that it cannot begin a heading, list or fence when it starts a Markdown block."""
    return _BLOCK_START.sub(lambda match: _escape_first(match[0]), text)


def _escape_first(start: str) -> str:
    return start + "\\" if start[0].isdigit() else "\\" + start


_SAFE_HREF = re.compile(
    r"(?:https?://|mailto:)[^\s\x00-\x1f\x7f]+$|(?![A-Za-z][A-Za-z0-9+.-]*:|//|\\)[^\x00-\x1f\x7f\\]*$"
)


def safe_href(href: str) -> str | None:
    """`href` if it is http(s), mailto or relative; None for anything else: show the text alone."""
    stripped = href.strip()
    return stripped if stripped and _SAFE_HREF.match(stripped) else None
