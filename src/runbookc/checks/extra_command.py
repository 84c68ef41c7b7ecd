"""CMD002."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.absence import lacks
from runbookc.model.runbook import Runbook


@rule(
    "CMD002", level="warning", title="extra-command", message="{place} stands in this edition alone: {actual}"
)
def extra_command(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """An edition has a command that most others lack.

    Why: people run what stands in a box; nobody else is told to.

    Bad:  pt-BR alone has `Restart-Computer` in step 3.
    Good: all editions have the command, or none has.
    """
    for place in places(runbook):
        if place.kind == "command":
            yield from lacks(runbook, place, "extra")
