"""TBL009."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.cells import suffix
from runbookc.checks.evidence import settle
from runbookc.checks.knowledge import known
from runbookc.lowering import identifiers
from runbookc.model.runbook import Monitor, Runbook


@rule(
    "TBL009",
    level="warning",
    title="monitor-health-set",
    message="the health set of {what} in {place} is {actual} here and {expected} in other editions",
)
def monitor_health_set(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """The health set that the table gives in brackets for a monitor differs between editions.

    Why: the health set is what `Get-ServerHealth` is asked for.

    Bad:  `PopSelfTestMonitor (POP)` in pt-BR, `PopSelfTestMonitor (POP.Protocol)` elsewhere.
    Good: `PopSelfTestMonitor (POP.Protocol)` in every edition.
    """
    names = known(runbook).health_sets
    for place in places(runbook):
        if not isinstance(place.element, Monitor):
            continue
        stated = {
            locale: name
            for locale, text in place.element.text.items()
            if (name := _health_set(suffix(text), names)) is not None
        }
        if not any(name.casefold() in names for name in stated.values()):
            continue
        for side in settle(stated, reference=runbook.reference_locale):
            yield Drift(
                locale=side.locale,
                at=place,
                expected=side.expected,
                actual=side.actual,
                agreeing=side.agreeing,
                what=place.element.id,
                confidence=side.confidence,
            )


def _health_set(text: str, names: dict[str, str]) -> str | None:
    """The health set of the table that a suffix names, else the one name in it that may be one."""
    written = [match[0] for match in identifiers.tokens(identifiers.mended(text))]
    for name in written:
        if name.casefold() in names:
            return names[name.casefold()]
    named = [name for name in written if identifiers.is_shaped(name) or identifiers.is_acronym(name)]
    return named[0] if len(named) == 1 else None
