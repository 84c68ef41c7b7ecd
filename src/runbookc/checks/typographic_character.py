"""CMD011."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.damaged_characters import damaged
from runbookc.model.runbook import Runbook


@rule("CMD011", level="warning", title="typographic-character", message="{place} has {what}: {actual}")
def typographic_character(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A command has a typographic dash, quotation mark or blank.

    Why: PowerShell reads it, but cmd.exe, other shells and searches do not, and a file in the wrong
    encoding turns it into something else.

    Bad:  `-Server \\u201cserver1\\u201d` with curly quotation marks.
    Good: `-Server 'server1'` with straight ones.
    """
    yield from damaged(runbook, ("dash", "quote", "space"))
