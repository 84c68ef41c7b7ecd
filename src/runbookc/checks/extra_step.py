"""STR002."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.absence import lacks
from runbookc.model.runbook import Runbook


@rule("STR002", level="warning", title="extra-step", message="{place} stands in this edition alone: {actual}")
def extra_step(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """An edition has a step that most others lack.

    Why: either this edition makes people do something that nobody else does, or the others were never told.

    Bad:  pt-BR says to restart the server before step 2; en-US, fr-FR and it-IT do not.
    Good: all editions have the step, or none has.
    """
    for place in places(runbook):
        if place.kind == "step":
            yield from lacks(runbook, place, "extra")
