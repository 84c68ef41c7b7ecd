"""CMD006."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.variants import deviations
from runbookc.model.runbook import Runbook


@rule(
    "CMD006",
    level="warning",
    title="placeholder-differs",
    message="{place}: {actual} where other editions have {expected}",
)
def placeholder_differs(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A command has a placeholder where the other editions have a value, or one for another thing.

    Why: the reader fills in the wrong value.

    Bad:  `<mailbox server name>` in zh-CN, `<CAS server name>` elsewhere.
    Good: the placeholder means the same in every edition.
    """
    for deviation in deviations(runbook):
        if deviation.kind == "placeholder":
            yield deviation.drift
