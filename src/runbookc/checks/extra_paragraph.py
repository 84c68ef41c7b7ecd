"""TXT002."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.absence import lacks, rewritten
from runbookc.model.runbook import Runbook


@rule(
    "TXT002", level="note", title="extra-paragraph", message="{place} stands in this edition alone: {actual}"
)
def extra_paragraph(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """An edition has a paragraph that most others lack.

    Why: either it does not belong, or the others lack it.

    Bad:  pt-BR alone says that the restart takes ten minutes.
    Good: all editions say so, or none does.
    """
    for place in places(runbook):
        if place.kind == "paragraph":
            for drift in lacks(runbook, place, "extra"):
                if (place.id, drift.locale) not in rewritten(runbook):
                    yield drift
