"""Inline Markdown: text, emphasis, UI literals, code, links, images, placeholders.

All text in the model is *canonical inline Markdown*: the output of `to_markdown`. It is one line,
has no raw HTML but `<strong>`/`<em>` where asterisks could not be parsed back (CommonMark 0.31,
section 6.2, "flanking"), and satisfies ``parse(to_markdown(nodes)) == nodes``.

Links are data here: `href` may hold anything. Whoever renders one asks `safe_href` first.
"""

from runbookc.inline.links import safe_href
from runbookc.inline.nodes import (
    Code,
    Emphasis,
    Image,
    Inline,
    Link,
    Placeholder,
    Strong,
    Text,
    plain_text,
    walk,
)
from runbookc.inline.normal import fold, normalize
from runbookc.inline.parsing import canonical, parse, plain
from runbookc.inline.writing import escape, guard_block_start, to_markdown

__all__ = [
    "Code",
    "Emphasis",
    "Image",
    "Inline",
    "Link",
    "Placeholder",
    "Strong",
    "Text",
    "canonical",
    "escape",
    "fold",
    "guard_block_start",
    "normalize",
    "parse",
    "plain",
    "plain_text",
    "safe_href",
    "to_markdown",
    "walk",
]
