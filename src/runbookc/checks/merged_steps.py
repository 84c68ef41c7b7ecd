"""STR007."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.arrangement import arranged
from runbookc.model.runbook import Runbook


@rule(
    "STR007",
    level="warning",
    title="merged-steps",
    message="{place} is no step of its own in this edition{what}: {actual}",
)
def merged_steps(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """Two steps of the other editions are one step in this edition.

    Why: step numbers shift, so that 'step 2c' is another step for its readers.

    Bad:  it-IT puts 'run the command' and 'check its output' into one step.
    Good: each action is a step of its own in every edition.
    """
    yield from arranged(runbook, "merged", ("step",))
