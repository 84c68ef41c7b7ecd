"""CMD009."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.variants import deviations
from runbookc.model.runbook import Runbook


@rule(
    "CMD009",
    level="error",
    title="property-differs",
    message="{place}: {actual} where other editions have {expected}",
)
def property_differs(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A command reads another property than in the other editions.

    Why: a property that does not exist is empty, and the filter finds nothing, without an error.

    Bad:  `$_.HealtSetName` in pt-BR, `$_.HealthSetName` elsewhere.
    Good: `$_.HealthSetName` in every edition.
    """
    for deviation in deviations(runbook):
        if deviation.kind == "member":
            yield deviation.drift
