"""Ids and labels: the same in every locale, because people cite them to each other."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from runbookc.alignment.columns import Column
from runbookc.alignment.tree import Node

_LETTERS = {
    "paragraph": "p",
    "command": "c",
    "row": "r",
    "steps": "s",
    "list": "l",
    "note": "n",
    "table": "t",
}


def number(root: Node, section_id: str, reference: str | None) -> dict[int, str]:
    """Set `id` and `label` of every node below `root`; returns the block ids of its columns by `id`.

    Steps are numbered as most editions number them: one that a minority has is ``2+1`` (the first
    such after step 2), so that "step 3" in the texts stays step 3.
    """
    root.id = section_id
    blocks: dict[int, str] = {}
    _number_children(root, section_id, "", root.locales(), reference, blocks)
    return blocks


def _number_children(
    node: Node,
    prefix: str,
    label: str,
    present: set[str],
    reference: str | None,
    blocks: dict[int, str],
) -> None:
    counts: Counter[str] = Counter()
    for child in node.children:
        letter = _LETTERS[child.kind]
        counts[letter] += 1
        block_id = f"{prefix}.{letter}{counts[letter]}"
        if isinstance(child, Column):
            blocks[id(child)] = block_id
            continue
        child.id = block_id
        if child.kind == "steps":
            inner = prefix if counts[letter] == 1 else block_id
            _number_items(child, inner, label, present, reference, blocks)
        elif child.kind == "list":
            for position, item in enumerate(child.children, 1):
                if isinstance(item, Node):
                    item.id = f"{block_id}.{position}"
                    _number_children(item, item.id, label, present, reference, blocks)
        else:
            _number_children(child, block_id, label, present, reference, blocks)


def _number_items(
    steps: Node, prefix: str, label: str, present: set[str], reference: str | None, blocks: dict[int, str]
) -> None:
    counted = extra = 0
    around = steps.locales() & present or present
    for item in steps.children:
        if not isinstance(item, Node):
            continue
        has = item.locales()
        if is_majority(has | _joined(item), around, reference):
            counted, extra = counted + 1, 0
            number_ = str(counted)
        else:
            extra += 1
            number_ = f"{counted}+{extra}"
        item.id = f"{prefix}.{number_}"
        item.label = label + _label_part(number_, label)
        _number_children(item, item.id, item.label, has, reference, blocks)


def _joined(node: Node) -> set[str]:
    return {locale for column in node.columns() for locale in column.joined}


def is_majority(have: set[str], all_: set[str], reference: str | None) -> bool:
    """Whether what `have` have counts as agreed among `all_`; at a tie the reference decides."""
    twice = 2 * len(have & all_)
    if twice != len(all_):
        return twice > len(all_)
    return reference not in all_ or reference in have


def _label_part(number_: str, label: str) -> str:
    """``2`` at the outermost level, then letters, then figures again: ``2c1``."""
    if not label or not label[-1].isdigit():
        return number_
    digits, _, extra = number_.partition("+")
    letters = letter(int(digits)) if digits != "0" else "0"
    return letters + (f"+{extra}" if extra else "")


def letter(number_: int) -> str:
    """1 is ``a``, 26 ``z``, 27 ``aa``."""
    out = ""
    while number_:
        number_, rest = divmod(number_ - 1, 26)
        out = chr(ord("a") + rest) + out
    return out


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens where `text` allows it, else its own letters.

    Marks are dropped from Latin letters only: in Thai or Hindi they are the vowels.
    """
    plain = "".join(_without_accent(char) for char in unicodedata.normalize("NFKC", text.casefold()))
    return re.sub(r"-+", "-", plain).strip("-")[:60]


def _without_accent(char: str) -> str:
    base = unicodedata.normalize("NFKD", char)
    if base[0].isascii():
        return "".join(c if c.isalnum() else "-" for c in base if not unicodedata.combining(c))
    return char if char.isalnum() or unicodedata.category(char)[0] == "M" else "-"
