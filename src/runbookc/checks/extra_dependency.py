"""TBL006."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.absence import lacks
from runbookc.checks.dependency_columns import without_dependencies
from runbookc.model.runbook import Runbook


@rule(
    "TBL006",
    level="note",
    title="extra-dependency",
    message="{place} has a dependency in this edition alone: {actual}",
)
def extra_dependency(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A row of the probe table has a dependency that most others lack there.

    Why: either the probe does not need it, or the others do not say so.

    Bad:  it-IT alone lists the network for PopSelfTestProbe.
    Good: every edition lists the same dependencies.
    """
    whole = without_dependencies(runbook)
    for place in places(runbook):
        if place.kind == "dependency" and not whole & set(place.missing):
            yield from lacks(runbook, place, "extra")
