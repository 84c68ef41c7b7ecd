"""STR012."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.absence import lacks
from runbookc.model.runbook import Runbook


@rule("STR012", level="note", title="extra-note", message="{place} stands in this edition alone: {actual}")
def extra_note(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """An edition has a note or warning that most others lack.

    Why: what is worth a note in one language is worth it in all.

    Bad:  pt-BR alone has a tip on Live IDs.
    Good: all editions have the tip, or none has.
    """
    for place in places(runbook):
        if place.kind == "note":
            yield from lacks(runbook, place, "extra")
