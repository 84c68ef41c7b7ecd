"""No letter of any article is lost, however it is put together."""

from __future__ import annotations

from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from runbookc import inline
from runbookc.model.document import Code, Heading, Junk, List, Node, Note, Paragraph, Quote, Table
from runbookc.reader import read
from tests.independent.outline import visible_text

_WRITTEN = """
# A|1. a|2. b|   1. c|     2. d|- e|  - f|    g|        h|```|~~~|> i|> [!NOTE]|> **K**: l|1) z|\t1. x|  y
<table>|<tr><td><p>m</p></td>|</tr></table>|<ul><li>n|</li></ul>|<div>|</div>|<p>|<br>|**O**   p|**Q**:|</td>
**R s**|---|===|\u00a0|&nbsp;|a <b> c|\\|¦ t ¦ u ¦|¦---¦---¦|<ol>|<li>v</li>|<dl><dt>w|</ol>
"""
_LINES = st.sampled_from([line.replace("¦", "|") for line in _WRITTEN.replace("\n", "|").split("|")])


@given(st.lists(_LINES, max_size=16).map("\n".join))
@example("1. a\n\n    1. b\n\n  - c\n\n2. d\n```\ne\n```\n1. f")
@example("<table>\n\n**O**   p\n\n<tr><td>\n\n- e\n- f\n\n</td></tr></table>")
def test_every_letter_that_cmark_shows_is_in_the_document(text: str) -> None:
    seen = Counter(visible_text(text))
    ours = Counter("".join(_text(node) for node in read("a.md", text.encode()).blocks))
    assert seen - ours == Counter()


def _text(node: Node) -> str:
    match node:
        case Paragraph(text=text) | Heading(text=text):
            return inline.plain(text)
        case Code(text=text) | Junk(text=text):
            return text
        case List(items=items):
            return "".join(_text(child) for item in items for child in item.children)
        case Note(label=label, children=children):
            return label + "".join(_text(child) for child in children)
        case Quote(children=children):
            return "".join(_text(child) for child in children)
        case Table(rows=rows):
            cells = [cell for row in rows for cell in row.cells]
            return "".join(inline.plain(paragraph.text) for cell in cells for paragraph in cell.paragraphs)
