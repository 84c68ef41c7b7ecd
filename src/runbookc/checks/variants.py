"""Where the editions' variants of one command differ, and who deviates at each place.

Each place of the agreed form is voted on by itself, so that an edition with a translated
placeholder still counts when the others have to agree on a parameter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import msgspec

from runbookc import commands
from runbookc.checks.evidence import CODE, NOTHING, TABLE, settle
from runbookc.checks.knowledge import known
from runbookc.checks.names_in_commands import is_known_name
from runbookc.checks.places import Place, once_per_runbook, places
from runbookc.checks.registry import Drift
from runbookc.commands import Difference, tables
from runbookc.commands.placeholders import parameter_for
from runbookc.model.runbook import Command, Runbook

_STYLE = frozenset(("quote", "dash", "space", "case", "alias", "placeholder-name"))
"""What PowerShell reads alike, or what `typography` reports."""
_PLACEHOLDER = re.compile(r"<([^<>]+)>")
_NAMES = frozenset(("cmdlet", "parameter", "member"))


class Deviation(msgspec.Struct, frozen=True, kw_only=True):
    """One word of a command in which an edition deviates."""

    kind: str
    """``cmdlet``, ``parameter``, ``value``, ``placeholder``, ``operator``, ``pipe``, ``path``,
    ``member`` or ``host``."""
    drift: Drift


@once_per_runbook
def deviations(runbook: Runbook) -> tuple[Deviation, ...]:
    """Every word in which an edition's command is not what the evidence says, in reading order."""
    found: list[Deviation] = []
    for place in places(runbook):
        command = place.element
        if isinstance(command, Command) and len(set(command.variants.values())) > 1:
            found.extend(_of_command(runbook, place, dict(_compared(command))))
    return tuple(found)


def _compared(command: Command) -> Iterator[tuple[str, tuple[Difference, ...]]]:
    """What each variant changes in the agreed form, but for style and for damage to characters."""
    agreed = commands.mended(command.code)
    for locale, written in sorted(command.variants.items()):
        code = commands.mended(written)
        if commands.lost_backslash(code, agreed):
            yield locale, ()
            continue
        compared = commands.compare(agreed, code, command.language)
        yield locale, tuple(one for one in compared if one.kind not in _STYLE or _is_another(one))


def _is_another(one: Difference) -> bool:
    """Whether a placeholder's name is that of another thing, and no translation."""
    if one.kind != "placeholder-name":
        return False
    left, right = (_PLACEHOLDER.findall(side) for side in (one.left, one.right))
    return len(left) == len(right) and any(
        theirs != ours and ours in _things() and theirs in _things()
        for ours, theirs in zip(map(_thing, left), map(_thing, right), strict=True)
    )


def _thing(name: str) -> str:
    """What a placeholder's name says that it is: ``Database`` for ``database name``."""
    return parameter_for(name, "").casefold()


@lru_cache(maxsize=1)
def _things() -> frozenset[str]:
    """What cmdlets have parameters for, and what their arguments are."""
    found: set[str] = set()
    for cmdlet in tables.cmdlets().values():
        for name in (*cmdlet.parameters, *cmdlet.positional, cmdlet.identity):
            found.update(part.casefold() for part in name.split("\\"))
    return frozenset(found)


def _of_command(
    runbook: Runbook, place: Place, differing: Mapping[str, tuple[Difference, ...]]
) -> Iterator[Deviation]:
    slots: dict[tuple[int, str, int], list[tuple[str, Difference]]] = {}
    for locale, compared in differing.items():
        for number, one in enumerate(compared):
            inserted = 0 if one.left else number
            slots.setdefault((one.left_offset, one.left, inserted), []).append((locale, one))
    for (_, left, _), stated in sorted(slots.items(), key=lambda item: item[0]):
        yield from _settled(runbook, place, left, stated, tuple(differing))


def _settled(
    runbook: Runbook,
    place: Place,
    left: str,
    differing: list[tuple[str, Difference]],
    locales: tuple[str, ...],
) -> Iterator[Deviation]:
    said = dict.fromkeys(locales, left) | {locale: one.right for locale, one in differing}
    kinds = {locale: one.kind for locale, one in differing}
    kind = differing[0][1].kind
    command = place.element

    heads = _heads(command, said) if differing[0][1].left_offset == 0 else {}
    is_more = "" in said.values()
    """Whether some lack the word altogether: that a name is known says nothing for its being there."""

    def rank(value: str) -> int:
        return heads.get(value, NOTHING) or (0 if is_more else _rank(runbook, command, kind, value))

    for side in settle(said, reference=runbook.reference_locale, support=rank):
        yield Deviation(
            kind=kinds.get(side.locale, kind).removesuffix("-name"),
            drift=Drift(
                locale=side.locale,
                at=place,
                line=_line(place, command.variants, side.locale, side.actual),
                expected=side.expected or None,
                actual=side.actual or None,
                agreeing=side.agreeing,
                what=command.code,
                confidence=side.confidence,
            ),
        )


def _heads(command: Command, said: Mapping[str, str]) -> dict[str, int]:
    """For a difference in the first word: which of the variants begin with a known cmdlet."""
    ranks: dict[str, int] = {}
    for locale, value in said.items():
        first = commands.mended(command.variants[locale]).split(maxsplit=1)[:1]
        ranks[value] = CODE if first and is_known_name("cmdlet", first[0], command) else NOTHING
    return ranks


def _rank(runbook: Runbook, command: Command, kind: str, value: str) -> int:
    """Names that the built-in tables know, and values that the probe table has, before votes."""
    if not value:
        return NOTHING
    if kind in _NAMES:
        return CODE if is_known_name(kind, value, command) else NOTHING
    if kind == "value":
        parts = value.strip("\"'*").split("\\")
        tabled = known(runbook).tabled
        return TABLE if tabled and all(part.casefold() in tabled for part in parts) else NOTHING
    return NOTHING


def _line(place: Place, variants: Mapping[str, str], locale: str, actual: str) -> int:
    """The line within the block on which the deviating word stands."""
    code = variants.get(locale, "")
    at = code.find(actual) if actual else -1
    return place.line(locale) + (code.count("\n", 0, at) if at > 0 else 0)
