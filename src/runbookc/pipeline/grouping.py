"""Which files are editions of one article, and what that article's runbook is called."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from runbookc.linking import identities, runbook_id
from runbookc.model.article import Article


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """The editions of one article, one per locale."""

    id: str
    articles: tuple[Article, ...]
    """Sorted by locale."""
    duplicates: tuple[tuple[Article, Article], ...] = ()
    """Editions left out, each with the one that won: the first in path order."""


def groups(articles: Sequence[Article]) -> tuple[Group, ...]:
    """Group articles (in any order) by identity; the result is in the order of the ids."""
    ordered = sorted(articles, key=lambda article: article.path)
    found: dict[str, list[Article]] = {}
    for identity, article in zip(identities(ordered), ordered, strict=True):
        found.setdefault(identity, []).append(article)
    taken: set[str] = set()
    made = []
    for identity in sorted(found, key=lambda key: (found[key][0].path, key)):
        made.append(_group(found[identity], taken))
    return tuple(sorted(made, key=lambda group: group.id))


def _group(articles: Sequence[Article], taken: set[str]) -> Group:
    winners: dict[str, Article] = {}
    duplicates = []
    for article in articles:
        if article.locale in winners:
            duplicates.append((article, winners[article.locale]))
        else:
            winners[article.locale] = article
    editions = tuple(winners[locale] for locale in sorted(winners))
    return Group(id=_unique(runbook_id(editions), taken), articles=editions, duplicates=tuple(duplicates))


def _unique(name: str, taken: set[str]) -> str:
    """Two articles may ask for one id: the later in path order gets a number."""
    candidate, count = name, 1
    while candidate in taken:
        count += 1
        candidate = f"{name}-{count}"
    taken.add(candidate)
    return candidate
