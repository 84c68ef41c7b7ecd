"""CMD013."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.damaged_characters import damaged
from runbookc.model.runbook import Runbook


@rule("CMD013", level="error", title="leftover-entity", message="{place} has {what} left in it: {actual}")
def leftover_entity(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A command has a character reference of HTML left in it.

    Why: `&lt;` is typed as it stands, and the shell takes the ampersand for an operator.

    Bad:  `Get-ServerHealth &lt;server name&gt;` in a code block.
    Good: `Get-ServerHealth <server name>`.
    """
    yield from damaged(runbook, ("entity",))
