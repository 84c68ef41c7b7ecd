"""CMD008."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.variants import deviations
from runbookc.model.runbook import Runbook


@rule(
    "CMD008",
    level="error",
    title="path-differs",
    message="{place}: {actual} where other editions have {expected}",
)
def path_differs(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A path in a command differs from the other editions.

    Why: the file is looked for, or written, where it is not.

    Bad:  `C:\\Programme\\Microsoft` in de-DE, `C:\\Program Files\\Microsoft` elsewhere.
    Good: the same path in every edition.
    """
    for deviation in deviations(runbook):
        if deviation.kind == "path":
            yield deviation.drift
