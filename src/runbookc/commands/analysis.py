"""What a command is made of and what it does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest

from runbookc.commands import grammar, tables
from runbookc.commands.cmd import program_name
from runbookc.commands.effects import (
    CHANGE,
    READ,
    UNKNOWN,
    Call,
    call_effect,
    choices,
    method_effects,
    worst,
    writes_file,
)
from runbookc.commands.facts import Facts, Token
from runbookc.commands.lexer import tokens
from runbookc.commands.placeholders import parameter_for, slots, without_name
from runbookc.commands.words import is_sample_host
from runbookc.model.runbook import Placeholder

_AUTOMATIC = frozenset(
    ("$_", "$true", "$false", "$null", "$psitem", "$this", "$args", "$input", "$?", "$^", "$$")
)
_VALUES = frozenset(("string", "number", "word", "path", "host", "placeholder"))
_CLOSING = frozenset((")", "}", "]"))
_ENDS_CALL = frozenset(("pipe", "separator"))
_SEPARATORS = re.compile(r"[\\/:\s,;\"'*]+")
_PROGRAM_LANGUAGES = ("powershell", "cmd")


@lru_cache(maxsize=4096)
def analyse(code: str, language: str) -> Facts:
    """What is known of `code` in `language` (``powershell``, ``cmd``, anything else is data).

    Never raises; a text that no one can read has ``parses=False`` and its errors.
    """
    found = tuple(token for token in tokens(code, language) if token.kind != "comment")
    if language == "cmd":
        found = _without_dialogue(found)
    if language not in _PROGRAM_LANGUAGES:
        return Facts(
            language=language, parses=True, tokens=found, hosts=_hosts(found), placeholders=_unplaced(found)
        )
    errors = grammar.errors(code) if language == "powershell" else ()
    each = tuple(calls(found))
    return Facts(
        language=language,
        parses=not errors,
        errors=errors,
        tokens=found,
        cmdlets=_cmdlets(each, language),
        effect=_effect(found, each, language),
        placeholders=_placeholders(found, each),
        parameters=tuple(
            _parameter(call, token) for call in each for token in call.tokens if token.kind == "parameter"
        ),
        missing_values=tuple(name for call in each for name in _missing_values(call)),
        members=tuple(token.value for token in found if token.kind == "member"),
        hosts=_hosts(found),
        literals=tuple(token.value for token in found if token.kind in _VALUES - {"placeholder"}),
        variables=_unique(
            token.value for token in found if token.kind == "variable" and token.value not in _AUTOMATIC
        ),
    )


def _without_dialogue(found: tuple[Token, ...]) -> tuple[Token, ...]:
    """Only the first line of a session: what is typed into ``telnet`` is no command of the shell."""
    program = tables.programs().get(program_name(found[0].value)) if found else None
    if program is None or not program.session:
        return found
    end = next((index for index, token in enumerate(found) if token.value == "\n"), len(found))
    return found[:end]


def _unique(values: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def calls(found: Sequence[Token]) -> Iterator[Call]:
    """Every command in `found`, also those inside brackets, in order.

    Of what stands in brackets among a command's arguments it has the brackets alone.
    """
    each: list[tuple[str, list[Token]]] = []
    open_: list[tuple[int, list[Token]]] = []
    depth = 0
    for token in found:
        if token.kind == "bracket" and token.value in _CLOSING:
            depth -= 1
            while open_ and open_[-1][0] > depth:
                open_.pop()
        if open_ and open_[-1][0] == depth:
            if token.kind in _ENDS_CALL:
                open_.pop()
            else:
                open_[-1][1].append(token)
        if token.kind == "command":
            own: list[Token] = []
            each.append((token.value, own))
            open_.append((depth, own))
        elif token.kind == "bracket" and token.value not in _CLOSING:
            depth += 1
    yield from (Call(name=name, tokens=tuple(own)) for name, own in each)


def _cmdlets(each: Sequence[Call], language: str) -> tuple[str, ...]:
    if language == "cmd":
        return tuple(program_name(call.name) for call in each)
    return tuple(name for call in each for name in choices(call.name))


def _effect(found: Sequence[Token], each: Sequence[Call], language: str) -> str:
    effects = [call_effect(call, language) for call in each]
    if writes_file(found):
        effects.append(CHANGE)
    effects.extend(method_effects(found))
    effects.extend(UNKNOWN for token in found if token.quoted and "$(" in token.value)
    if not effects and found and _only_expression(found):
        return READ
    return worst(effects)


def _only_expression(found: Sequence[Token]) -> bool:
    """A variable or a value by itself prints; a method may do anything."""
    return all(token.kind in ("variable", "member", "string", "number") for token in found) and not any(
        token.kind == "bracket" for token in found
    )


def _hosts(found: Sequence[Token]) -> tuple[str, ...]:
    words = (word for token in found for word in _SEPARATORS.split(token.value))
    return _unique(word for word in words if is_sample_host(word))


def _parameter(call: Call, token: Token) -> str:
    return tables.canonical_parameter(call.name, token.value)


def _missing_values(call: Call) -> Iterator[str]:
    """Parameters that the table knows to take a value, at the end or before the next one."""
    known = tables.cmdlets().get(call.name)
    if known is None:
        return
    for token, following in zip_longest(call.tokens, call.tokens[1:]):
        name = _parameter(call, token) if token.kind == "parameter" else ""
        ends = following is None or following.kind in ("parameter", "optional", "redirect")
        if ends and name in known.parameters and name not in known.switches:
            yield name


def _unplaced(found: Sequence[Token]) -> tuple[Placeholder, ...]:
    names = _unique(slot.name for token in found for slot in slots(token.value))
    return tuple(Placeholder(name=name, parameter=parameter_for(name, "")) for name in names)


def _placeholders(found: Sequence[Token], each: Sequence[Call]) -> tuple[Placeholder, ...]:
    roles = _roles(each) | _compared(found)
    roles.update((token.start, "Command") for token in found if token.kind == "command")
    named: dict[str, str] = {}
    for token in found:
        parts = slots(token.value)
        of_token = roles.get(token.start, "").split("\\")
        for index, slot in enumerate(parts):
            if slot.name in named:
                continue
            role = of_token[index] if index < len(of_token) and len(of_token) in (1, len(parts)) else ""
            if len(parts) > 1 and len(of_token) == 1:
                role = ""
            named[slot.name] = _free(parameter_for(slot.name, role), set(named.values()))
    return tuple(Placeholder(name=name, parameter=parameter) for name, parameter in named.items())


def _free(parameter: str, taken: set[str]) -> str:
    if parameter not in taken:
        return parameter
    number = 2
    while f"{parameter}{number}" in taken:
        number += 1
    return f"{parameter}{number}"


def _compared(found: Sequence[Token]) -> dict[int, str]:
    """Offset of a value to the property that it is compared with: ``$_.HealthSetName -eq "…"``."""
    out: dict[int, str] = {}
    for member, operator, value in zip(found, found[1:], found[2:], strict=False):
        if member.kind == "member" and operator.kind == "operator":
            out[value.start] = without_name(member.value)
    return out


def _roles(each: Sequence[Call]) -> dict[int, str]:
    """Offset of an argument to what its place says it is."""
    out: dict[int, str] = {}
    for call in each:
        known = tables.cmdlets().get(call.name)
        position = 0
        parameter = ""
        for token in call.tokens:
            if token.kind == "parameter":
                parameter = _parameter(call, token)
            elif token.kind == "comma":
                continue
            elif parameter:
                out[token.start] = _role_of(call.name, parameter)
                parameter = ""
            elif token.kind in _VALUES | {"variable"}:
                out[token.start] = _positional_role(call.name, known, position)
                position += 1
    return out


def _role_of(cmdlet: str, parameter: str) -> str:
    """What a parameter's value is: of ``-ComputerName`` a Computer, of ``-Identity`` what the noun says."""
    if parameter not in ("Identity", "Name"):
        return without_name(parameter)
    name = choices(cmdlet)[0]
    known = tables.cmdlets().get(name)
    noun = name.partition("-")[2]
    if parameter == "Identity":
        return known.identity if known and known.identity else noun
    named = known.positional[0] if known and known.positional else noun
    return named if known is None or named not in known.parameters else parameter


def _positional_role(cmdlet: str, known: tables.Cmdlet | None, position: int) -> str:
    name = choices(cmdlet)[0]
    known = known or tables.cmdlets().get(name)
    if known and position < len(known.positional):
        return known.positional[position]
    if position == 0 and "-" in name and not (known and known.positional):
        return name.partition("-")[2]
    return ""
