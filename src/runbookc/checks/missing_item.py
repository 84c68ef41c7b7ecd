"""STR013."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.absence import lacks, rewritten
from runbookc.model.runbook import Runbook


@rule("STR013", level="warning", title="missing-item", message="{place} is missing: {expected}")
def missing_item(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """An edition lacks an item of a list that the others have.

    Why: lists hold prerequisites, choices and values; one is lost without a trace.

    Bad:  the list of services has four items in en-US and three in it-IT.
    Good: both lists have four items.
    """
    for place in places(runbook):
        if place.kind == "item":
            for drift in lacks(runbook, place, "missing"):
                if (place.id, drift.locale) not in rewritten(runbook):
                    yield drift
