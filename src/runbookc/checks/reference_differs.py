"""REF002."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.citations import differing
from runbookc.model.runbook import Runbook


@rule(
    "REF002",
    level="error",
    title="reference-differs",
    message="{place} refers to {what} {actual} where other editions refer to {expected}",
)
def reference_differs(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A text refers to another step or section than in the other editions.

    Why: the reader goes on at the wrong place.

    Bad:  "step 2c" in zh-CN, "step 2d" elsewhere.
    Good: "step 2d" in every edition.
    """
    for one in differing(runbook):
        yield Drift(
            locale=one.locale,
            at=one.place,
            expected=one.expected or None,
            actual=one.actual,
            agreeing=one.side.agreeing,
            what=one.kind,
            confidence=one.side.confidence,
        )
