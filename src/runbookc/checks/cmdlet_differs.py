"""CMD003."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.variants import deviations
from runbookc.model.runbook import Runbook


@rule(
    "CMD003",
    level="error",
    title="cmdlet-differs",
    message="{place}: {actual} where other editions have {expected}",
)
def cmdlet_differs(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A command calls another cmdlet or program than in the other editions.

    Why: the reader runs something else than the author meant.

    Bad:  `Get-ServerHealt` in pt-BR, `Get-ServerHealth` elsewhere.
    Good: `Get-ServerHealth` in every edition.
    """
    for deviation in deviations(runbook):
        if deviation.kind == "cmdlet":
            yield deviation.drift
