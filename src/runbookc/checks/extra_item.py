"""STR014."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.absence import lacks, rewritten
from runbookc.model.runbook import Runbook


@rule("STR014", level="note", title="extra-item", message="{place} stands in this edition alone: {actual}")
def extra_item(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """An edition has an item of a list that most others lack.

    Why: either it does not belong, or the others lack it.

    Bad:  zh-CN lists a service that no other edition lists.
    Good: the lists have the same items.
    """
    for place in places(runbook):
        if place.kind == "item":
            for drift in lacks(runbook, place, "extra"):
                if (place.id, drift.locale) not in rewritten(runbook):
                    yield drift
