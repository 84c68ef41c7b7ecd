"""CMD012."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.damaged_characters import damaged
from runbookc.model.runbook import Runbook


@rule("CMD012", level="warning", title="hidden-character", message="{place} has {what}: {actual}")
def hidden_character(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A command has a no-break space or an invisible character.

    Why: it cannot be seen, is copied along, and breaks the command in some shells and every comparison.

    Bad:  `Get-ServerHealth\\u00a0server1` with a no-break space.
    Good: `Get-ServerHealth server1` with a plain one.
    """
    yield from damaged(runbook, ("nbsp", "invisible"))
