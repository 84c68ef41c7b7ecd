"""REF006."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.model.runbook import Monitor, Runbook

_SEVERAL = 4


@rule(
    "REF006",
    level="note",
    title="uncovered-monitor",
    message="{place} lists {actual}, but no section is about it",
)
def uncovered_monitor(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A monitor of the probe table has no section, though all others have one.

    Why: whoever gets its alert finds no recovery action.

    Bad:  three of four monitors have a section with recovery actions.
    Good: all four have one, or a section says that it is for all of them.
    """
    titled = {name for section in runbook.sections for name in section.monitors}
    listed = {monitor.id for probe in runbook.probes for monitor in probe.monitors}
    if len(listed) < _SEVERAL or len(listed - titled) != 1:
        return
    told: set[str] = set()
    for place in places(runbook):
        if isinstance(place.element, Monitor) and place.element.id not in titled | told:
            told.add(place.element.id)
            for locale in place.locales:
                yield Drift(locale=locale, at=place, actual=place.element.id, agreeing=(), confidence=0.5)
