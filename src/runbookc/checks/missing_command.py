"""CMD001."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.absence import lacks
from runbookc.model.runbook import Runbook


@rule("CMD001", level="error", title="missing-command", message="{place} is missing: {expected}")
def missing_command(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """An edition lacks a command that the others have.

    Why: the step says 'run the following command' and none follows.

    Bad:  step 2a of it-IT has no `Get-ServerHealth` line.
    Good: step 2a has the same command in every edition.
    """
    for place in places(runbook):
        if place.kind == "command":
            yield from lacks(runbook, place, "missing")
