"""Notes and headings that are written as bold text, told apart by shape in any language.

A **lead** is a short bold text at the beginning of a paragraph, set off by a colon or by two or more
blanks (``**Remarque**   Dans …``). It labels a note, unless it defines a term: at the beginning of a
list item, beside other leads, right under the title, or when it is an identifier.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from runbookc import inline
from runbookc.locales.labels import severity
from runbookc.model.document import Heading, List, ListItem, Node, Note, Paragraph, Quote, Span, Table
from runbookc.reader.lists import ends_in_colon
from runbookc.reader.source import Lead, Source

_BLANK = "[ \t\u00a0\u2002\u2003\u3000]"
_LEAD = re.compile(
    r"(?P<open>\*\*|__|<(?:strong|b)>)(?P<label>[^*_<>\n]{1,60}?)"
    rf"{_BLANK}*(?P<inner>[:：]?){_BLANK}*(?<!\\)(?:\*\*|__|</(?:strong|b)>)"
    rf"(?P<blanks>{_BLANK}*)(?P<colon>[:：]?)(?P<after>{_BLANK}*)(?P<line>\\?\n)?(?P<rest>.*)",
    re.DOTALL,
)
_ICON = re.compile(r"^(?:!\[[^\[\]]*\]\([^()]*(?:\([^()]*\)[^()]*)*\)\s*)+(?=\*\*|__|<)")
_IDENTIFIER = re.compile(r"\w*[a-z0-9][A-Z]\w*|\S*[\w][._\\/][\w]\S*|\S*\d\S*|[A-Z]{2,}\S*|\S*-[A-Z]\S*")
_LOOSE_BOLD = re.compile(r"(?:\\\*){2}\s*(?P<text>(?:[^*\\]|\\[^*])+?)\s*(?:\\\*){2}")
_ENDS_SENTENCE = re.compile(r"[.!?。！？…।]$")
_MOST_WORDS = 3
_MOST_UNDER_TITLE = 8
_MOST_UNDER_HEADING = 4
_LONGEST_LABEL = 32
_LONGEST_HEADING = 240


def lead(markdown: str, source: Source) -> Lead | None:
    """The bold lead-in of a paragraph's raw inline Markdown, or None."""
    if markdown.startswith("!["):
        markdown = _ICON.sub("", markdown)
    if not markdown.startswith(("**", "__", "<b>", "<strong>")):
        return None
    match = _LEAD.match(markdown)
    if match is None:
        return None
    label = inline.plain(source.canonical(match["label"])).strip()
    if not label:
        return None
    rest = source.canonical(match["rest"])
    blanks = len(match["blanks"]) + len(match["after"])
    set_off = bool(match["inner"] or match["colon"]) or blanks >= 2 or "\u3000" in match["blanks"]
    apart = blanks > 0 or match["line"] is not None
    plausible = set_off or not rest or (apart and not rest[:1].islower())
    return Lead(label=label, rest=rest, set_off=set_off, plausible=plausible)


def with_notes(nodes: Sequence[Node], source: Source, *, in_item: bool, defining: bool = False) -> list[Node]:
    """The children of one container with its labelled paragraphs as notes.

    `in_item`: they are a list item's. `defining`: its first lead is one of several in its list.
    """
    out: list[Node] = []
    index = 0
    while index < len(nodes):
        node = nodes[index]
        found = _lead_of(node, source)
        first = in_item and index == 0
        note = None
        if found and not (first and defining):
            known = severity(found.label, source.locale) if found.plausible else None
            if known or (found.set_off and not first and _may_label(nodes, index, found, source)):
                note = _note(node, found, known, nodes[index + 1 : index + 2])
        out.append(note or node)
        took_the_next = note is not None and note.children[0] in nodes[index + 1 : index + 2]
        index += 2 if took_the_next else 1
    return out


def _note(node: Node, found: Lead, known: str | None, following: Sequence[Node]) -> Note | None:
    """A note of the text after the label, or of what follows a label that stands alone."""
    if found.rest:
        child: Node = Paragraph(text=found.rest, span=node.span)
    elif following and isinstance(following[0], Paragraph | List):
        child = following[0]
    else:
        return None
    span = Span(node.span.first, child.span.last)
    return Note(severity=known, label=found.label, children=(child,), span=span)


