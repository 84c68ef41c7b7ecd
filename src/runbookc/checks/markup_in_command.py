"""CMD014."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.damaged_characters import damaged
from runbookc.model.runbook import Runbook


@rule("CMD014", level="warning", title="markup-in-command", message="{place} has {what} in it: {actual}")
def markup_in_command(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A command has Markdown or HTML markup in it.

    Why: in a code block markup is no markup: it is copied and run.

    Bad:  `Get-ServerHealth **<server name>**` in a code block.
    Good: `Get-ServerHealth <server name>`.
    """
    yield from damaged(runbook, ("markup", "backslash"))
