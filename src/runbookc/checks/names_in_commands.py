"""Names that commands use (cmdlets, parameters, properties), and which names there are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from runbookc import commands
from runbookc.checks.corpus import Observed
from runbookc.checks.places import places
from runbookc.checks.registry import observer
from runbookc.commands import tables
from runbookc.model.runbook import Command, Runbook

USED = "command names"
"""Observer: (kind, cmdlet, name), once for every runbook that uses it."""


_PROPERTY_ARGUMENTS = frozenset(
    (
        "Format-Table",
        "Format-List",
        "Format-Wide",
        "Select-Object",
        "Sort-Object",
        "Group-Object",
        "Where-Object",
    )
)
"""Cmdlets whose bare words are names of properties."""
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]{2,}")


class Use(msgspec.Struct, frozen=True, kw_only=True):
    """One name in a command."""

    kind: str
    """``cmdlet``, ``parameter`` or ``member``."""
    owner: str
    """The cmdlet that the parameter or property belongs to; empty for a cmdlet."""
    name: str
    """Without dash or dot."""
    offset: int


def uses(code: str, language: str) -> Iterator[Use]:
    """The cmdlet, parameter and property names in a command, in order."""
    if language != "powershell":
        return
    owner = source = ""
    for token in commands.tokens(code, language):
        if token.kind == "command":
            owner = token.value
            source = source or owner
            if "-" in owner and "<" not in owner:
                yield Use(kind="cmdlet", owner="", name=owner, offset=token.start)
        elif token.kind == "parameter":
            yield Use(kind="parameter", owner=owner, name=token.value.strip("-:"), offset=token.start)
        elif token.kind == "member" or _is_property(token, owner):
            yield Use(kind="member", owner=source, name=token.value, offset=token.start)
        elif token.kind == "separator":
            source = ""


def _is_property(token: commands.Token, owner: str) -> bool:
    """A bare word after ``Select-Object`` and the like."""
    return token.kind == "word" and owner in _PROPERTY_ARGUMENTS and _WORD.fullmatch(token.value) is not None


@lru_cache(maxsize=1)
def all_properties() -> frozenset[str]:
    """Every property that the tables have, lower case."""
    return frozenset(name.casefold() for cmdlet in tables.cmdlets().values() for name in cmdlet.properties)


def is_known_name(kind: str, written: str, command: Command) -> bool:
    """Whether the built-in tables have the name, as it is written in that command."""
    name = written.strip("-.:")
    if kind == "cmdlet":
        return name.casefold() in _cmdlets()
    if kind == "parameter":
        return any(name.casefold() in parameters(owner) for owner in command.cmdlets)
    return any(name.casefold() in properties(owner) for owner in command.cmdlets)


@lru_cache(maxsize=1)
def _cmdlets() -> dict[str, str]:
    """Lower case to canonical, of every cmdlet that the tables have."""
    names = (*tables.cmdlets(), *tables.aliases().values(), *tables.aliases())
    return {name.casefold(): name for name in names}


def cmdlets() -> dict[str, str]:
    """Lower case to canonical name."""
    return _cmdlets()


@lru_cache(maxsize=512)
def parameters(cmdlet: str) -> dict[str, str]:
    """Lower case to canonical, of the cmdlet and those that all have; empty for an unknown cmdlet."""
    known = tables.cmdlets().get(cmdlet)
    if known is None or not known.parameters:
        return {}
    return {name.casefold(): name for name in known.parameters} | tables.common_parameters()


@lru_cache(maxsize=512)
def properties(cmdlet: str) -> dict[str, str]:
    """Lower case to canonical, of what the cmdlet gives; empty when that is not known."""
    known = tables.cmdlets().get(cmdlet)
    return {name.casefold(): name for name in known.properties} if known else {}


@observer(USED)
def observed_uses(runbook: Runbook) -> Observed:
    """Names in the commands of all editions."""
    found: set[tuple[str, ...]] = set()
    for place in places(runbook):
        if isinstance(place.element, Command) and place.element.purpose != "output":
            for code in set(place.element.variants.values()):
                for use in uses(code, place.element.language):
                    found.add((use.kind, use.owner, use.name))
    return Counter(found)
