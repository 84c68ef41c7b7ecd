"""REF004."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from runbookc import inline
from runbookc.checks import Corpus, Drift, Place, places, rule
from runbookc.checks.knowledge import known
from runbookc.checks.near_misses import nearest
from runbookc.lowering import identifiers
from runbookc.model.runbook import Runbook, Section


@rule(
    "REF004",
    level="warning",
    title="unlisted-monitor",
    message="the title of {place} names {actual}, which no row of the probe table bears{what}",
)
def unlisted_monitor(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A section's title names a monitor or probe that the probe table does not list.

    Why: whoever comes from the alert or from the table searches for a name that is not there.

    Bad:  the title names PopTestDeepMonitor, the table lists PopDeepTestMonitor.
    Good: title and table have one name.
    """
    if not runbook.probes:
        return
    names = known(runbook)
    listed = {**names.probes, **names.monitors}
    for place in places(runbook):
        section = place.element
        if not isinstance(section, Section):
            continue
        for name in section.monitors:
            found_by = section.named_by.get(name, "exact")
            if found_by == "anagram" or (found_by == "none" and name.casefold() not in listed):
                yield from _named(place, section, name)
        for locale, title in sorted(section.title.items()):
            for written in _strangers(title, section, listed):
                yield _drift(place, locale, written, nearest(written, listed.values()))


def _named(place: Place, section: Section, name: str) -> Iterator[Drift]:
    """A name that the table lacks, in each edition that has it."""
    for locale, title in sorted(section.title.items()):
        written = _written(name, inline.plain(title))
        if written is not None:
            yield _drift(place, locale, written, name if section.named_by[name] == "anagram" else None)


def _drift(place: Place, locale: str, written: str, expected: str | None) -> Drift:
    return Drift(
        locale=locale,
        at=place,
        expected=expected,
        actual=written,
        agreeing=(),
        what=f" (it lists {expected})" if expected else "",
        confidence=0.9 if expected else 0.75,
    )


def _strangers(title: str, section: Section, listed: Mapping[str, str]) -> Iterator[str]:
    """Names of monitors in one edition's title that are neither in the table nor in the agreed title."""
    agreed = [sorted(identifiers.humps(name)) for name in section.monitors]
    for match in identifiers.tokens(inline.plain(title)):
        name = match[0]
        is_known = name.casefold() in listed or sorted(identifiers.humps(name)) in agreed
        if identifiers.names_kind(name) and identifiers.is_shaped(name) and not is_known:
            yield name


def _written(name: str, title: str) -> str | None:
    """The word of the title that stands for `name`: itself, or one made of the same parts."""
    parts = sorted(identifiers.humps(name))
    for match in identifiers.tokens(title):
        if match[0].casefold() == name.casefold() or sorted(identifiers.humps(match[0])) == parts:
            return match[0]
    return None
