"""CMD015."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc import commands
from runbookc.checks import Corpus, Drift, places, rule
from runbookc.model.runbook import Command, Runbook


@rule(
    "CMD015",
    level="error",
    title="lost-backslash",
    message="{place} has lost a backslash: {actual} instead of {expected}",
)
def lost_backslash(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    r"""A command has lost a backslash that the other editions have.

    Why: where a command stands as plain text, Markdown takes a backslash before a bracket for an
    escape; the reader sees `<health set><probe>` and types the two names together.

    Bad:  `Invoke-MonitoringProbe <health set name><probe name>` in en-US.
    Good: `Invoke-MonitoringProbe <health set name>\<probe name>` in a code block.
    """
    for place in places(runbook):
        command = place.element
        if not isinstance(command, Command):
            continue
        for locale, code in sorted(command.variants.items()):
            whole = [
                other
                for other, text in sorted(command.variants.items())
                if text != code and commands.lost_backslash(commands.mended(code), commands.mended(text))
            ]
            if whole:
                yield Drift(
                    locale=locale,
                    at=place,
                    expected=command.variants[whole[0]],
                    actual=code,
                    agreeing=tuple(whole),
                )
