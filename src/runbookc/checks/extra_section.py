"""STR004."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.absence import lacks
from runbookc.model.runbook import Runbook


@rule(
    "STR004", level="warning", title="extra-section", message="{place} stands in this edition alone: {actual}"
)
def extra_section(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """An edition has a section that most others lack.

    Why: it was dropped from the others and left here, or the others never got it.

    Bad:  it-IT still has a section on common issues that the other editions lost.
    Good: all editions have the section, or none has.
    """
    for place in places(runbook):
        if place.kind == "section":
            yield from lacks(runbook, place, "extra")
