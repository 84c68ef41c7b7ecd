"""Whether the editions agree on a command well enough to run it."""

from __future__ import annotations

from functools import lru_cache

from runbookc import commands
from runbookc.commands.placeholders import slots
from runbookc.model.finding import Finding
from runbookc.model.runbook import Command, Runbook
from runbookc.renderers._script.literal import printable

_SAME = frozenset(("placeholder-name", "alias", "case", "quote", "dash", "space"))
"""Kinds of difference that do not change what a command does."""


def dissenters(command: Command) -> tuple[str, ...]:
    """The locales whose command does something else than the agreed form."""
    return tuple(
        locale
        for locale, code in sorted(command.variants.items())
        if not _is_same(command.code, code, command.language)
    )


@lru_cache(maxsize=4096)
def _is_same(agreed: str, code: str, language: str) -> bool:
    if agreed == code:
        return True
    if len(slots(agreed)) == len(slots(code)) and commands.lost_backslash(code, agreed):
        return True
    return all(difference.kind in _SAME for difference in commands.compare(agreed, code, language))


def is_agreed(command: Command, against: tuple[str, ...]) -> bool:
    """Whether a clear majority, or evidence that ranks above votes, stands behind the agreed form."""
    if command.agreed_by == "evidence":
        return True
    return 2 * len(against) < len(command.variants)


def is_doubtful(command: Command, findings: tuple[Finding, ...]) -> bool:
    """Whether an error was found in the agreed form itself, as where all editions share a defect."""
    return any(
        finding.level == "error"
        and finding.rule.startswith("CMD")
        and finding.block == command.id
        and finding.actual
        and finding.actual in command.code
        for finding in findings
    )


def remarks(command: Command, runbook: Runbook, against: tuple[str, ...]) -> tuple[str, ...]:
    """For a comment: what the editions that disagree say, and where."""
    found = []
    for locale in against:
        span = command.sources.get(locale)
        line = f":{span.first}" if span else ""
        path = runbook.editions[locale].path if locale in runbook.editions else ""
        found.append(f"{locale} says otherwise ({path}{line}): {printable(command.variants[locale])}")
    return tuple(found)
