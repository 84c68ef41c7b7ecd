"""Small articles, compiled from Markdown to a runbook."""

from __future__ import annotations

from runbookc.alignment import align
from runbookc.linking import LinkIndex, link
from runbookc.lowering import lower
from runbookc.model.runbook import Runbook
from runbookc.reader import read


def compiled(editions: dict[str, str], reference: str | None = None) -> Runbook:
    """The runbook of some editions (locale to Markdown)."""
    articles = [
        lower(read(f"{locale}/article.md", text.encode(), folder_locale=locale))
        for locale, text in editions.items()
    ]
    index = LinkIndex.of([("article", tuple(articles))])
    return align(
        [link(article, tuple(articles), index) for article in articles],
        runbook_id="article",
        reference=reference,
    )
