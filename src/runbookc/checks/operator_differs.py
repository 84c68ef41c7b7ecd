"""CMD007."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.variants import deviations
from runbookc.model.runbook import Runbook


@rule(
    "CMD007",
    level="error",
    title="operator-differs",
    message="{place}: {actual} where other editions have {expected}",
)
def operator_differs(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A command has another operator, bracket or pipe than in the other editions.

    Why: `-eq` for `-like`, or a pipe that is lost, changes what is selected.

    Bad:  `HealthSetName -eq 'POP*'` in de-DE, `-like` elsewhere.
    Good: `-like` in every edition.
    """
    for deviation in deviations(runbook):
        if deviation.kind in ("operator", "pipe"):
            yield deviation.drift
