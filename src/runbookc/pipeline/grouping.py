"""Which files are editions of one article, and what that article's runbook is called."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from runbookc.linking import identities, runbook_id
from runbookc.model.article import Article
from runbookc.pipeline.reading import Edition


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """The editions of one article, one per locale."""

    id: str
    editions: tuple[Edition, ...]
    """Sorted by locale."""
    duplicates: tuple[tuple[Article, Article], ...] = ()
    """Heads of editions left out, each with the one that won: the first in path order."""

    @property
    def heads(self) -> tuple[Article, ...]:
        return tuple(edition.head for edition in self.editions)


def groups(editions: Sequence[Edition]) -> tuple[Group, ...]:
    """Group editions (in any order) by identity; the result is in the order of the ids."""
    ordered = sorted(editions, key=lambda edition: edition.head.path)
    found: dict[str, list[Edition]] = {}
    for identity, edition in zip(identities([item.head for item in ordered]), ordered, strict=True):
        found.setdefault(identity, []).append(edition)
    taken: set[str] = set()
    made = [
        _group(found[identity], taken)
        for identity in sorted(found, key=lambda key: (found[key][0].head.path, key))
    ]
    return tuple(sorted(made, key=lambda group: group.id))


def _group(editions: Sequence[Edition], taken: set[str]) -> Group:
    winners: dict[str, Edition] = {}
    duplicates = []
    for edition in editions:
        locale = edition.head.locale
        if locale in winners:
            duplicates.append((edition.head, winners[locale].head))
        else:
            winners[locale] = edition
    chosen = tuple(winners[locale] for locale in sorted(winners))
    name = _unique(runbook_id([edition.head for edition in chosen]), taken)
    return Group(id=name, editions=chosen, duplicates=tuple(duplicates))


def _unique(name: str, taken: set[str]) -> str:
    """Two articles may ask for one id: the later in path order gets a number."""
    candidate, count = name, 1
    while candidate in taken:
        count += 1
        candidate = f"{name}-{count}"
    taken.add(candidate)
    return candidate
