"""TBL003."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.absence import lacks
from runbookc.model.runbook import Runbook


@rule("TBL003", level="error", title="missing-monitor", message="{place} lacks the monitor {expected}")
def missing_monitor(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A row of the probe table lacks a monitor that the others have there.

    Why: an alert names the monitor, and the reader does not find which probe to run again.

    Bad:  pt-BR lists one monitor for PopSelfTestProbe; the others list two.
    Good: every edition lists both.
    """
    for place in places(runbook):
        if place.kind == "monitor":
            yield from lacks(runbook, place, "missing")
