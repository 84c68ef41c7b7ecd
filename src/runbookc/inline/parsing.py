"""Inline Markdown and inline HTML to nodes; what was parsed once is remembered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from runbookc.inline.nodes import Code, Emphasis, Image, Inline, Link, Strong, Text, plain_text
from runbookc.inline.normal import fold, normalize
from runbookc.inline.simple import is_canonical, is_simple, read
from runbookc.inline.writing import to_markdown

_TAG_NAME = re.compile(r"</?\s*([A-Za-z][A-Za-z0-9-]*)")
_MARKUP = re.compile(r"[\\`*_\[\]<>&!]")
_KNOWN_TAGS = (
    "a abbr b bdi bdo big br cite code del dfn em font i img ins kbd mark p q s samp small span"
    " strike strong sub sup tt u var wbr"
)
_HTML_TAGS = frozenset(_KNOWN_TAGS.split())
_HTML_KINDS = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "var": "em", "cite": "em",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
_LONGEST_REMEMBERED = 2000
"""Longer paragraphs are rarely repeated: not worth remembering."""
_MOST_REMEMBERED = 8192


def _any_link(url: str) -> bool:  # noqa: ARG001 - the signature is markdown-it's
    return True


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": True, "maxNesting": 100})
    # Links stay as written (percent-encoding and blocking are for renderers), which also saves time.
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    md.validateLink = _any_link  # type: ignore[method-assign]
    return md


_nodes: dict[str, tuple[Inline, ...]] = {}
"""Text, canonical or not, to its nodes: the same text always gives the same."""


def parse(text: str, references: Mapping[str, Any] | None = None) -> tuple[Inline, ...]:
    """Parse inline Markdown, canonical or not, into nodes in normal form.

    `references` are the document's link reference definitions, as markdown-it-py keeps them.
    """
    if not _MARKUP.search(text):
        shown = fold(text).strip(" ")
        return (Text(shown),) if shown else ()
    if references or len(text) > _LONGEST_REMEMBERED:
        return read(text) if is_simple(text) else _parse(text, references)
    known = _nodes.get(text)
    if known is None:
        known = _remember(text, read(text) if is_simple(text) else _parse(text, None))
    return known


def _remember(text: str, nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
    if len(_nodes) >= _MOST_REMEMBERED:
        _nodes.clear()
    _nodes[text] = nodes
    return nodes


def canonical(text: str, references: Mapping[str, Any] | None = None) -> str:
    """Canonical inline Markdown of inline Markdown as somebody wrote it."""
    if not _MARKUP.search(text):
        return fold(text).strip(" ")
    if references or len(text) > _LONGEST_REMEMBERED:
        return fold(text).strip(" ") if is_canonical(text) else to_markdown(parse(text, references))
    return _canonical(text)


@lru_cache(maxsize=_MOST_REMEMBERED)
def _canonical(text: str) -> str:
    if is_canonical(text):
        return fold(text).strip(" ")
    nodes = parse(text)
    written = to_markdown(nodes)
    if len(written) <= _LONGEST_REMEMBERED:
        _remember(written, nodes)
    return written


@lru_cache(maxsize=_MOST_REMEMBERED)
def plain(text: str) -> str:
    """`plain_text` of inline Markdown."""
    return plain_text(parse(text))


def _parse(text: str, references: Mapping[str, Any] | None) -> tuple[Inline, ...]:
    md = _parser()
    env: dict[str, Any] = {"references": dict(references)} if references else {}
    tokens: list[Token] = []
    source = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    try:
        md.inline.parse(source, md, env, tokens)
    except RecursionError:  # images inside images, a thousand deep
        return normalize((Text(text),))
    return normalize(_Tree().read(tokens))


class _Frame(NamedTuple):
    """A container that is open while tokens are read."""

    closer: str
    """The type of the token that closes it."""
    token: Token | None
    """What opened it; None inside its own kind, where it adds nothing to its parent's `children`."""
    children: list[Inline]


class _Tree:
    """Nodes from a flat row of tokens. What HTML leaves open ends with what it stands in.

    Never deeper than there are kinds of containers, however deep the tokens nest.
    """

    def __init__(self) -> None:
        self.frames = [_Frame("", None, [])]
        self.open: Counter[str] = Counter()

    def read(self, tokens: Iterable[Token]) -> list[Inline]:
        for token in tokens:
            if token.type == "html_inline":
                token = _from_html(token.content)
            if token.nesting == 1:
                self._enter(token)
            elif token.nesting == -1:
                self._leave(token.type)
            elif (node := _leaf(token)) is not None:
                self.frames[-1].children.append(node)
        while len(self.frames) > 1:
            self._pop()
        return self.frames[0].children

    def _enter(self, token: Token) -> None:
        closer = token.type.replace("_open", "_close")
        inside_its_kind = self.open[closer] > 0
        children = self.frames[-1].children if inside_its_kind else []
        self.frames.append(_Frame(closer, None if inside_its_kind else token, children))
        self.open[closer] += 1

    def _leave(self, closer: str) -> None:
        if self.open[closer]:
            while self._pop() != closer:
                pass

    def _pop(self) -> str:
        frame = self.frames.pop()
        self.open[frame.closer] -= 1
        if frame.token is not None:
            self.frames[-1].children.append(_container(frame.token, tuple(frame.children)))
        return frame.closer


def _container(token: Token, children: tuple[Inline, ...]) -> Inline:
    match token.type:
        case "strong_open":
            return Strong(children)
        case "em_open":
            return Emphasis(children)
        case "code_open":
            return Code(plain_text(children))
        case _:
            return Link(str(token.attrs.get("href", "")), children)


def _leaf(token: Token) -> Inline | None:
    match token.type:
        case "code_inline":
            return Code(token.content)
        case "softbreak" | "hardbreak":
            return Text(" ")
        case "image":
            alt = plain_text(normalize(_Tree().read(token.children or ())))
            return Image(str(token.attrs.get("src", "")), alt)
        case _:
            return Text(token.content) if token.content else None


def _from_html(html: str) -> Token:
    """The Markdown token that means the same; no token at all is an empty text, unknown tags are text."""
    match = _TAG_NAME.match(html)
    if html.startswith(("<!", "<?")):
        return _text("")
    name = match.group(1).lower() if match else ""
    if name not in _HTML_TAGS:
        return _text(html)
    closing = html.startswith("</")
    if name in ("br", "wbr"):
        return _text(" " if name == "br" else "")
    if name == "img":
        shown = _attributes(html)
        source: dict[str, str | int | float] = {"src": shown.get("src", "")}
        return Token("image", "img", 0, attrs=source, children=[_text(shown.get("alt", ""))])
    kind = "link" if name == "a" else _HTML_KINDS.get(name)
    if kind is None:
        return _text("")
    if closing:
        return Token(f"{kind}_close", name, -1)
    token = Token(f"{kind}_open", name, 1)
    if kind == "link":
        token.attrs["href"] = _attributes(html).get("href", "")
    return token


def _attributes(html: str) -> dict[str, str]:
    from bs4 import BeautifulSoup  # dear to load, and rarely needed

    tag = BeautifulSoup(html, "lxml", multi_valued_attributes=None).find(["a", "img"])
    return {name: str(value) for name, value in tag.attrs.items()} if tag is not None else {}


def _text(text: str) -> Token:
    return Token("text", "", 0, content=text)
