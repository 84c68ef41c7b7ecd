"""A command as named parts, so that two can be matched whatever the order of their parameters."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from runbookc.commands import tables
from runbookc.commands.effects import choices
from runbookc.commands.facts import Token
from runbookc.commands.language import line_language
from runbookc.commands.lexer import tokens
from runbookc.commands.placeholders import slots

_OPEN, _CLOSE = frozenset(("(", "{", "[", "$(", "@(", "@{")), frozenset((")", "}", "]"))


class Argument(msgspec.Struct, frozen=True, kw_only=True):
    """One argument: a parameter with its value, a switch, or a value by itself."""

    key: str
    """The parameter in lower case, canonical where the cmdlet is known; or the position as a digit."""
    value: tuple[Token, ...]
    """Empty for a switch."""
    optional: bool = False


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """One command of a pipeline or sequence. An expression has no command and one argument."""

    command: Token | None
    arguments: tuple[Argument, ...]
    separator: str
    """What ends it: ``|``, ``;``, a new line, or nothing."""

    @property
    def is_diagram(self) -> bool:
        """Whether it is a syntax diagram, of which a command uses what it needs."""
        words = [token.value for argument in self.arguments for token in argument.value]
        names = [self.command.value] if self.command else []
        return any(slot.is_choice for word in (*names, *words) for slot in slots(word)) or any(
            argument.optional for argument in self.arguments
        )


def language_of(code: str) -> str:
    """The language of one command, by its first line; PowerShell when nothing tells."""
    first = next((line for line in code.split("\n") if line.strip()), "")
    return line_language(first) or "powershell"


@lru_cache(maxsize=4096)
def segments(code: str, language: str) -> tuple[Segment, ...]:
    """The commands of `code` in order, each with its arguments."""
    found = [token for token in tokens(code, language) if token.kind != "comment"]
    out: list[Segment] = []
    start, depth = 0, 0
    for index, token in enumerate(found):
        depth += _step(token)
        if depth <= 0 and token.kind in ("pipe", "separator"):
            out.append(_segment(found[start:index], token.value))
            start = index + 1
    if start < len(found):
        out.append(_segment(found[start:], ""))
    return tuple(out)


def _step(token: Token) -> int:
    if token.kind != "bracket":
        return 0
    return 1 if token.value in _OPEN else -1


def calls_method(before: Token | None, bracket: Token) -> bool:
    """Whether the bracket belongs to the value before it: ``.AddDays(…)``, ``$x[…]``."""
    return before is not None and before.end == bracket.start and before.kind in ("member", "variable")


def _segment(found: Sequence[Token], separator: str) -> Segment:
    if not found or found[0].kind != "command":
        key = Argument(key="", value=tuple(found))
        return Segment(command=None, arguments=(key,) if found else (), separator=separator)
    command = found[0]
    return Segment(
        command=command, arguments=tuple(_arguments(command.value, found[1:])), separator=separator
    )


def _arguments(name: str, found: Sequence[Token]) -> list[Argument]:
    out: list[Argument] = []
    index, position, optional = 0, 0, False
    while index < len(found):
        token = found[index]
        if token.kind == "optional":
            optional = token.value == "["
            index += 1
        elif token.kind == "parameter":
            end = _value_end(found, index + 1)
            key = _key(name, token.value)
            out.append(Argument(key=key, value=tuple(found[index + 1 : end]), optional=optional))
            index = end
        else:
            end = max(_value_end(found, index), index + 1)
            out.append(Argument(key=str(position), value=tuple(found[index:end]), optional=optional))
            position += 1
            index = end
    return _identity_first(out)


def _key(name: str, parameter: str) -> str:
    return tables.canonical_parameter(choices(name)[0], parameter).lower()


def _identity_first(arguments: list[Argument]) -> list[Argument]:
    """``-Identity x`` is the same as ``x`` in the first place."""
    if any(argument.key == "0" for argument in arguments):
        return arguments
    return [
        msgspec.structs.replace(argument, key="0")
        if argument.key == "identity" and argument.value
        else argument
        for argument in arguments
    ]


def _value_end(found: Sequence[Token], start: int) -> int:
    """Behind the value at `start`: one word, a list, or all of a bracket; `start` when there is none."""
    at, depth, wants = start, 0, True
    while at < len(found):
        token = found[at]
        if depth == 0 and token.kind in ("parameter", "optional", "redirect"):
            break
        step = _step(token)
        if depth == 0 and step <= 0 and token.kind not in ("comma", "member") and not wants:
            break
        if depth == 0 and step > 0 and not wants and not calls_method(found[at - 1], token):
            break
        depth += step
        wants = token.kind == "comma" and depth == 0
        at += 1
    return at
