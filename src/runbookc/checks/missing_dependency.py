"""TBL005."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.absence import lacks
from runbookc.checks.dependency_columns import without_dependencies
from runbookc.model.runbook import Runbook


@rule(
    "TBL005", level="warning", title="missing-dependency", message="{place} lacks the dependency {expected}"
)
def missing_dependency(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A row of the probe table lacks a dependency that the others have there.

    Why: dependencies tell where else to look when the probe fails.

    Bad:  de-DE lists Active Directory and the network; the others list high availability too.
    Good: every edition lists the three.
    """
    whole = without_dependencies(runbook)
    for place in places(runbook):
        if place.kind == "dependency":
            yield from (drift for drift in lacks(runbook, place, "missing") if drift.locale not in whole)
