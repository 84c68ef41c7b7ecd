"""CMD016."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc import commands
from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.variants import deviations
from runbookc.model.runbook import Command, Runbook


@rule(
    "CMD016",
    level="error",
    title="unparsable-command",
    message="{place} is no valid command: {what}: {actual}",
)
def unparsable_command(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A command that PowerShell cannot parse.

    Why: whoever runs it during an outage gets an error message instead of a result.

    Bad:  `Get-ServerHealth server1 | ?{$_.HealthSetName -eq 'POP'` without the closing brace.
    Good: `Get-ServerHealth server1 | ?{$_.HealthSetName -eq 'POP'}`.
    """
    explained = {(deviation.drift.at.id, deviation.drift.locale) for deviation in deviations(runbook)}
    for place in places(runbook):
        command = place.element
        if not isinstance(command, Command) or command.purpose == "output":
            continue
        for locale, code in sorted(command.variants.items()):
            if (place.id, locale) in explained or any(not one.accepted for one in commands.typography(code)):
                continue
            facts = commands.analyse(code, command.language)
            if not facts.parses:
                yield Drift(
                    locale=locale,
                    at=place,
                    actual=code,
                    agreeing=(),
                    what=facts.errors[0] if facts.errors else "it does not parse",
                    confidence=0.8,
                )
