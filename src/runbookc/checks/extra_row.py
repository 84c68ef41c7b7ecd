"""TBL002."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.absence import lacks
from runbookc.model.runbook import Runbook

_KINDS = ("probe", "row")


@rule("TBL002", level="warning", title="extra-row", message="{place} stands in this edition alone: {actual}")
def extra_row(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """An edition has a row of a table that most others lack.

    Why: either the probe is gone, or the others never heard of it.

    Bad:  zh-CN alone lists PopOldProbe.
    Good: every edition has the same rows.
    """
    for place in places(runbook):
        if place.kind in _KINDS:
            yield from lacks(runbook, place, "extra")
