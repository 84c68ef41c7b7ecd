"""CMD017."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.names_in_commands import USED, Use, cmdlets, parameters, properties, uses
from runbookc.checks.near_misses import nearest
from runbookc.commands.tables import verbs
from runbookc.model.runbook import Command, Runbook

_FREQUENT = 3
"""Runbooks that must use a name before a rare one is held against it."""
_KINDS = {"cmdlet": "cmdlet", "parameter": "parameter", "member": "property"}


@rule(
    "CMD017",
    level="error",
    title="misspelt-name",
    message="{place}: the {what} {actual} is nearly {expected}",
)
def misspelt_name(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """A cmdlet, parameter or property whose name is nearly another, well-known one.

    Why: a misspelt property is empty and its filter finds nothing, without an error; a misspelt
    parameter stops the command. When every edition has it, the source had it.

    Bad:  `?{$_.HealtSetName -eq 'IMAP'}`.
    Good: `?{$_.HealthSetName -eq 'IMAP'}`.
    """
    frequent = corpus.derive(_frequent)
    for place in places(runbook):
        command = place.element
        if not isinstance(command, Command) or command.purpose == "output":
            continue
        for locale, code in sorted(command.variants.items()):
            for use in uses(code, command.language):
                meant = _meant(use, corpus, frequent)
                if meant is not None and not _elsewhere(command, use, meant):
                    yield Drift(
                        locale=locale,
                        at=place,
                        line=place.line(locale) + code.count("\n", 0, use.offset),
                        expected=meant,
                        actual=use.name,
                        agreeing=(),
                        what=_KINDS[use.kind],
                        confidence=0.95,
                    )


def has_misspelt_name(code: str, language: str, corpus: Corpus) -> bool:
    """Whether a name in a command is nearly another, well-known one."""
    frequent = corpus.derive(_frequent)
    return any(_meant(use, corpus, frequent) is not None for use in uses(code, language))


def _meant(use: Use, corpus: Corpus, frequent: dict[tuple[str, str], tuple[str, ...]]) -> str | None:
    """The built-in or frequent name that this one is a slip of; None for a name of its own."""
    known = _known(use)
    if use.name.casefold() in known:
        return None
    if known:
        return nearest(use.name, (name for name in known.values() if not _is_other_verb(use, name)))
    if corpus.counts(USED).get((use.kind, use.owner, use.name), 0) >= _FREQUENT:
        return None
    return nearest(use.name, frequent.get((use.kind, use.owner), ()))


def _is_other_verb(use: Use, name: str) -> bool:
    """Whether two cmdlets do different things to one noun, as `Get-Mailbox` and `Set-Mailbox` do."""
    verb, _, noun = use.name.casefold().partition("-")
    return use.kind == "cmdlet" and verb in verbs() and name.casefold().partition("-")[2] == noun


def _known(use: Use) -> dict[str, str]:
    if use.kind == "cmdlet":
        return cmdlets()
    return parameters(use.owner) if use.kind == "parameter" else properties(use.owner)


def _frequent(corpus: Corpus) -> dict[tuple[str, str], tuple[str, ...]]:
    """Names that many runbooks use, by kind and owner."""
    found: dict[tuple[str, str], list[str]] = {}
    for (kind, owner, name), count in sorted(corpus.counts(USED).items()):
        if count >= _FREQUENT:
            found.setdefault((kind, owner), []).append(name)
    return {key: tuple(names) for key, names in found.items()}


def _elsewhere(command: Command, use: Use, meant: str) -> bool:
    """Whether another edition has the right name there: then the two differ, which is told already."""
    others: Iterable[str] = set(command.variants.values())
    return any(
        other.kind == use.kind and other.name.casefold() == meant.casefold()
        for code in others
        for other in uses(code, command.language)
        if not any(own.name == use.name and own.kind == use.kind for own in uses(code, command.language))
    )
