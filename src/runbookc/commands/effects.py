"""What running a command does: reads, changes, and how much that may hurt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

import msgspec

from runbookc.commands import tables
from runbookc.commands.cmd import program_name
from runbookc.commands.facts import Token
from runbookc.commands.placeholders import slots

READ, CHANGE, UNKNOWN = "read", "change", "unknown"
_FIRST_WORD = re.compile(r"[A-Z]?[a-z]+")
_VALUES = frozenset(("string", "number", "word", "path", "host", "placeholder", "variable", "bracket"))
_RANK = {READ: 0, UNKNOWN: 1, CHANGE: 2}


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One command of a pipeline with its arguments, brackets and all."""

    name: str
    tokens: tuple[Token, ...]
    """After the name, up to the end of the command."""


def worst(effects: Sequence[str]) -> str:
    """The effect of several commands together; nothing at all is ``unknown``."""
    return max(effects, key=_RANK.__getitem__, default=UNKNOWN)


def choices(name: str) -> tuple[str, ...]:
    """The commands that a name stands for: itself, or each of ``<Set-A | Set-B>``."""
    found = slots(name)
    if found and found[0].is_choice:
        return tuple(tables.canonical_name(part.strip()) for part in found[0].name.split("|"))
    return (name,)


def cmdlet_effect(name: str) -> str:
    """Effect of a cmdlet, from the table or else its verb."""
    known = tables.cmdlets().get(name)
    if known and known.effect:
        return known.effect
    verb, dash, _ = name.partition("-")
    return tables.verbs().get(verb.lower(), UNKNOWN) if dash else UNKNOWN


def call_effect(call: Call, language: str) -> str:
    """Effect of one command."""
    program = program_name(call.name)
    if language == "powershell":
        names = choices(call.name)
        if any("-" in name for name in names):
            effect = worst([cmdlet_effect(name) for name in names])
            if effect == READ and any(_orders_change(name) for name in _switches(call)):
                return CHANGE
            return READ if effect == CHANGE and _what_if(call) else effect
    known = tables.programs().get(program)
    if known is None:
        return UNKNOWN
    subcommand = subcommand_of(call)
    if subcommand in known.change:
        return CHANGE
    if subcommand in known.read:
        return READ
    return known.effect


def _what_if(call: Call) -> bool:
    """``-WhatIf`` only tells what would be done."""
    return any(name.lower() in ("whatif", "wi") for name in _switches(call))


def _orders_change(switch: str) -> bool:
    """Whether a switch bids a reading cmdlet do something: ``Test-X -ResetTestAccountCredentials``."""
    verb = _FIRST_WORD.match(switch)
    return verb is not None and tables.verbs().get(verb[0].lower()) == CHANGE


def _switches(call: Call) -> Iterator[str]:
    """The parameters that are set without a value; ``-Name:$false`` is not set."""
    for token, follows in zip_longest(call.tokens, call.tokens[1:]):
        if token.kind == "parameter" and (
            follows is None or (follows.value == "$true" if token.attached else follows.kind not in _VALUES)
        ):
            yield token.value


def subcommand_of(call: Call) -> str:
    """The first word after the program that one of its lists knows, else the first word; lower case."""
    known = tables.programs().get(program_name(call.name))
    words = [_switch(token) for token in call.tokens if token.kind in ("word", "parameter", "path", "string")]
    listed = {*known.read, *known.change} if known else set()
    heads = [word.partition(":")[0] if word.startswith("/") else word for word in words[:4]]
    return next((head for head in heads if head in listed), words[0] if words else "")


def _switch(token: Token) -> str:
    value = token.value.lower()
    if token.kind == "parameter" and not value.startswith(("/", "-")):
        return "-" + value
    return value


def writes_file(found: Sequence[Token]) -> bool:
    """Whether output is redirected into a file (``$null`` and ``nul`` are none)."""
    for index, token in enumerate(found):
        if token.kind == "redirect" and token.value.endswith(">"):
            target = found[index + 1].value.lower() if index + 1 < len(found) else ""
            if target not in ("$null", "nul"):
                return True
    return False


def method_effects(found: Sequence[Token]) -> list[str]:
    """The effect of each method that is called, by the beginning of its name."""
    out: list[str] = []
    for token, following in pairwise(found):
        if token.kind == "member" and following.value == "(" and following.start == token.end:
            name = token.value.lower()
            beginnings = (effect for start, effect in tables.methods().items() if name.startswith(start))
            out.append(next(beginnings, UNKNOWN))
    return out
