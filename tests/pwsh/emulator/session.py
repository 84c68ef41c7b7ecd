"""A session: runs a script with mocks and answers, and keeps what was shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import tree_sitter_powershell
from tree_sitter import Language, Node, Parser

from tests.pwsh.emulator.cmdlets import Cmdlets
from tests.pwsh.emulator.dotnet import DotNet, regex
from tests.pwsh.emulator.evaluator import Evaluator
from tests.pwsh.emulator.syntax import NOT_FOUND, Exit, Scope, ScriptBlock, parameters_of
from tests.pwsh.emulator.values import (
    PSArray,
    PSError,
    PSObject,
    text,
)

Mock = Callable[[dict[str, Any]], Any]


class Session(DotNet, Cmdlets):
    """Runs scripts. `mocks`: command name to a function of its named arguments."""

    def __init__(
        self,
        mocks: dict[str, Mock] | None = None,
        *,
        answers: list[str] | None = None,
        consents: list[bool] | None = None,
        interactive: bool = True,
        redirected: bool = False,
        reader: bool = False,
        cultures: bool = True,
    ) -> None:
        self.mocks = {name.lower(): (name, mock) for name, mock in (mocks or {}).items()}
        self.answers = list(answers or [])
        self.consents = list(consents or [])
        self.interactive, self.redirected, self.cultures = interactive, redirected, cultures
        self.reader = reader
        """Whether a function of the caller's stands in the place of Read-Host."""
        self.environment = {"systemroot": "C:\\Windows"}
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.shown: list[str] = []
        self.warnings: list[str] = []
        self.errors: list[str] = []
        self.asked: list[str] = []
        self.should_process: list[tuple[str, str, bool]] = []
        self.slept = 0
        self.clock = datetime(2026, 3, 9, 14, 0, 0, tzinfo=UTC)
        self.exit_code: int | None = None
        self.problems: list[str] = []
        """Errors that a mock wrote without stopping."""

    def run(self, path: Path, **arguments: Any) -> list[PSObject]:
        """Runs a script as ``./script.ps1 -Name value …``; gives what it wrote to the pipeline."""
        root = _parse(path.read_bytes())
        self.evaluator = Evaluator(self)
        outer = Scope(None)
        outer.variables |= {
            "whatifpreference": False,
            "confirmpreference": "High",
            "informationpreference": "SilentlyContinue",
            "erroractionpreference": "Continue",
            "psuiculture": "en-US",
            "host": PSObject(Name="ConsoleHost"),
            "executioncontext": PSObject(SessionState=PSObject(Path=self)),
        }
        scope = Scope(outer)
        scope.variables["psscriptroot"] = str(path.parent)
        block = ScriptBlock.__new__(ScriptBlock)
        block.node, block.name = root, path.name
        block.parameters, block.advanced = parameters_of(root)
        common = {"WhatIf": "whatifpreference", "Confirm": "confirmpreference"}
        given = []
        for name, value in arguments.items():
            if name in common:
                scope.variables[common[name]] = value if name == "WhatIf" else "Low" if value else "None"
            else:
                self._validate(block, name, value)
                given.append((name, value))
        out: list[Any] = []
        self.evaluator.bind(block, given, [], scope)
        bound = scope.variables["psboundparameters"]
        for name in common:
            if name in arguments:
                bound[name] = arguments[name]
        try:
            self.evaluator.body(root, scope, out)
        except Exit as leaving:
            self.exit_code = leaving.code
        return out

    def _validate(self, block: ScriptBlock, name: str, value: Any) -> None:
        found = [item for item in block.parameters if item.name.lower() == name.lower()]
        if not found:
            raise PSError(f"no parameter -{name}")
        if found[0].pattern and not regex(found[0].pattern).search(text(value)):
            raise PSError(f"-{name} does not match its pattern")
        if found[0].choices and text(value) not in found[0].choices:
            raise PSError(f"-{name} is none of {found[0].choices}")

    # Commands

    def call(
        self,
        name: str,
        named: list[tuple[str, Any]],
        positional: list[Any],
        scope: Scope,
        incoming: list[Any] | None,
    ) -> Iterator[Any]:
        lower = name.lower()
        if lower in self.mocks:
            arguments = dict(named) | {str(index): value for index, value in enumerate(positional)}
            self.calls.append((self.mocks[lower][0], arguments))
            found = self.mocks[lower][1](arguments)
            return iter(found if isinstance(found, list) else [] if found is None else [found])
        if lower in self.evaluator.functions:
            return self._function(lower, named, positional, scope)
        builtin: Callable[..., Any] | None = getattr(self, "_" + lower.replace("-", "_"), None)
        if builtin is None:
            raise PSError(f"The term '{name}' is not recognized as a name of a cmdlet.", NOT_FOUND)
        if positional and lower not in ("write-output",):
            raise NotImplementedError(f"{name} with an argument that has no name")
        options = {key.lower(): value for key, value in named}
        return iter(builtin(options, incoming if incoming is not None else [], scope) or [])

    def _function(
        self, lower: str, named: list[tuple[str, Any]], positional: list[Any], scope: Scope
    ) -> Iterator[Any]:
        """A function of the script; ``-ErrorVariable`` gets the errors that did not stop it."""
        kept = [str(value) for key, value in named if key.lower() == "errorvariable"]
        given = [(key, value) for key, value in named if key.lower() != "errorvariable"]
        found = self.evaluator.invoke(self.evaluator.functions[lower], given, positional, scope)
        for name in kept:
            scope.variables[name] = PSArray(self.problems)
            self.problems = []
        return found


def _parse(source: bytes) -> Node:
    root = _parser().parse(source).root_node
    if root.has_error:
        raise PSError("the script does not parse")
    return root


@lru_cache(maxsize=1)
def _parser() -> Parser:
    return Parser(Language(tree_sitter_powershell.language()))
