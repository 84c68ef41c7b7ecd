"""TBL010."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.cells import bare
from runbookc.checks.knowledge import known
from runbookc.lowering.identifiers import mended
from runbookc.model.runbook import Monitor, Runbook


@rule(
    "TBL010",
    level="error",
    title="no-monitor",
    message="{place} names the health set {actual} where a monitor belongs",
)
def no_monitor(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A health set stands where a monitor belongs.

    Why: no alert bears that name, and the monitor that does is nowhere in the table.

    Bad:  `POP.Protocol (POP.Protocol health set)` in the column of monitors.
    Good: `PopDeepTestMonitor (POP.Protocol health set)`.
    """
    health_sets = known(runbook).health_sets
    for place in places(runbook):
        if not isinstance(place.element, Monitor):
            continue
        for locale, text in sorted(place.element.text.items()):
            name = mended(bare(text))
            if name.casefold() in health_sets:
                yield Drift(locale=locale, at=place, actual=name, agreeing=())
