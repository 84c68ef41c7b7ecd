"""STR011."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.absence import lacks
from runbookc.model.runbook import Runbook


@rule("STR011", level="warning", title="missing-note", message="{place} is missing: {expected}")
def missing_note(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """An edition lacks a note or warning that the others have.

    Why: cautions are there because someone was hurt once.

    Bad:  en-US warns that the restart drops connections; fr-FR has no such note.
    Good: both warn.
    """
    for place in places(runbook):
        if place.kind == "note":
            yield from lacks(runbook, place, "missing")
