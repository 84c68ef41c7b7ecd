"""Articles for the tests: Markdown in, `Article` out, and a readable outline of it."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc import inline
from runbookc.lowering import lower
from runbookc.model import article as a
from runbookc.reader import read

FRONT = """---
title: {title}
ms:assetid: {asset}
ms:mtpsurl: https://technet.microsoft.com/library/{library}(v=EXCHG.150)
---

"""


def lowered(text: str, locale: str = "en-US", path: str | None = None) -> a.Article:
    """One edition; `text` is Markdown with or without front matter."""
    name = path or f"docs/{locale}/article.md"
    return lower(read(name, text.encode(), folder_locale=locale))


def outline(blocks: tuple[a.Block, ...]) -> list[object]:
    """Kinds and first words: ``["p:Restart", ["steps", ["p:Wait", "$:Get-X"]]]``."""
    return [_block(block) for block in blocks]


def _block(block: a.Block) -> object:
    match block:
        case a.Paragraph(text=text):
            return "p:" + inline.plain(text).split()[0]
        case a.Command(code=code):
            return "$:" + code.split()[0]
        case a.Steps(items=items):
            return ["steps", *(outline(item.blocks) for item in items)]
        case a.List(items=bullets):
            return ["ordered" if block.ordered else "bullets", *(outline(item.blocks) for item in bullets)]
        case a.Note(blocks=inner):
            return ["note", *outline(inner)]
        case a.Table(rows=rows):
            return ["table", len(rows)]


def all_paragraphs(article: a.Article) -> Iterator[a.Paragraph]:
    for section in article.sections:
        yield from _paragraphs(section.blocks)


def _paragraphs(blocks: tuple[a.Block, ...]) -> Iterator[a.Paragraph]:
    for block in blocks:
        match block:
            case a.Paragraph():
                yield block
            case a.Steps(items=items) | a.List(items=items):
                for item in items:
                    yield from _paragraphs(item.blocks)
            case a.Note(blocks=inner):
                yield from _paragraphs(inner)
