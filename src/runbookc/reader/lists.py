"""Lists that the writing cut in pieces, put together again. The numbers and the columns tell.

A fence at column 0 between two steps ends a Markdown list; an item indented one column short falls
out of its parent; one indented four columns too far becomes code. None of it is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from runbookc.model.document import Code, Heading, List, ListItem, Node, Note, Paragraph, Quote, Span
from runbookc.reader.source import Source

_DEEPER = 2
"""Columns that make an indentation deliberate."""
_QUOTE_MARKS = re.compile(r"[ \t>]*>")
_COLONS = (":", "：", "﹕", "፡", "։")


def join(nodes: Sequence[Node], source: Source) -> list[Node]:
    """The children of one container with its broken lists mended; headings end every list."""
    out: list[Node] = []
    for node in nodes:
        if isinstance(node, List):
            node = _renested(node, source)
            if _continue(out, node, source):
                continue
        if out and isinstance(out[-1], List) and _fell_out(out[-1], node, source):
            out[-1] = _hosted(out[-1], node, source)
            continue
        out.append(node)
    return [joined for index, node in enumerate(out) for joined in _with_last_code(out, index, node, source)]


def _with_last_code(out: list[Node], index: int, node: Node, source: Source) -> list[Node]:
    """A code block right after a list that ends in a colon is what the colon announces."""
    if isinstance(node, List) and index + 1 < len(out) and _announced(node, out[index + 1], source):
        return [_extended(node, (out[index + 1],), ())]
    if isinstance(node, Code) and index and _announced(out[index - 1], node, source):
        return []
    return [node]


def _announced(before: Node, code: Node, source: Source) -> bool:
    if not (isinstance(before, List) and isinstance(code, Code) and _only_blanks(before, code, source)):
        return False
    children = before.items[-1].children
    if not (children and isinstance(children[-1], Paragraph)):
        return False
    return ends_in_colon(children[-1].text) or _has_code_like(before, code, source)


def _has_code_like(before: List, code: Code, source: Source) -> bool:
    """Whether the item before the last one got its code from the same column."""
    others = [item.children[-1] for item in before.items[-2:-1] if item.children]
    return any(
        isinstance(other, Code)
        and _start_column(other, source) == _start_column(code, source) <= source.column(before.span.first)
        for other in others
    )


def goes_on(number: int, before: Sequence[Node]) -> bool:
    """Whether an item with `number` goes on with a list among `before`, or begins one they announce."""
    if number == 1:
        return bool(before) and isinstance(last := before[-1], Paragraph) and ends_in_colon(last.text)
    for node in reversed(before):
        if isinstance(node, Heading):
            break
        if isinstance(node, List):
            return any(level.ordered and _last_number(level) + 1 == number for level in _last_lists(node))
    return False


def ends_in_colon(text: str) -> bool:
    """Whether a text announces what follows it."""
    return text.rstrip(" *_\u00a0").endswith(_COLONS)


def _renested(node: List, source: Source) -> List:
    """Items that stand deeper than the first one are a list inside the item before them."""
    columns = [source.column(item.span.first) for item in node.items]
    if len(columns) < 2 or max(columns[1:]) < columns[0] + _DEEPER:
        return node
    items: list[ListItem] = []
    deeper: list[ListItem] = []
    for item, column in zip(node.items, columns, strict=True):
        is_deeper = bool(items) and column >= columns[0] + _DEEPER
        if is_deeper and (deeper or item.number in (None, 1)):
            deeper.append(item)
            continue
        items = _with_nested(items, deeper, node.ordered, source)
        deeper = []
        items.append(item)
    return msgspec.structs.replace(node, items=tuple(_with_nested(items, deeper, node.ordered, source)))


def _with_nested(
    items: list[ListItem], deeper: list[ListItem], ordered: bool, source: Source
) -> list[ListItem]:
    if not deeper:
        return items
    span = Span(deeper[0].span.first, deeper[-1].span.last)
    nested = _renested(List(ordered=ordered, items=tuple(deeper), span=span), source)
    return [*items[:-1], _grown(items[-1], (nested,))]


def _continue(out: list[Node], node: List, source: Source) -> bool:
    """Append `node` to the list in `out` that it goes on from, with what stands between them."""
    index = next(
        (i for i in range(len(out) - 1, -1, -1) if isinstance(out[i], List | Heading)), None
    )  # fmt: skip
    if index is None:
        return False
    before = out[index]
    between = tuple(out[index + 1 :])
    if not isinstance(before, List):
        return False
    depth = _continued_depth(before, between, node, source)
    if depth is None:
        return False
    out[index:] = [_continued(before, depth, between, node.items)]
    return True


def _continued_depth(before: List, between: tuple[Node, ...], node: List, source: Source) -> int | None:
    """How far down the last items of `before` the list is that goes on: 0 for `before` itself."""
    number = node.items[0].number
    if not node.ordered or number is None:
        same_kind = not before.ordered and not node.ordered
        return 0 if same_kind and _only_code(before, between, node, source) else None
    chain = _last_lists(before)
    fitting = [d for d, level in enumerate(chain) if level.ordered and _last_number(level) + 1 == number > 1]
    if fitting:
        column = source.column(node.span.first)
        return min(fitting, key=lambda d: (abs(source.column(chain[d].span.first) - column), d))
    if not before.ordered:
        return None
    if number > 1:
        return 0 if number > _last_number(before) else None
    return 0 if _only_code(before, between, node, source) else None


def _last_lists(node: List) -> list[List]:
    """A list, the list that ends its last item, and so on."""
    chain = [node]
    while chain[-1].items[-1].children and isinstance(last := chain[-1].items[-1].children[-1], List):
        chain.append(last)
    return chain


def _last_number(node: List) -> int:
    first = node.items[0].number or 1
    return max(node.items[-1].number or 0, first + len(node.items) - 1)


def _only_code(before: List, between: tuple[Node, ...], node: List, source: Source) -> bool:
    """Whether nothing but code and alerts stands between two lists: no text that begins anew."""
    nodes = (before, *between, node)
    return (
        bool(between)
        and all(isinstance(part, Code | Note) for part in between)
        and all(_only_blanks(one, two, source) for one, two in pairwise(nodes))
    )


def _only_blanks(one: Node, two: Node, source: Source) -> bool:
    """Whether no comment such as ``<!-- end list -->`` keeps two nodes apart."""
    return "<!--" not in "".join(source.line(n) for n in range(one.span.last + 1, two.span.first))


def _continued(node: List, depth: int, between: tuple[Node, ...], items: tuple[ListItem, ...]) -> List:
    if depth == 0:
        return _extended(node, between, items)
    *rest, last = node.items
    *children, nested = last.children
    assert isinstance(nested, List)
    grown = _continued(nested, depth - 1, between, items)
    item = msgspec.structs.replace(
        last, children=(*children, grown), span=Span(last.span.first, grown.span.last)
    )
    return List(ordered=node.ordered, items=(*rest, item), span=Span(node.span.first, grown.span.last))


def _extended(node: List, inside: tuple[Node, ...], items: tuple[ListItem, ...]) -> List:
    """`node` with `inside` at the end of its last item, and more items."""
    *rest, last = node.items
    every = (*rest, _grown(last, inside), *items)
    return List(
        ordered=node.ordered,
        items=every,
        span=Span(node.span.first, max(node.span.last, every[-1].span.last)),
    )


def _grown(item: ListItem, inside: tuple[Node, ...]) -> ListItem:
    if not inside:
        return item
    span = Span(item.span.first, max(item.span.last, inside[-1].span.last))
    return msgspec.structs.replace(item, children=item.children + inside, span=span)


def _fell_out(before: List, node: Node, source: Source) -> bool:
    """Whether `node` stands deeper than the markers of the list before it."""
    if isinstance(node, Heading) or not _only_blanks(before, node, source):
        return False
    return _start_column(node, source) >= source.column(before.span.first) + _DEEPER


def _start_column(node: Node, source: Source) -> int:
    if isinstance(node, Note | Quote):
        marks = _QUOTE_MARKS.match(source.line(node.span.first))
        return len(marks[0].expandtabs(4)) - 1 if marks else source.column(node.span.first)
    if isinstance(node, Code):
        fence = source.line(node.span.first - 1).lstrip(" >\t")
        return source.column(node.span.first - 1) if fence.startswith(("```", "~~~")) else 0
    return source.column(node.span.first)


def _hosted(node: List, child: Node, source: Source) -> List:
    """`child` at the end of the deepest last item whose marker it stands behind."""
    column = _start_column(child, source)
    last = node.items[-1]
    if last.children and isinstance(nested := last.children[-1], List):
        deeper = column >= source.column(nested.span.first) + _DEEPER
        if deeper:
            grown = _hosted(nested, child, source)
            item = _grown(msgspec.structs.replace(last, children=last.children[:-1]), (grown,))
            return List(
                ordered=node.ordered,
                items=(*node.items[:-1], item),
                span=Span(node.span.first, max(node.span.last, item.span.last)),
            )
    return _extended(node, (child,), ())
