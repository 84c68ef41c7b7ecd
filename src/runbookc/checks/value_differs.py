"""CMD005."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.variants import deviations
from runbookc.model.runbook import Runbook


@rule(
    "CMD005",
    level="error",
    title="value-differs",
    message="{place}: {actual} where other editions have {expected}",
)
def value_differs(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A command has another value than in the other editions, or lacks one.

    Why: `$true` for `$false` or one probe for another: the command runs, and does something else.

    Bad:  `-ProtocolLoggingEnabled $true` in it-IT, `$false` elsewhere.
    Good: `$false` in every edition.
    """
    for deviation in deviations(runbook):
        if deviation.kind in ("value", "host"):
            yield deviation.drift
