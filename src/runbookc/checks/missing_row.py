"""TBL001."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.absence import lacks
from runbookc.model.runbook import Runbook

_KINDS = ("probe", "row")


@rule("TBL001", level="error", title="missing-row", message="{place} is missing: {expected}")
def missing_row(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """An edition lacks a row of a table that the others have.

    Why: whoever looks up the probe of an unhealthy monitor does not find it.

    Bad:  the table of it-IT has no row for PopSelfTestProbe.
    Good: every edition has the row.
    """
    for place in places(runbook):
        if place.kind in _KINDS:
            yield from lacks(runbook, place, "missing")