def _may_label(nodes: Sequence[Node], index: int, found: Lead, source: Source) -> bool:
    """Whether a lead in an unknown language labels a note, and does not define a term."""
    label = found.label
    if not found.rest or len(label) > _LONGEST_LABEL or len(label.split()) > _MOST_WORDS:
        return False
    if _ENDS_SENTENCE.search(label) or _IDENTIFIER.fullmatch(label):
        return False
    beside = [_lead_of(nodes[i], source) for i in (index - 1, index + 1) if 0 <= i < len(nodes)]
    if any(other and other.set_off and other.label != label for other in beside):
        return False
    return not _is_under_title(nodes, index, source)


def _is_under_title(nodes: Sequence[Node], index: int, source: Source) -> bool:
    """Whether only the title and other leads stand before: "Applies to: …" is data about the article."""
    before = index - 1
    while before >= max(0, index - _MOST_UNDER_TITLE) and _lead_of(nodes[before], source):
        before -= 1
    node = nodes[before] if before >= 0 else None
    return isinstance(node, Heading) and node.level == 1


def _lead_of(node: Node, source: Source) -> Lead | None:
    return source.leads.get(node.span.first) if isinstance(node, Paragraph) else None


def with_headings(nodes: Sequence[Node], source: Source) -> list[Node]:
    """The top of a document with its bold-only paragraphs as headings.

    One that ends like a sentence is stressed text, unless it stands in a row of others that do not.
    """
    titles = [_bold_title(nodes, index, source) for index in range(len(nodes))]
    row = sum(title is not None and not _ENDS_SENTENCE.search(title) for title in titles) >= 2
    out: list[Node] = []
    level = 2
    for node, title in zip(nodes, titles, strict=True):
        if isinstance(node, Heading):
            level = node.level
        if title is not None and (row or not _ENDS_SENTENCE.search(title)):
            out.append(Heading(level=min(max(3, level + 1), 6), text=title, span=node.span, implied=True))
            if isinstance(node, Paragraph) and _LOOSE_BOLD.fullmatch(node.text):
                message = "a blank inside the marks keeps a heading from being bold"
                source.report("SRC009", node.span.first, message, inline.plain(node.text))
        else:
            out.append(node)
    return out


def _closed_up(markdown: str) -> str:
    """A text in bold marks that a blank on their inner side keeps from being any, as if it were bold."""
    match = _LOOSE_BOLD.fullmatch(markdown)
    return f"**{match['text']}**" if match else markdown


def _bold_title(nodes: Sequence[Node], index: int, source: Source) -> str | None:
    """The text of a paragraph that is nothing but bold and has something below it, or None."""
    node = nodes[index]
    if not isinstance(node, Paragraph) or not node.text.startswith(("**", "<strong>", "*", "<em>", "\\*")):
        return None
    if index + 1 == len(nodes) or isinstance(nodes[index + 1], Heading):
        return None
    match inline.parse(_closed_up(node.text)):
        case (inline.Strong(children),) | (inline.Emphasis((inline.Strong(children),)),):
            text = inline.to_markdown(children)
        case _:
            return None
    if len(text) > _LONGEST_HEADING:
        return None
    if severity(inline.plain(text), source.locale) and not _stands_over_a_table(nodes, index):
        return None
    below_title = index > 0 and isinstance(above := nodes[index - 1], Heading) and above.level == 1
    if below_title and re.search(r"[:：].", text) and not ends_in_colon(text):
        return None
    return text


def _stands_over_a_table(nodes: Sequence[Node], index: int) -> bool:
    """Whether a table follows before the next heading, which no note holds: in some languages one word
    means *note* and *explanation*."""
    for node in nodes[index + 1 : index + 1 + _MOST_UNDER_HEADING]:
        if isinstance(node, Table):
            return True
        if isinstance(node, Heading) or (isinstance(node, Paragraph) and node.text.startswith("**")):
            return False
    return False


def merged_quote(quote: Quote) -> Quote | Note:
    """A quote that begins with a labelled paragraph is that note."""
    first = quote.children[0]
    if not isinstance(first, Note):
        return quote
    children = first.children + quote.children[1:]
    return msgspec.structs.replace(first, children=children, span=quote.span)


def defines_terms(node: List, source: Source) -> bool:
    """Whether several items of a list begin with different leads."""
    firsts = [item.children[0] for item in node.items if item.children]
    labels = {found.label for first in firsts if (found := _lead_of(first, source))}
    return len(labels) > 1


def item_children(item: ListItem, children: Sequence[Node]) -> ListItem:
    """`item` with other children, its span reaching to the last of them."""
    last = max([item.span.last, *(child.span.last for child in children[-1:])])
    return ListItem(number=item.number, children=tuple(children), span=Span(item.span.first, last))
