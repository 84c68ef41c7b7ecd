"""A cell that says "None" in a language without a word list, shown by the other editions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from runbookc.locales.words import words
from runbookc.model.article import Article, Probe


def settled(article: Article, siblings: Sequence[Article]) -> tuple[Probe, ...]:
    """The probes, without dependencies that only say that there is none.

    That is one word, alone in its cell, that no edition has as a name, where all siblings with that
    row have an empty cell. In a locale whose words for "none" are known it must be such a word of a
    sibling's language, left as it was: any other would be a deviation.
    """
    if not siblings:
        return article.probes
    known = {word for sibling in siblings for word in words(sibling.locale).none}
    is_known = bool(words(article.locale).none)
    named = {
        dependency.written.casefold()
        for sibling in siblings
        for probe in sibling.probes
        for dependency in probe.dependencies
    }
    rows = [{_key(probe): probe for probe in sibling.probes} for sibling in siblings]
    return tuple(
        msgspec.structs.replace(probe, dependencies=())
        if _says_none(probe, named, [row[_key(probe)] for row in rows if _key(probe) in row])
        and (not is_known or probe.dependencies[0].written.casefold() in known)
        else probe
        for probe in article.probes
    )


def _key(probe: Probe) -> tuple[str, ...]:
    return (probe.probe.id or "", *sorted(monitor.id or "" for monitor in probe.monitors))


def _says_none(probe: Probe, named: Iterable[str], others: Sequence[Probe]) -> bool:
    if len(probe.dependencies) != 1 or not others or any(other.dependencies for other in others):
        return False
    written = probe.dependencies[0].written
    return probe.dependencies[0].id is None and len(written.split()) == 1 and written.casefold() not in named
