"""TXT001."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.absence import lacks, rewritten
from runbookc.model.runbook import Runbook


@rule("TXT001", level="warning", title="missing-paragraph", message="{place} is missing: {expected}")
def missing_paragraph(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """An edition lacks a paragraph that the others have.

    Why: a condition or an explanation is lost, and the step reads on as if nothing were missing.

    Bad:  en-US, it-IT and pt-BR say for which servers the alert is raised; fr-FR does not.
    Good: fr-FR says so too.
    """
    for place in places(runbook):
        if place.kind == "paragraph":
            for drift in lacks(runbook, place, "missing"):
                if (place.id, drift.locale) not in rewritten(runbook):
                    yield drift
