"""Which ordered list is a procedure.

An ordered list is a procedure when something is done in it. Shape shows that, not verbs:

- an item holds a command, a procedure of its own, a wait, a link to follow, a citation of a step
  or a UI literal (bold) inside its text; or
- most items are sentences (they end in sentence punctuation); or
- it stands at the top of a section that acts (verification, recovery, procedure).

It is a plain list when every item is a term in bold with its explanation, or when none of that
holds: the parts of a message, the names of folders. In doubt a list that people may cite by number
stays a procedure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from runbookc import commands, inline
from runbookc.lowering.context import Context, paragraphs
from runbookc.lowering.prose import prose_of
from runbookc.lowering.waits import waits
from runbookc.model import document as d

ACTING = frozenset(("verification", "recovery", "procedure"))
_SENTENCE_END = re.compile(
    r"[.!?\u3002\uff01\uff1f\uff61\u0964\u06d4\u0589\u1362][\s\"'\u00bb\u201d\u2019\u300d)\ufffc]*$"
)
_TERM_GAP = re.compile(r"\s*(?:[:\uff1a]|[\u2013\u2014-]\s|[\u00a0\u2003\u3000]|\s\s)")
_MAX_TERM = 60


def is_procedure(ordered: d.List, context: Context, *, acts: bool, nested: bool) -> bool:
    """Whether to lower an ordered list to `Steps`; see the module's text."""
    if any(_does_something(item, context) for item in ordered.items):
        return True
    if ordered.items and all(_is_definition(item) for item in ordered.items):
        return False
    if any(_points(item) for item in ordered.items):
        return True
    sentences = sum(_is_sentence(item) for item in ordered.items)
    if sentences * 2 > len(ordered.items):
        return True
    return acts and not nested


def _does_something(item: d.ListItem, context: Context) -> bool:
    """A command, a list of steps inside, a citation or a wait."""
    for node in item.children:
        match node:
            case d.Code(text=text, info=info):
                if any(not piece.output for piece in commands.split(text, info)):
                    return True
            case d.Paragraph(text=text) if commands.is_prose_command(inline.plain(text)):
                return True
            case d.List(ordered=True) if is_procedure(node, context, acts=False, nested=True):
                return True
            case d.Note(children=children) if _says_when(paragraphs(children), context):
                return True
    return _says_when((node for node in item.children if isinstance(node, d.Paragraph)), context)


def _says_when(found: Iterable[d.Paragraph], context: Context) -> bool:
    for paragraph in found:
        prose = prose_of(paragraph.text)
        if context.citations.read(prose) or waits(prose, context.locale):
            return True
    return False


def _is_definition(item: d.ListItem) -> bool:
    """``**Term**   what it means``: the reader may have taken it for a note with a label."""
    first = item.children[0] if item.children else None
    if isinstance(first, d.Note):
        return first.severity is None
    if not isinstance(first, d.Paragraph):
        return False
    match inline.parse(first.text):
        case (inline.Strong(children), inline.Text(rest), *_):
            return len(inline.plain_text(children)) <= _MAX_TERM and bool(
                _TERM_GAP.match(rest) or inline.plain_text(children).rstrip().endswith((":", "\uff1a"))
            )
        case _:
            return False


def _points(item: d.ListItem) -> bool:
    """A UI literal after the first word, or a link, in the item's own text."""
    for node in item.children:
        if isinstance(node, d.Paragraph):
            parsed = inline.parse(node.text)
            if any(isinstance(child, inline.Link) for child in parsed):
                return True
            if any(isinstance(child, inline.Strong) for child in parsed[1:]):
                return True
    return False


def _is_sentence(item: d.ListItem) -> bool:
    first = item.children[0] if item.children else None
    return isinstance(first, d.Paragraph) and bool(_SENTENCE_END.search(inline.plain(first.text)))
