"""STR015."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.absence import lacks
from runbookc.model.runbook import Runbook

_KINDS = ("list", "steps", "table")


@rule("STR015", level="warning", title="missing-block", message="{place} is missing: {expected}")
def missing_block(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """An edition lacks a list, a procedure or a table that the others have.

    Why: everything in it is lost at once.

    Bad:  fr-FR ends its step with 'as follows:' and nothing follows.
    Good: the list follows in fr-FR too.
    """
    for place in places(runbook):
        if place.kind in _KINDS:
            yield from lacks(runbook, place, "missing")
