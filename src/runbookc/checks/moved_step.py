"""STR005."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.arrangement import arranged
from runbookc.model.runbook import Runbook


@rule(
    "STR005",
    level="error",
    title="moved-step",
    message="{place} stands at another position than in the other editions: {actual}",
)
def moved_step(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A step stands at another position than in the other editions.

    Why: in a procedure the order is the meaning: restarting before moving the databases is an outage.

    Bad:  pt-BR restarts the server in step 2 and checks the copies in step 3; elsewhere it is the reverse.
    Good: all editions check first.
    """
    yield from arranged(runbook, "moved", ("step",))
