"""STR001."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.absence import lacks
from runbookc.model.runbook import Runbook


@rule("STR001", level="error", title="missing-step", message="{place} is missing: {expected}")
def missing_step(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """An edition lacks a step that the others have.

    Why: whoever follows that edition skips an action, often a recovery action.

    Bad:  fr-FR has steps 1 to 3, pt-BR has steps 1 and 3.
    Good: both have steps 1 to 3.
    """
    for place in places(runbook):
        if place.kind == "step":
            yield from lacks(runbook, place, "missing")
