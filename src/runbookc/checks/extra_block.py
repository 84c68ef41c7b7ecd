"""STR016."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.absence import lacks
from runbookc.model.runbook import Runbook

_KINDS = ("list", "steps", "table")


@rule("STR016", level="note", title="extra-block", message="{place} stands in this edition alone: {actual}")
def extra_block(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """An edition has a list, a procedure or a table that most others lack.

    Why: either it does not belong, or the others lack it.

    Bad:  de-DE alone repeats the list of services at the end.
    Good: all editions have the list, or none has.
    """
    for place in places(runbook):
        if place.kind in _KINDS:
            yield from lacks(runbook, place, "extra")
