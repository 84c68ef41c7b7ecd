"""The nodes of an HTML block that was scanned. Apart from the scan because few articles need it: loading
BeautifulSoup takes longer than reading an article without HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from runbookc import inline
from runbookc.model.document import (
    Cell,
    Code,
    Heading,
    List,
    ListItem,
    Node,
    Paragraph,
    Quote,
    Row,
    Span,
    Table,
)  # fmt: skip
from runbookc.reader.blanks import strip
from runbookc.reader.elements import BLOCKS, CODE, EMPHASIS, HEADINGS, IGNORED, LISTS, STRONG
from runbookc.reader.htmlscan import LINE
from runbookc.reader.htmltables import cells_of, flat, integer, table_parts, with_spanning_cells

_CHUNK_END = re.compile(r"(?<=\n)(?=[ \t]*\n|[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t])")
_MARKER = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])[ \t]+")
"""Of lists in Markdown between HTML tags: in a cell, an item is a paragraph."""


def nodes_of(html: str, span: Span, markdown: bool) -> tuple[tuple[Node, ...], tuple[tuple[str, int], ...]]:
    """The nodes of a block that stands in the lines of `span`, and the elements left out, with their
    lines. `html` is what the scan wrote; `markdown` as for `read_html`.
    """
    reader = _Reader(span.first, span.last, markdown)
    soup = BeautifulSoup(html, "lxml", multi_valued_attributes=None)
    nodes = tuple(reader.blocks(soup.body.children)) if soup.body else ()
    return nodes, tuple(reader.ignored)


class _Reader:
    """Walks the tree once, in order, and keeps the current line."""

    def __init__(self, first: int, last: int, markdown: bool) -> None:
        self.line = self.text_line = first
        self.last = last
        self.markdown = markdown
        self.cells = 0
        """How many table cells are open: in a cell a line break ends a paragraph."""
        self.ignored: list[tuple[str, int]] = []

    def _at(self, tag: Tag) -> int:
        written = tag.attrs.get(LINE)
        if written is not None:
            self.line = int(str(written))
        return self.line

    def _span(self, first: int) -> Span:
        return Span(first, max(first, min(self.line, self.last)))

    def blocks(self, children: Iterable[PageElement]) -> Iterator[Node]:
        run: list[inline.Inline] = []
        first = self.line
        for child in children:
            if isinstance(child, Tag) and child.name in BLOCKS:
                yield from self._paragraph(run, first)
                run = []
                yield from self._block(child)
                first = self.line
            elif isinstance(child, Tag) and child.name == "br" and self.cells:
                yield from self._paragraph(run, first)
                run = []
                first = self._at(child)
            elif isinstance(child, Tag) and child.name not in IGNORED and _holds_block(child):
                yield from self._paragraph(run, first)
                run = []
                yield from self.blocks(child.children)
                first = self.line
            elif self.markdown and isinstance(child, NavigableString):
                for index, chunk in enumerate(_CHUNK_END.split(str(child))):
                    if index:
                        yield from self._paragraph(run, first)
                        run = []
                    first = first if run else self._start_line(chunk)
                    run += self._text(chunk)
            else:
                if not run:
                    first = self._start_line(child)
                run += self._inline(child)
        yield from self._paragraph(run, first)

    def _start_line(self, child: PageElement | str) -> int:
        """Where the text of `child` begins, which may be some lines down."""
        if isinstance(child, str):
            return self.line + child[: len(child) - len(child.lstrip())].count("\n")
        return self.line

    def _paragraph(self, run: list[inline.Inline], first: int) -> Iterator[Paragraph]:
        if not run:
            return
        if len(run) == 1 and isinstance(text := run[0], inline.Text):
            shown = strip(inline.escape(text.text))
        else:
            shown = strip(inline.to_markdown(inline.normalize(run)))
        if shown:
            yield Paragraph(text=shown, span=Span(first, max(first, min(self.text_line, self.last))))

    def _block(self, tag: Tag) -> Iterator[Node]:
        first = self._at(tag)
        if tag.name == "table":
            yield from self._table(tag, first)
        elif tag.name in LISTS:
            yield from self._list(tag, first)
        elif tag.name == "pre":
            yield self._code(tag, first)
        elif tag.name in HEADINGS:
            text = strip(self._inner(tag))
            if text:
                yield Heading(level=int(tag.name[1]), text=text, span=self._span(first))
        elif tag.name == "blockquote":
            children = tuple(self.blocks(tag.children))
            if children:
                yield Quote(children=children, span=self._span(first))
        elif tag.name != "hr":
            yield from self.blocks(tag.children)

    def _list(self, tag: Tag, first: int) -> Iterator[List]:
        ordered = tag.name == "ol"
        number = integer(tag.attrs.get("start"), 1)
        items: list[ListItem] = []
        for child in tag.children:
            if isinstance(child, Tag) and child.name == "li":
                begin = self._at(child)
                number = integer(child.attrs.get("value"), number)
                children = tuple(self.blocks(child.children))
                items.append(
                    ListItem(number=number if ordered else None, children=children, span=self._span(begin))
                )
                number += 1
            else:
                self._append_to_last(items, child)
        if items:
            yield List(ordered=ordered, items=tuple(items), span=self._span(first))

    def _append_to_last(self, items: list[ListItem], child: PageElement) -> None:
        """What stands in a list but in no item belongs to the item before it."""
        first = self.line
        nodes = tuple(self.blocks([child]))
        if not nodes:
            return
        if items:
            last = items[-1]
            span = Span(last.span.first, max(last.span.last, nodes[-1].span.last))
            items[-1] = ListItem(number=last.number, children=last.children + nodes, span=span)
        else:
            items.append(ListItem(number=None, children=nodes, span=self._span(first)))

    def _code(self, tag: Tag, first: int) -> Code:
        text = tag.get_text()
        if text.startswith("\n"):
            text, first = text[1:], first + 1
        text = text.rstrip("\n")
        self.line = first + text.count("\n")
        return Code(text=text, span=self._span(first))

    def _table(self, tag: Tag, first: int) -> Iterator[Node]:
        parts = table_parts(tag)
        for caption in parts.captions:
            self._at(caption)
            yield from self.blocks(caption.children)
        rows = [self._row(row) for row in parts.rows]
        heights = [
            tuple(integer(cell.attrs.get("rowspan"), 1) for cell in cells_of(row)) for row in parts.rows
        ]
        if any(height > 1 for row in heights for height in row):
            rows = with_spanning_cells(rows, heights)
        if rows:
            yield Table(rows=tuple(rows), span=self._span(first))
        yield from self.blocks(parts.stray)

    def _row(self, tag: Tag) -> Row:
        first = self._at(tag)
        tags = cells_of(tag)
        cells = tuple(self._cell(child) for child in tags)
        in_head = tag.parent is not None and tag.parent.name == "thead"
        header = bool(cells) and (in_head or all(child.name == "th" for child in tags))
        return Row(cells=cells, header=header, span=self._span(first))

    def _cell(self, tag: Tag) -> Cell:
        first = self._at(tag)
        self.cells += 1
        paragraphs = tuple(flat(self.blocks(tag.children)))
        self.cells -= 1
        if LINE not in tag.attrs and paragraphs:
            first = paragraphs[0].span.first
        columns = min(max(integer(tag.attrs.get("colspan"), 1), 1), 100)
        return Cell(paragraphs=paragraphs, columns=columns, span=self._span(first))

    def _inner(self, tag: Tag) -> str:
        return inline.to_markdown(inline.normalize(self._inlines(tag.children)))

    def _inlines(self, children: Iterable[PageElement]) -> list[inline.Inline]:
        return [node for child in children for node in self._inline(child)]

    def _inline(self, child: PageElement) -> list[inline.Inline]:
        if isinstance(child, NavigableString):
            return self._string(child)
        if not isinstance(child, Tag):
            return []
        self._at(child)
        name = child.name
        if name in IGNORED:
            self.ignored.append((name, self.line))
            return []
        if name == "br":
            return [inline.Text(" ")]
        if name == "img":
            return [inline.Image(str(child.attrs.get("src", "")), str(child.attrs.get("alt", "")))]
        if name in CODE:
            text = child.get_text()
            self.line += text.count("\n")
            self.text_line = self.line
            return [inline.Code(text)]
        nodes = tuple(self._inlines(child.children))
        if name in STRONG:
            return [inline.Strong(nodes)]
        if name in EMPHASIS:
            return [inline.Emphasis(nodes)]
        if name == "a" and child.attrs.get("href"):
            return [inline.Link(str(child.attrs["href"]), nodes)]
        return list(nodes)

    def _string(self, string: NavigableString) -> list[inline.Inline]:
        return [] if isinstance(string, PreformattedString) else self._text(str(string))

    def _text(self, text: str) -> list[inline.Inline]:
        shown = text.rstrip()
        if shown:
            self.text_line = self.line + shown.count("\n")
        self.line += text.count("\n")
        if not self.markdown:
            return [inline.Text(text)]
        before, after = (" " if edge.isspace() else "" for edge in (text[:1], text[-1:]))
        return [inline.Text(before), *inline.parse(_MARKER.sub("", text)), inline.Text(after)]


def _holds_block(tag: Tag) -> bool:
    return any(isinstance(child, Tag) and child.name in BLOCKS for child in tag.descendants)
