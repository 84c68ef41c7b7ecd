"""TBL004."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.absence import lacks
from runbookc.model.runbook import Runbook


@rule(
    "TBL004",
    level="warning",
    title="extra-monitor",
    message="{place} has a monitor in this edition alone: {actual}",
)
def extra_monitor(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A row of the probe table has a monitor that most others lack there.

    Why: either it belongs to another probe, or the others lack it.

    Bad:  fr-FR lists PopCTPMonitor twice, under two probes.
    Good: every edition lists it once, under its probe.
    """
    for place in places(runbook):
        if place.kind == "monitor":
            yield from lacks(runbook, place, "extra")
