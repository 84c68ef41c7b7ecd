"""Markdown to a raw block tree: one node for each thing that stands in the file, with its span.

markdown-it-py parses blocks only; inline text goes through `runbookc.inline`, which remembers it.
What belongs together although it was written apart is put right later (`lists`, `notes`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape
from typing import Any

import msgspec
from markdown_it import MarkdownIt
from markdown_it.token import Token

from runbookc.locales.labels import severity
from runbookc.model.document import (
    Cell,
    Code,
    Heading,
    Junk,
    List,
    ListItem,
    Node,
    Note,
    Paragraph,
    Quote,
    Row,
    Span,
    Table,
)  # fmt: skip
from runbookc.reader.blanks import strip
from runbookc.reader.coverage import LeftOut
from runbookc.reader.html import read_html
from runbookc.reader.htmlscan import Stack, feed
from runbookc.reader.limits import exceeded, marks_in, too_long
from runbookc.reader.lists import goes_on
from runbookc.reader.notes import lead
from runbookc.reader.numbered import lines_apart
from runbookc.reader.source import Source

_MOST_SEARCHES = 20
"""For end tags that never come: each costs a walk over the rest of the file."""
_ALERT = re.compile(r"\\?\[!([^\W\d_][^\[\]\n\\]{0,40})\\?\][ \t]*(?:\n|(?=\S)|$)")
_NUMBERED = re.compile(r" {0,3}(\d{1,9})[.)][ \t]+\S")
_BLOCKS = frozenset({"paragraph_open", "heading_open", "fence", "code_block", "hr"})
_TEXTS = frozenset({"inline", "html_block", "fence", "code_block"})
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


@lru_cache(maxsize=4)
def _parser(nesting: int) -> MarkdownIt:
    options = {"html": True, "maxNesting": nesting, "inline_definitions": True}
    return MarkdownIt("commonmark", options).enable("table").disable(["inline", "normalize"])


def tokens(body: str, nesting: int) -> tuple[list[Token], dict[str, Any]]:
    """Block tokens of `body`, whose line ends are those of `decoding`, and its link reference definitions."""
    env: dict[str, Any] = {}
    return _parser(nesting).parse(body, env), env.get("references", {})


def within_limits(stream: list[Token], source: Source) -> tuple[list[Token], list[LeftOut]]:
    """The tokens of the top-level blocks that exceed no limit, and what was left out.

    A paragraph that is too long costs its own block; what is too much in all, everything from there on.
    """
    kept: list[Token] = []
    left_out: list[LeftOut] = []
    for block in _top_level(stream):
        begin, end = block[0].map or (0, 0)
        longest = _count(block, source.seen)
        why = exceeded(source.seen, source.limits)
        if why:
            left_out.append(LeftOut(begin, len(source.lines), why))
            break
        if why := too_long(longest, source.limits):
            left_out.append(LeftOut(begin, end, why))
        else:
            kept += block
    return (kept, left_out) if left_out else (stream, [])


def _top_level(stream: list[Token]) -> Iterator[list[Token]]:
    start = 0
    for index, token in enumerate(stream, 1):
        if token.level == 0 and token.nesting <= 0:
            yield stream[start:index]
            start = index


def _count(block: Iterable[Token], seen: Counter[str]) -> int:
    """Add to `seen` what is limited; how long the longest text is."""
    longest = 0
    for token in block:
        kind = token.type
        if kind == "inline":
            longest = max(longest, len(token.content))
            seen["marks"] += marks_in(token.content)
        elif kind in _BLOCKS:
            seen["blocks"] += 1
        elif kind == "list_item_open":
            seen["items"] += 1
        elif kind == "td_open":
            seen["cells"] += 1
    return longest


def blocks(stream: Sequence[Token], source: Source) -> list[Node]:
    """The block tree of a whole token stream."""
    return _Builder(stream, source).children(None)


class _Builder:
    """A cursor over the tokens: each method reads one construct and stands behind it afterwards."""

    def __init__(self, stream: Sequence[Token], source: Source) -> None:
        self.stream = stream
        self.source = source
        self.index = 0
        self.futile_searches = 0

    def children(self, closing: str | None) -> list[Node]:
        """Nodes up to the closing token, which is consumed."""
        nodes: list[Node] = []
        while self.index < len(self.stream):
            token = self.stream[self.index]
            self.index += 1
            if token.type == closing:
                break
            nodes += self._list_in_code(token, nodes) or self._node(token)
        return nodes

    def _list_in_code(self, token: Token, before: Sequence[Node]) -> list[Node]:
        """The list that became indented code because it stands a few columns too deep; or nothing."""
        match = _NUMBERED.match(token.content) if token.type == "code_block" else None
        if match is None or not token.map or not goes_on(int(match[1]), before):
            return []
        nesting = self.source.limits.nesting
        stream, _ = tokens(token.content, nesting)
        if any(inner.level >= nesting - 1 for inner in stream) or within_limits(stream, self.source)[1]:
            return []
        nodes = blocks(stream, msgspec.structs.replace(self.source, offset=token.map[0] + self.source.offset))
        return nodes if isinstance(nodes[0], List) else []

    def _node(self, token: Token) -> list[Node]:
        match token.type:
            case "paragraph_open":
                return self._paragraph(token)
            case "heading_open":
                return self._heading(token)
            case "bullet_list_open" | "ordered_list_open":
                return [self._list(token)]
            case "blockquote_open":
                return self._quote(token)
            case "fence" | "code_block":
                return [self._code(token)]
            case "table_open":
                return [self._table(token)]
            case "html_block":
                return self._html(token)
            case _:
                return []

    def _span(self, token: Token) -> Span:
        begin, end = token.map or (0, 1)
        return self.source.span(begin, end)

    def _inline(self) -> Token:
        """The inline token that follows an opening one; its closing one is skipped too."""
        token = self.stream[self.index]
        self.index += 2
        return token

    def _paragraph(self, token: Token) -> list[Node]:
        span, content = self._span(token), strip(self._inline().content)
        if not self.source.may_be_numbered:
            return self._text(content, span)
        pieces = list(lines_apart(content, self.source))
        firsts = [span.first + line for line, _ in pieces]
        ends = [*(first - 1 for first in firsts[1:]), span.last]
        return [
            paragraph
            for (_, raw), first, last in zip(pieces, firsts, ends, strict=True)
            for paragraph in self._text(raw, Span(first, last))
        ]

    def _text(self, raw: str, span: Span) -> list[Node]:
        text = strip(self.source.canonical(raw))
        if not text:
            return []
        found = lead(raw, self.source)
        if found:
            self.source.leads[span.first] = found
        return [Paragraph(text=text, span=span)]

    def _quote(self, token: Token) -> list[Node]:
        label = self._alert()
        children = tuple(self.children("blockquote_close"))
        span = _around(self._span(token), children)
        if label is None:
            return [Quote(children=children, span=span)] if children else []
        known = severity(label, self.source.locale)
        return [Note(severity=known, label=label, children=children, span=span)]

    def _alert(self) -> str | None:
        """The label of ``> [!NOTE]``, which is taken out of the quote's first paragraph."""
        if self.stream[self.index].type != "paragraph_open":
            return None
        paragraph, content = self.stream[self.index], self.stream[self.index + 1]
        match = _ALERT.match(content.content)
        if match is None:
            return None
        content.content = content.content[match.end() :]
        if match[0].endswith("\n") and paragraph.map:
            paragraph.map = [paragraph.map[0] + 1, paragraph.map[1]]
        return match[1]

    def _heading(self, token: Token) -> list[Node]:
        text = strip(self.source.canonical(self._inline().content))
        return [Heading(level=int(token.tag[1]), text=text, span=self._span(token))] if text else []

    def _code(self, token: Token) -> Code:
        begin, end = (line + self.source.offset for line in token.map or (0, 1))
        text = token.content.removesuffix("\n")
        first = min(begin + 1 if token.type == "code_block" else begin + 2, end)
        span = Span(first, min(first + text.count("\n"), end))
        return Code(text=text, span=span, info=token.info.strip())

    def _list(self, token: Token) -> List:
        ordered = token.type == "ordered_list_open"
        closing = token.type.replace("open", "close")
        items: list[ListItem] = []
        while self.stream[self.index].type != closing:
            item = self.stream[self.index]
            self.index += 1
            children = tuple(self.children("list_item_close"))
            number = int(item.info) if ordered and item.info.isdigit() else None
            items.append(ListItem(number=number, children=children, span=_around(self._span(item), children)))
        self.index += 1
        return List(ordered=ordered, items=tuple(items), span=_around(self._span(token), items))

    def _table(self, token: Token) -> Table:
        rows: list[Row] = []
        cells: list[Cell] = []
        span = self._span(token)
        while (part := self.stream[self.index]).type != "table_close":
            self.index += 1
            if part.type == "tr_open":
                cells, span = [], self._span(part)
            elif part.type == "inline":
                cells.append(Cell(paragraphs=self._cell_paragraphs(part.content, span), span=span))
            elif part.type == "tr_close":
                rows.append(Row(cells=tuple(cells), span=span, header=not rows))
        self.index += 1
        return Table(rows=tuple(rows), span=self._span(token))

    def _cell_paragraphs(self, content: str, span: Span) -> tuple[Paragraph, ...]:
        texts = (strip(self.source.canonical(part)) for part in _BREAK.split(content))
        return tuple(Paragraph(text=text, span=span) for text in texts if text)

    def _html(self, token: Token) -> list[Node]:
        begin = token.map[0] if token.map else 0
        span, limits = self._span(token), self.source.limits
        reading = read_html(token.content, span, False, limits)
        html = token.content
        if reading.scan.open and not reading.scan.only_neutral_open and reading.scan.wrong is None:
            longer = self._until_closed(begin, token.level)
            if longer is not None:
                html, end = longer
                span = self.source.span(begin, end)
                reading = read_html(html, span, True, limits)
        if reading.scan.wrong is not None:
            reason = "not well-formed HTML, kept as it stands"
            return self._junk(html, span, "SRC003", reading.scan.wrong, reason)
        self.source.seen.update(reading.scan.counts)
        if why := reading.exceeded or exceeded(self.source.seen, limits):
            return self._junk(html, span, "SRC007", span.first, f"text kept as it stands: {why}")
        for name, line in reading.ignored:
            self.source.report("SRC008", line, f"the element <{name}> is not read", f"<{name}>")
        return list(reading.nodes)

    def _junk(self, text: str, span: Span, code: str, line: int, reason: str) -> list[Node]:
        self.source.report(code, line, reason, text)
        return [Junk(text=text.rstrip("\n"), reason=reason, span=span)]

    def _until_closed(self, begin: int, level: int) -> tuple[str, int] | None:
        """HTML with blank lines in it, which end an HTML block: go on up to the end tag.

        Consumes the tokens in between; None if there is no end tag at this level.
        """
        if self.futile_searches > _MOST_SEARCHES:
            return None
        stack, done = Stack(), begin
        pieces: list[str] = []
        width = self.source.column(begin + self.source.offset + 1)
        for index in range(self.index - 1, len(self.stream)):
            token = self.stream[index]
            if token.level < level:
                break
            if token.map is None or token.map[1] <= done or token.type not in _TEXTS:
                continue
            code = token.type in ("fence", "code_block")
            piece = self._raw(done, token.map[0] if code else token.map[1], width)
            feed(stack, piece)
            pieces += (piece, _preformatted(token)) if code else (piece,)
            done = token.map[1]
            if not stack.required:
                self._skip_to(index + 1, level)
                return "".join(pieces), done
        self.futile_searches += 1
        return None

    def _raw(self, begin: int, end: int, width: int) -> str:
        """Lines of the body without the indentation and quote marks of the container they stand in."""
        lines = self.source.lines[begin + self.source.offset : end + self.source.offset]
        return "".join(line[min(width, len(line) - len(line.lstrip(" >"))) :] + "\n" for line in lines)

    def _skip_to(self, index: int, level: int) -> None:
        """Stand behind the token before `index` and behind whatever is open below `level`."""
        while index < len(self.stream):
            token = self.stream[index]
            if token.level <= level and not (token.level == level and token.nesting == -1):
                break
            index += 1
        self.index = index


def _around(span: Span, children: Sequence[Node | ListItem]) -> Span:
    """`span`, reaching as far as the last child: code may end with blank lines."""
    return Span(span.first, max(span.last, children[-1].span.last)) if children else span


def _preformatted(token: Token) -> str:
    """A code block as HTML, on as many lines."""
    before = "<pre>\n" if token.type == "fence" else "<pre>"
    return before + escape(token.content.removesuffix("\n"), quote=False) + "\n</pre>"
