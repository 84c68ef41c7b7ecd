"""A command of an article as code of the script: built anew from its parts, never pasted.

What is built is a pipeline of cmdlets with named parameters, literals and the script's parameters,
or one call of a known program of Windows. Anything else (variables, sub-expressions, script
blocks other than a plain filter, several statements, syntax diagrams) is not built, and neither is
a command that names an object of the author's own: it becomes a step for a person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec

from runbookc import commands
from runbookc.commands import tables
from runbookc.commands.cmd import program_name
from runbookc.commands.facts import Token
from runbookc.commands.placeholders import slots
from runbookc.renderers._script.literal import ascii_literal
from runbookc.renderers._script.parameters import parameter_name, places
from runbookc.renderers._script.scope import (
    PROGRAMS,
    changes,
    is_local,
    is_refused,
    names_an_object,
    positional,
    sets_a_variable,
)

_CMDLET = re.compile(r"[A-Z][A-Za-z]+-[A-Z][A-Za-z0-9]+")
_PROPERTY = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_PARAMETER = re.compile(r"[A-Za-z]+")
"""Without digits, which tree-sitter's grammar does not take in the name of a parameter."""
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,6})?(?:[KMGT]B)?", re.IGNORECASE)
_OPERATORS = re.compile(r"-[ci]?(?:eq|ne|gt|ge|lt|le|like|notlike|match|notmatch|contains|notcontains)")
_VALUES = frozenset(("string", "number", "word", "path", "host", "placeholder", "variable"))
_HIDES_ERRORS = frozenset(("ErrorAction", "Ea"))
"""On a change: whether it was made could not be told."""
_NETWORK_PATH = re.compile(r"(?:^|[^\\])\\\\\w")
"""The author's own host: ``\\\\server1``."""
_CONSTANTS = ("$true", "$false", "$null")
_EXPANDED = re.compile(r"[$`]")
_ODD_WORD = re.compile(r"[$`@(){};|&<>\"]|%\w+%")
_SHOWING = frozenset(
    ("Format-List", "Format-Table", "Format-Wide", "Format-Custom", "Out-Host", "Out-Default")
)

Part = str | tuple[str]
"""A piece of a value: text, or the name of a parameter in a tuple."""


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """A command that the script can run."""

    run: str
    """The body of the script block; ``$Value`` holds the parameters."""
    shown: str
    """The same for people: a parameter stands as ``<Name>``."""
    target: str
    """What it is done to, in the same form."""
    needs: tuple[str, ...]
    """Parameters, in order of first use."""
    cmdlets: tuple[str, ...]
    """In order; empty for a program."""
    asks: str
    """The cmdlet that takes ``@Quiet``, so that it does not ask again what the script has asked; or empty."""
    local: bool
    """Whether it acts on the computer that it runs on."""


class _RefusedError(Exception):
    """The command has a part that is not built; never leaves this module."""


@lru_cache(maxsize=4096)
def build(code: str, language: str, placeholders: tuple[tuple[str, str], ...]) -> Code | None:
    """The command as code, or None when it is not one that a script should run.

    `placeholders`: each name as the code has it, with or without brackets, and its parameter.
    """
    if any(not oddity.accepted for oddity in commands.typography(code)):
        return None
    try:
        return _Builder(code, language, placeholders).build()
    except _RefusedError:
        return None


