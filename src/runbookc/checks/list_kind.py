"""STR010."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.arrangement import arranged
from runbookc.model.runbook import Runbook


@rule(
    "STR010",
    level="warning",
    title="list-kind",
    message="{place} is a list of another kind in this edition: {actual}",
)
def list_kind(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A list is numbered in some editions and has bullets in others.

    Why: numbers mean an order and can be cited; bullets mean neither.

    Bad:  ko-KR has bullets where the others have steps 1 to 4.
    Good: the list is numbered in every edition.
    """
    yield from arranged(runbook, "kind", ("steps", "list"))
