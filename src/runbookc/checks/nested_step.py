"""STR009."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.arrangement import arranged
from runbookc.model.runbook import Runbook


@rule(
    "STR009",
    level="warning",
    title="nested-step",
    message="{place} is nested in another way than in the other editions{what}: {actual}",
)
def nested_step(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A step stands at another depth than in the other editions.

    Why: 'step 2c' does not exist for its readers, and a sub-step of a condition becomes unconditional.

    Bad:  de-DE has steps 3 and 4 where the others have steps 2a and 2b.
    Good: the steps are nested alike in every edition.
    """
    yield from arranged(runbook, "nested", ("step",))