class _Builder:
    """One run over one command: `run` and `shown` grow side by side."""

    def __init__(self, code: str, language: str, placeholders: tuple[tuple[str, str], ...]) -> None:
        facts = commands.analyse(code, language)
        self.code = code
        self.language = language
        self.tokens = facts.tokens
        self.names: Mapping[str, str] = dict(placeholders)
        self.hosts = frozenset(facts.hosts) - self.names.keys()
        self.needs: dict[str, None] = {}
        self.run = self.shown = ""
        self.cmdlets: list[str] = []
        self.asks = ""
        self.local = False
        if not facts.parses or facts.missing_values or not self.tokens:
            raise _RefusedError

    def build(self) -> Code:
        if self.tokens[-1].kind == "separator" and self.tokens[-1].value in ("\n", ";"):
            self.tokens = self.tokens[:-1]
        first = self.tokens[0]
        if self.language == "cmd" or (first.kind == "command" and program_name(first.value) in PROGRAMS):
            self._program()
        elif self.language == "powershell":
            self._pipeline()
        else:
            raise _RefusedError
        if self.local:
            self.needs.setdefault("Server")
        return Code(
            run=self.run,
            shown=self.shown,
            target=self._target(),
            needs=tuple(self.needs),
            cmdlets=tuple(dict.fromkeys(self.cmdlets)),
            asks=self.asks,
            local=self.local,
        )

    def _has_value_of_its_own(self) -> bool:
        """Whether a change without placeholders sets words or numbers: those are the author's choice."""
        calls = [token for token in self.tokens if token.kind == "command"]
        return any(changes(call.value) and not is_local(call.value) for call in calls) and any(
            token.kind in _VALUES and token.value not in _CONSTANTS for token in self.tokens
        )

    def _target(self) -> str:
        """What the command is done to; on a computer, also which one."""
        named = commands.risk(self.code, self.language).target
        parts = self._parts(named) if named else ()
        text = "".join(part if isinstance(part, str) else f"<{part[0]}>" for part in parts)
        if self.local:
            return f"<Server>: {text}" if text else "<Server>"
        servers = [name for name in self.needs if name.endswith("Server")]
        return text or next((f"<{name}>" for name in (*servers, *self.needs)), "")

    # Programs of Windows

    def _program(self) -> None:
        path = PROGRAMS.get(program_name(self.tokens[0].value))
        arguments = self.tokens[1:]
        if path is None or any(token.kind not in _VALUES | {"parameter"} for token in arguments):
            raise _RefusedError
        words = [self._word(token) for token in arguments]
        self.run = " ".join([f'& "$env:SystemRoot\\{path}"', *(word[0] for word in words)])
        self.run += '\nif ($LASTEXITCODE -ne 0) { throw "exit code $LASTEXITCODE" }'
        self.shown = " ".join([path.rpartition("\\")[2], *(word[1] for word in words)])
        self.local = True

    def _word(self, token: Token) -> tuple[str, str]:
        value = self.code[token.start : token.end].replace('"', "")
        parts = self._parts(value)
        if any(isinstance(part, str) and re.search(r"[%^|&<>\"`$\r\n]", part) for part in parts):
            raise _RefusedError
        text = "".join(part if isinstance(part, str) else f"<{part[0]}>" for part in parts)
        return self._expression(parts), f'"{text}"' if " " in text else text

    # Pipelines of cmdlets

    def _pipeline(self) -> None:
        if not self.names and self._has_value_of_its_own():
            raise _RefusedError
        stages: list[list[Token]] = [[]]
        shown: list[Token] = []
        for token in self.tokens:
            if token.kind == "pipe" and token.value == "|":
                stages.append([])
            else:
                stages[-1].append(token)
        while len(stages) > 1 and stages[-1] and stages[-1][0].value in _SHOWING:
            shown = [token for token in stages.pop()[1:] if token.kind in _VALUES | {"comma"}]
        changing = [index for index, stage in enumerate(stages) if stage and changes(stage[0].value)]
        for index, stage in enumerate(stages):
            if index:
                self._both(" | ")
            self._stage(stage, quiet=bool(changing) and index == changing[-1])
        if shown:
            self._both(" | Select-Object -Property ")
            self.cmdlets.append("Select-Object")
            self._list(shown, 0)

    def _both(self, text: str) -> None:
        self.run += text
        self.shown += text

    def _stage(self, stage: Sequence[Token], *, quiet: bool) -> None:
        if not stage or stage[0].kind != "command" or stage[0].quoted:
            raise _RefusedError
        name = stage[0].value
        if not _CMDLET.fullmatch(name) or is_refused(name):
            raise _RefusedError
        self.cmdlets.append(name)
        self._both(name)
        given = self._arguments(name, stage[1:])
        if changes(name) and given & _HIDES_ERRORS:
            raise _RefusedError
        here = is_local(name) and "ComputerName" not in given
        if quiet and not here and "Confirm" not in given:
            self.run += " @Quiet"
            self.asks = name
        self.local = self.local or here

    def _arguments(self, cmdlet: str, found: Sequence[Token]) -> set[str]:
        """Writes the arguments; gives the names of the parameters that are set."""
        given: set[str] = set()
        at, position = 0, 0
        while at < len(found):
            token = found[at]
            if token.kind == "parameter":
                name = tables.canonical_parameter(cmdlet, token.value)
                if not _PARAMETER.fullmatch(name) or sets_a_variable(name):
                    raise _RefusedError
                given.add(name)
                at += 1
                self._both(f" -{name}" + (":" if token.attached else ""))
                known = tables.cmdlets().get(cmdlet)
                takes = token.attached or not (known and name in known.switches)
                if at < len(found) and takes and (token.attached or found[at].kind != "parameter"):
                    self._both("" if token.attached else " ")
                    at = self._value(found, at, cmdlet, name)
                elif names_an_object(cmdlet, name):
                    raise _RefusedError
            else:
                named = positional(cmdlet, position, token)
                if named and named not in given:
                    given.add(named)
                    self._both(f" -{named}")
                position += 1
                self._both(" ")
                at = self._value(found, at, cmdlet, named or "Identity")
        return given

    def _value(self, found: Sequence[Token], at: int, cmdlet: str, parameter: str) -> int:
        """One value, a list of values or a filter; gives where the next argument begins."""
        if found[at].kind == "bracket":
            return self._filter(found, at)
        if (
            names_an_object(cmdlet, parameter)
            and not slots(found[at].value)
            and found[at].value not in self.names
        ):
            raise _RefusedError
        return self._list(found, at)

    def _list(self, found: Sequence[Token], at: int) -> int:
        self._single(found[at])
        while at + 1 < len(found) and found[at + 1].kind == "comma":
            at += 2
            if at >= len(found):
                raise _RefusedError
            self._both(", ")
            self._single(found[at])
        return at + 1

    def _filter(self, found: Sequence[Token], at: int) -> int:
        """``{ $_.Name -eq value -and … }``: properties, comparisons and constants only."""
        end = next((index for index in range(at, len(found)) if found[index].value == "}"), 0)
        inside = found[at + 1 : end]
        if found[at].value != "{" or self.cmdlets[-1] != "Where-Object" or len(inside) % 5 != 4:
            raise _RefusedError
        self._both("{ ")
        for start in range(0, len(inside), 5):
            item, member, operator, value = inside[start : start + 4]
            if (
                item.value not in ("$_", "$psitem")
                or member.kind != "member"
                or not _PROPERTY.fullmatch(member.value)
                or operator.kind != "operator"
                or not _OPERATORS.fullmatch(operator.value)
            ):
                raise _RefusedError
            self._both(f"$_.{member.value} {operator.value} ")
            self._single(value)
            if start + 4 < len(inside):
                link = inside[start + 4]
                if link.value not in ("-and", "-or"):
                    raise _RefusedError
                self._both(f" {link.value} ")
        self._both(" }")
        return end + 1

    def _single(self, token: Token) -> None:
        if token.kind not in _VALUES:
            raise _RefusedError
        if token.kind == "variable":
            if token.value not in _CONSTANTS:
                raise _RefusedError
            self._both(token.value)
            return
        written = self.code[token.start : token.end]
        if token.kind == "number" and not token.quoted and _NUMBER.fullmatch(token.value):
            self._both(token.value)
            return
        parts = self._parts(token.value)
        constant = "".join(part for part in parts if isinstance(part, str))
        odd = _EXPANDED if token.quoted else _ODD_WORD
        if odd.search(constant) or "\n" in constant or (token.quoted and _EXPANDED.search(written)):
            raise _RefusedError
        text = "".join(part if isinstance(part, str) else f"<{part[0]}>" for part in parts)
        self.run += self._expression(parts)
        self.shown += "'" + text.replace("'", "''") + "'"

    # Values

    def _parts(self, value: str) -> tuple[Part, ...]:
        """A value cut at its placeholders. A sample host that stands for nothing is refused."""
        parts: list[Part] = []
        end = 0
        for start, stop, name in places(value, self.names):
            parts += [value[end:start]] if start > end else []
            wanted = self.names.get(name)
            parameter = parameter_name(wanted) if wanted else None
            if parameter is None:
                raise _RefusedError
            self.needs.setdefault(parameter)
            parts.append((parameter,))
            end = stop
        parts += [value[end:]] if end < len(value) else []
        fixed = [part for part in parts if isinstance(part, str)]
        if any(_NETWORK_PATH.search(part) or any(host in part for host in self.hosts) for part in fixed):
            raise _RefusedError
        return tuple(parts)

    @staticmethod
    def _expression(parts: Sequence[Part]) -> str:
        names = [part[0] for part in parts if not isinstance(part, str)]
        if not names:
            return ascii_literal("".join(part for part in parts if isinstance(part, str)))
        if len(parts) == 1:
            return f"$Value.{names[0]}"
        numbers = iter(range(len(names)))
        form = "".join(
            part.replace("{", "{{").replace("}", "}}") if isinstance(part, str) else f"{{{next(numbers)}}}"
            for part in parts
        )
        return f"({ascii_literal(form)} -f {', '.join(f'$Value.{name}' for name in names)})"
