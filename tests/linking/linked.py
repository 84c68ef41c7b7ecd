"""Linked editions for the tests."""

from __future__ import annotations

from runbookc.linking import LinkIndex, link_editions
from runbookc.model import article as a
from tests.lowering.lowered import all_paragraphs, lowered
from tests.lowering.samples import health_article


def editions(*locales: str, index: LinkIndex | None = None, **changed: str) -> dict[str, a.Article]:
    """The sample article in some locales, linked; `changed` replaces words of all of them."""
    articles = [lowered(health_article(locale, **changed), locale) for locale in locales]
    return {article.locale: article for article in link_editions(articles, index)}


def references(article: a.Article, *kinds: str) -> list[a.Reference]:
    """Those of some kinds, in order."""
    return [
        reference
        for paragraph in all_paragraphs(article)
        for reference in paragraph.references
        if reference.kind in kinds
    ]


def addresses(article: a.Article, *kinds: str) -> list[tuple[str, tuple[int, ...] | None]]:
    return [(reference.kind, reference.address) for reference in references(article, *kinds)]
