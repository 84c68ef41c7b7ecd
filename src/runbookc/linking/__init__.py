"""References resolved, within an article and between articles; which files are one article.

Nothing is dropped: what cannot be found keeps `address` and `name` None.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import msgspec

from runbookc.linking.dependencies import settled
from runbookc.linking.identity import file_name, identities, runbook_id
from runbookc.linking.index import LinkIndex, RecordingIndex
from runbookc.linking.monitors import Names, resolved
from runbookc.linking.references import Edition, Spot, by_section
from runbookc.linking.sections import replaced
from runbookc.model.article import Article

__all__ = ["LinkIndex", "RecordingIndex", "file_name", "identities", "link", "link_editions", "runbook_id"]


def link(article: Article, editions: Sequence[Article] = (), index: LinkIndex | None = None) -> Article:
    """One article with its references resolved.

    `editions` are those of the same article (with or without it): a section may be cited by its
    title in one of them. `index` finds other articles. To link all editions, `link_editions` does
    the common work once.
    """
    others = [edition for edition in editions if edition.path != article.path]
    return link_editions((article, *others), index)[0]


def link_editions(editions: Sequence[Article], index: LinkIndex | None = None) -> tuple[Article, ...]:
    """All editions of one article, in their order, each as `link` gives it."""
    named = [_named(edition) for edition in editions]
    prepared = [Edition(article, index or LinkIndex()) for article in named]
    for edition in prepared:
        edition.prepare([other for other in prepared if other is not edition])
    cited = {spot for edition in prepared for spot in edition.cited()}
    return tuple(_linked(edition, prepared, cited) for edition in prepared)


def _named(article: Article) -> Article:
    """The names in titles found in the probe table."""
    names = Names.of(article.probes)
    sections = tuple(
        msgspec.structs.replace(section, names=tuple(resolved(name, names) for name in section.names))
        if section.names
        else section
        for section in article.sections
    )
    return msgspec.structs.replace(article, sections=sections)


def _linked(edition: Edition, editions: Sequence[Edition], cited: AbstractSet[Spot]) -> Article:
    siblings = [other for other in editions if other is not edition]
    changed = by_section(edition.resolve(siblings, cited))
    sections = tuple(
        msgspec.structs.replace(section, blocks=replaced(section.blocks, changed[position]))
        if position in changed
        else section
        for position, section in enumerate(edition.article.sections)
    )
    probes = settled(edition.article, [other.article for other in siblings])
    return msgspec.structs.replace(edition.article, sections=sections, probes=probes)
