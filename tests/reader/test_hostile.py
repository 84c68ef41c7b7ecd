"""Text that nobody reviewed: whatever the bytes, a document comes back, soon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runbookc import inline
from runbookc.model.document import (
    Cell,
    Code,
    Document,
    Heading,
    Junk,
    List,
    ListItem,
    Node,
    Note,
    Paragraph,
    Quote,
    Row,
    Table,
)
from runbookc.reader import Limits, read

SIZE = 120_000
SHAPES = {
    "nested quotes": lambda n: ">" * n + " a",
    "nested bullets": lambda n: "".join("  " * i + "- a\n" for i in range(int((n / 2) ** 0.5))),
    "bullets on one line": lambda n: "- " * (n // 2) + "a",
    "numbers on one line": lambda n: "1. " * (n // 3) + "a",
    "brackets": lambda n: "[" * n,
    "links": lambda n: "[a](" * (n // 4),
    "images in images": lambda n: "![" * (n // 6) + "a" + "](b)" * (n // 6),
    "stars": lambda n: "*" * n,
    "open strong": lambda n: "**a " * (n // 4),
    "star words": lambda n: "*a **b " * (n // 7),
    "underscores": lambda n: "a_" * (n // 2),
    "backticks": lambda n: "".join("`" * i + " " for i in range(int((2 * n) ** 0.5))),
    "escapes": lambda n: "\\*" * (n // 2),
    "entities": lambda n: "&lt;" * (n // 4),
    "open tags": lambda n: "<b>" * (n // 3),
    "open tags with text": lambda n: "<b>a<i>" * (n // 7),
    "crossed tags": lambda n: "<b>" * (n // 8) + "</i>" * (n // 8),
    "bold beside bold": lambda n: "<b>a</b>" * (n // 8),
    "bold beside nothing": lambda n: "<b>a</b><i></i>" * (n // 15),
    "unfinished tags": lambda n: "<div>\n" + "<a b" * (n // 4),
    "unfinished tags in a paragraph": lambda n: "<a b" * (n // 4),
    "unfinished comment": lambda n: "<!-- " * (n // 5),
    "quotes in a tag": lambda n: "<div a=\"'" * (n // 9),
    "deep divs": lambda n: "<div>" * (n // 5),
    "deep tables": lambda n: "<table><tr><td>" * (n // 15),
    "unclosed rows": lambda n: "<table>" + "<tr><td>a" * (n // 9),
    "tables that never close": lambda n: "<table>\n\n" * (n // 9),
    "rows": lambda n: "<table>\n" + "<tr><td>a</td></tr>\n" * (n // 20) + "</table>",
    "rows that span": lambda n: "<table>" + "<tr><td rowspan=999999>a</td></tr>" * (n // 34) + "</table>",
    "pipes": lambda n: "|a" * (n // 6) + "|\n" + "|-" * (n // 6) + "|\n" + "|b" * (n // 6) + "|",
    "pipe rows": lambda n: "|a|\n|-|\n" + "|b|\n" * (n // 4),
    "items": lambda n: "1. a\n" * (n // 5),
    "items cut by fences": lambda n: "".join(f"{i}. a\n```\nb\n```\n" for i in range(1, n // 16)),
    "code that is a list": lambda n: "a:\n\n" + "    1. b\n\n" * (n // 10),
    "definitions": lambda n: "".join(f"[a{i}]: b\n\n" for i in range(n // 12)),
    "labels": lambda n: "**a**: b\n\n" * (n // 10),
    "bold paragraphs": lambda n: "**a**\n\n" * (n // 7),
    "blanks": lambda n: " " * n,
    "no-break spaces": lambda n: "\u00a0" * (n // 2),
    "alerts": lambda n: "> [!NOTE]\n> a\n\n" * (n // 15),
    "front matter of brackets": lambda n: "---\na: " + "[" * n + "\n---\n",
    "front matter of aliases": lambda n: "---\na: &a [x]\n" + "b: [*a, *a]\n" * (n // 12) + "---\n",
    "front matter without end": lambda n: "---\n" + "a: b\n" * (n // 5),
    "one word": lambda n: "a" * n,
    "NUL": lambda n: "\0" * n,
    "bidi": lambda n: "\u202e\u2066" * (n // 6),
}


@pytest.mark.timeout(60)  # what costs the square of its length takes far longer than this
@pytest.mark.parametrize("shape", SHAPES)
def test_hostile_shapes_end_in_a_document(shape: str) -> None:
    _check(read("a.md", SHAPES[shape](SIZE).encode()))


@pytest.mark.timeout(30)
def test_ten_megabytes_on_one_line_are_refused_at_once() -> None:
    document = read("a.md", b"---\nms:mtpsurl: https://x.y/pl-pl/library/z\n---\n" + b"*a " * 3_500_000)
    assert document.locale == "pl-PL"
    assert [found.code for found in document.problems] == ["SRC007"]
    assert isinstance(document.blocks[0], Junk)


def test_what_is_nested_too_deeply_is_kept_as_junk() -> None:
    text = "".join("  " * depth + f"- level {depth}\n" for depth in range(80)) + "\nThe end.\n"
    document = read("a.md", text.encode())
    assert {found.code for found in document.problems} == {"SRC007"}
    assert all(f"level {depth}\n" in _all_text(document) + "\n" for depth in range(80))
    assert "The end." in _all_text(document)


def test_limits_are_options() -> None:
    text = b"<table><tr><td>a</td><td>b</td></tr></table>\n"
    assert read("a.md", text, folder_locale="it").problems == ()
    limited = read("a.md", text, folder_locale="it", limits=Limits(table_cells=1))
    assert [found.code for found in limited.problems] == ["SRC007"]
    items = read("a.md", b"Text.\n\n- a\n- b\n- c\n", folder_locale="it", limits=Limits(list_items=2))
    assert [(found.code, found.line) for found in items.problems] == [("SRC007", 3)]
    assert "- c" in _all_text(items)
    tiny = read("a.md", text, folder_locale="it", limits=Limits(file_bytes=10))
    assert [found.code for found in tiny.problems] == ["SRC007"]


_WRITTEN = """
# A|1. a|2. b|   1. c|     2. d|- e|  - f|    g|        h|```|~~~ x|> i|> [!NOTE]|> **K**: l|1) z|\t1. x|  y
<table>|<tr><td><p>m</p></td>|</tr></table>|<ul><li>n|</li></ul>|<!--|-->|<div>|</div>|<pre>|</pre>|<p>|<br>
**O**   p|**Q**:|**R s**|---|===|\u00a0|&nbsp;|[v]: w|<script>|a <b> c|\\|¦ t ¦ u ¦|¦---¦---¦|
"""
_LINES = st.sampled_from([line.replace("¦", "|") for line in _WRITTEN.replace("\n", "|").split("|")])
articles = st.lists(_LINES, max_size=25).map("\n".join)


@given(
    st.one_of(
        st.binary(),
        st.text().map(lambda text: text.encode("utf-8", "surrogatepass")),
        articles.map(str.encode),
    )
)
def test_any_bytes_give_a_document(data: bytes) -> None:
    _check(read("a.md", data))


class _Articles:
    """The real articles by number (a list of their texts would be printed with every failure)."""

    def __init__(self, folder: Path) -> None:
        self._paths = sorted(folder.glob("*/*/*.md"))

    def lines(self, number: int) -> list[str]:
        return self._paths[number % len(self._paths)].read_text("utf-8-sig").split("\n")


@pytest.fixture(scope="module")
def real(shared: Path) -> _Articles:
    return _Articles(shared)


_damages = st.lists(
    st.tuples(st.sampled_from(["drop", "double", "indent", "insert", "cut"]), st.integers(0, 400), _LINES),
    min_size=1,
    max_size=6,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.integers(0, 200), damages=_damages)
def test_damaged_real_articles_give_a_document(
    real: _Articles, number: int, damages: list[tuple[str, int, str]]
) -> None:
    lines = real.lines(number)
    for kind, where, written in damages:
        _damage(lines, kind, where % max(len(lines), 1), written)
    _check(read("a.md", "\n".join(lines).encode()))


def _damage(lines: list[str], kind: str, at: int, written: str) -> None:
    match kind:
        case "drop":
            del lines[at : at + 1 + len(written)]
        case "double":
            lines[at:at] = lines[at : at + 5]
        case "indent":
            lines[at : at + 1] = [" " * (1 + len(written)) + line for line in lines[at : at + 1]]
        case "insert":
            lines.insert(at, written)
        case "cut":
            lines[at : at + 1] = [line[: len(line) // 2] for line in lines[at : at + 1]]


def _check(document: Document) -> None:
    """What holds for every document."""
    assert msgspec.json.decode(msgspec.json.encode(document), type=Document) == document
    last = 10**9
    for node in document.blocks:
        _check_spans(node, 1, last)
    for found in document.problems:
        assert found.line >= 1
        assert found.message
    for text in _texts(document.blocks):
        assert inline.canonical(text) == text
        assert text


def _check_spans(node: Node | ListItem | Row | Cell, first: int, last: int) -> None:
    assert first <= node.span.first <= node.span.last <= last, node
    for child in _children(node):
        _check_spans(child, node.span.first, node.span.last)


def _children(node: object) -> Iterable[Node | ListItem | Row | Cell]:
    match node:
        case List(items=items):
            return items
        case Table(rows=rows):
            return rows
        case ListItem(children=children) | Note(children=children) | Quote(children=children):
            return children
    return ()


def _texts(nodes: Iterable[Node | ListItem | Row | Cell]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Paragraph | Heading):
            yield node.text
        elif isinstance(node, Row):
            yield from (paragraph.text for cell in node.cells for paragraph in cell.paragraphs)
        yield from _texts(_children(node))


def _all_text(document: Document) -> str:
    def walk(nodes: Iterable[Node | ListItem | Row | Cell]) -> Iterator[str]:
        for node in nodes:
            if isinstance(node, Paragraph | Heading | Code | Junk):
                yield node.text
            yield from walk(_children(node))

    return "\n".join(walk(document.blocks))
