"""How much of a file is read: bounds on time and memory for text that nobody reviewed."""

from __future__ import annotations

import re
from collections import Counter

import msgspec

_MARK = re.compile(r"[\[*_`\\&]")


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What exceeds a limit is kept as junk or left out, with a ``SRC007`` problem."""

    file_bytes: int = 512 * 1024
    """A larger file is not parsed at all; the dearest Markdown costs some 11 µs a byte."""
    nesting: int = 100
    """Depth of the block tree, lists and their items each counting one."""
    front_matter_bytes: int = 8 * 1024
    marks: int = 20_000
    """Characters in a file that may begin inline markup (``[ * _ ` \\ &``), code blocks apart: every
    stage looks at each again."""
    paragraph: int = 20_000
    """Characters in a paragraph, heading or cell."""
    blocks: int = 4_000
    """Paragraphs, headings, code blocks and pieces of HTML in a file."""
    table_cells: int = 10_000
    list_items: int = 4_000


DEFAULT = Limits()


def marks_in(text: str) -> int:
    """How many characters of a text may begin inline markup."""
    return len(_MARK.findall(text))


def exceeded(seen: Counter[str], limits: Limits) -> str:
    """Which limit the sums of a file exceed, in words; nothing when none."""
    if seen["items"] > limits.list_items:
        return f"more than {limits.list_items:,} list items (--max-list-items)"
    if seen["cells"] > limits.table_cells:
        return f"more than {limits.table_cells:,} table cells (--max-table-cells)"
    if seen["blocks"] > limits.blocks:
        return f"more than {limits.blocks:,} blocks (--max-blocks)"
    if seen["marks"] > limits.marks:
        return f"more than {limits.marks:,} characters of inline markup (--max-marks)"
    return ""


def too_long(characters: int, limits: Limits) -> str:
    """That a paragraph of so many characters exceeds the limit, in words; nothing when it does not."""
    return (
        f"a paragraph of more than {limits.paragraph:,} characters (--max-paragraph)"
        if characters > limits.paragraph
        else ""
    )
