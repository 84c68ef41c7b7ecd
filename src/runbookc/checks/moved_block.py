"""STR017."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.arrangement import arranged
from runbookc.model.runbook import Runbook


@rule(
    "STR017",
    level="warning",
    title="moved-block",
    message="{place} stands at another position than in the other editions: {actual}",
)
def moved_block(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A paragraph, command, note, list or table stands at another position than in the other editions.

    Why: a command in the wrong step is run at the wrong time; a caution after its step comes too late.

    Bad:  ru-RU has the command of step 3a under step 3b.
    Good: the command stands in step 3a in every edition.
    """
    yield from arranged(runbook, "moved", ("paragraph", "command", "note", "table", "list", "steps"))
