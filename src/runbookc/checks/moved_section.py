"""STR006."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.arrangement import arranged
from runbookc.model.runbook import Runbook


@rule(
    "STR006",
    level="warning",
    title="moved-section",
    message="{place} stands at another position than in the other editions: {actual}",
)
def moved_section(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A section stands at another position than in the other editions.

    Why: 'the following sections' and step numbers then mean something else.

    Bad:  fr-FR has the verification after the recovery actions.
    Good: the sections follow each other alike in every edition.
    """
    yield from arranged(runbook, "moved", ("section",))
