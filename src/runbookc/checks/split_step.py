"""STR008."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.arrangement import arranged
from runbookc.model.runbook import Runbook


@rule(
    "STR008",
    level="warning",
    title="split-step",
    message="{place} is cut into several steps in this edition: {actual}",
)
def split_step(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """One step of the other editions is several steps in this edition.

    Why: step numbers shift, so that 'step 5' is another step for its readers.

    Bad:  zh-CN counts the last sentence of step 4 as step 5.
    Good: step 4 is one step in every edition.
    """
    yield from arranged(runbook, "split", ("step",))
