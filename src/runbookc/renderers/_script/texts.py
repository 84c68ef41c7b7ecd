"""What is shown of the article: plain text for a console, with the addresses of links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from runbookc import inline
from runbookc.inline import safe_href
from runbookc.locales import catalog
from runbookc.model.runbook import Block, Command, List, Note, Paragraph, Runbook, Table, Text

LINE = "\r\n"
"""Between the lines of a text: what the files have between theirs."""


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Canonical inline Markdown as text: no markup, absolute links with their address."""
    return "".join(_shown(node) for node in inline.parse(text))


def _shown(node: inline.Inline) -> str:
    match node:
        case inline.Link(href, children):
            words = "".join(_shown(child) for child in children)
            address = safe_href(href) or ""
            return f"{words} ({address})" if address.startswith(("http://", "https://")) else words
        case inline.Strong(children) | inline.Emphasis(children):
            return "".join(_shown(child) for child in children)
        case _:
            return inline.plain_text((node,))


def fallback(runbook: Runbook) -> tuple[str, ...]:
    """Where a text comes from that an edition lacks: English, the reference, then the first."""
    english = [locale for locale in runbook.locales if locale.split("-")[0] == "en"]
    wanted = ["en-US", *english, runbook.reference_locale, *runbook.locales]
    return tuple(dict.fromkeys(locale for locale in wanted if locale in runbook.editions))


def said(text: Text, locale: str, order: Iterable[str]) -> str:
    """The text in one locale; another edition's, marked as such, where that one has none."""
    if text.get(locale):
        return text[locale]
    for other in order:
        if text.get(other):
            return f"[{other}] {text[other]}"
    return ""


def lines(blocks: Iterable[Block], locales: Iterable[str]) -> Text:
    """Blocks as one text for each locale that has any; commands are not part of it."""
    listed = tuple(block for block in blocks if not isinstance(block, Command))
    if not listed:
        return {}
    if len(listed) == 1 and isinstance(listed[0], Paragraph):
        text = listed[0].text
        return {locale: shown for locale in locales if (shown := plain(text.get(locale, "")))}
    found = {locale: _joined(list(_lines(listed, locale, ""))) for locale in locales}
    return {locale: text for locale, text in found.items() if text}


@lru_cache(maxsize=256)
def _severity(severity: str, locale: str) -> str:
    """The word over a note, as the Markdown checklist has it."""
    return catalog(locale, "checklist").gettext(severity.capitalize()).upper()


def _joined(found: Sequence[str]) -> str:
    """One text; no line ends in a blank that nobody sees."""
    return LINE.join([*(line.rstrip() for line in found[:-1]), *found[-1:]])


def _lines(blocks: Iterable[Block], locale: str, indent: str) -> Iterable[str]:
    for block in blocks:
        match block:
            case Paragraph(text=text):
                if text.get(locale):
                    yield indent + plain(text[locale])
            case List(items=items, ordered=ordered):
                for number, item in enumerate(items, start=1):
                    inner = list(_lines(item.blocks, locale, indent + "  "))
                    mark = f"{number}. " if ordered else "- "
                    if inner:
                        yield indent + mark + inner[0].strip()
                        yield from inner[1:]
            case Note(blocks=inner_blocks, severity=severity):
                noted = list(_lines(inner_blocks, locale, indent))
                if noted:
                    yield f"{indent}[{_severity(severity, locale)}] {noted[0].strip()}"
                    yield from noted[1:]
            case Table(rows=rows):
                for row in rows:
                    cells = [plain(cell.get(locale, "")).replace("\n", ", ") for cell in row]
                    if any(cells):
                        yield indent + " | ".join(cells)
            case _:
                continue
