"""CMD010."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.damaged_characters import damaged
from runbookc.model.runbook import Runbook


@rule("CMD010", level="error", title="look-alike", message="{place} has {what}: {actual}")
def look_alike(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A command has a character that only looks like the one that is meant.

    Why: PowerShell does not take a full-width quotation mark or a minus sign for the ASCII one: the
    command fails, and nobody sees why.

    Bad:  `Get-ServerHealth \\uff0dServer server1` with a full-width dash.
    Good: `Get-ServerHealth -Server server1`.
    """
    yield from damaged(runbook, ("look-alike-dash", "look-alike-quote", "look-alike"))
