"""A session: the built-in commands that the scripts use, mocks, answers, and what was shown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import tree_sitter_powershell
from tree_sitter import Language, Node, Parser

from tests.pwsh.emulator.evaluator import (
    NOT_FOUND,
    Cmdlet,
    Evaluator,
    Exit,
    Scope,
    ScriptBlock,
    parameters_of,
)
from tests.pwsh.emulator.values import (
    PSArray,
    PSError,
    PSObject,
    PSTable,
    PSType,
    collapse,
    enumerate_value,
    equal,
    from_json,
    text,
    to_json,
    truth,
)

Mock = Callable[[dict[str, Any]], Any]


class Session:
    """Runs scripts. `mocks`: command name to a function of its named arguments."""

    def __init__(
        self,
        mocks: dict[str, Mock] | None = None,
        *,
        answers: list[str] | None = None,
        consents: list[bool] | None = None,
        interactive: bool = True,
        redirected: bool = False,
        cultures: bool = True,
    ) -> None:
        self.mocks = {name.lower(): (name, mock) for name, mock in (mocks or {}).items()}
        self.answers = list(answers or [])
        self.consents = list(consents or [])
        self.interactive, self.redirected, self.cultures = interactive, redirected, cultures
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
        if found[0].pattern and not _regex(found[0].pattern).search(text(value)):
            raise PSError(f"-{name} does not match its pattern")
        if found[0].choices and text(value) not in found[0].choices:
            raise PSError(f"-{name} is none of {found[0].choices}")

    # Operators

    def compare(self, operator: str, left: Any, right: Any, scope: Scope) -> Any:
        match operator:
            case "-eq":
                return equal(left, right)
            case "-ne":
                return not equal(left, right)
            case "-gt" | "-ge" | "-lt" | "-le":
                return _ordered(operator, left, right)
            case "-contains" | "-notcontains":
                found = any(equal(item, right) for item in enumerate_value(left))
                return found == (operator == "-contains")
            case "-match" | "-notmatch":
                found = bool(_regex(text(right)).search(text(left)))
                return found == (operator == "-match")
            case "-like":
                pattern = ".*".join(re.escape(part) for part in text(right).split("*"))
                return bool(re.fullmatch(pattern, text(left), re.IGNORECASE))
            case "-replace":
                if isinstance(right, PSArray):
                    return _regex(text(right[0])).sub(lambda _: text(right[1]), text(left))
                return _regex(text(right)).sub("", text(left))
            case "-split":
                return PSArray(_regex(text(right)).split(text(left)))
            case "-join":
                return text(right).join(text(item) for item in enumerate_value(left))
            case "-is" | "-isnot":
                return _is(left, right.name) == (operator == "-is")
        raise NotImplementedError(operator)

    # .NET

    def static(self, owner: PSType, name: str, arguments: list[Any] | None) -> Any:
        key = f"{owner.name}::{name}".lower()
        match key:
            case "datetime::utcnow":
                self.clock += timedelta(milliseconds=7)
                return self.clock
            case "environment::username":
                return "operator"
            case "environment::machinename":
                return "ADMIN01"
            case "environment::userinteractive":
                return True
            case "environment::getcommandlineargs":
                return PSArray(["pwsh"] + ([] if self.interactive else ["-NonInteractive"]))
            case "console::isinputredirected":
                return self.redirected
            case "cultureinfo::invariantculture" | "stringcomparison::ordinal":
                return key
            case "applicationexception::new":
                assert arguments
                return PSError(text(arguments[0]), "System.ApplicationException")
            case "text.utf8encoding::new":
                return "utf8"
            case "io.file::writealltext":
                assert arguments
                Path(arguments[0]).write_bytes(text(arguments[1]).encode("utf-8"))
                return PSArray()
            case "io.fileinfo::new":
                assert arguments
                path = Path(arguments[0])
                return PSObject(Exists=path.is_file(), Length=path.stat().st_size if path.is_file() else 0)
            case "regex::unescape":
                assert arguments
                return _unescape(text(arguments[0]))
            case "math::round":
                assert arguments
                return round(arguments[0], arguments[1])
            case "array::reverse":
                assert arguments
                arguments[0].reverse()
                return PSArray()
            case "array::indexof":
                assert arguments
                return arguments[0].index(arguments[1]) if arguments[1] in arguments[0] else -1
        raise NotImplementedError(key)

    def method(self, owner: Any, name: str, arguments: list[Any]) -> Any:
        lower = name.lower()
        if owner is None:
            raise PSError("You cannot call a method on a null-valued expression.")
        if isinstance(owner, PSTable):
            if (lower == "containskey" and not owner.ordered) or lower == "contains":
                return arguments[0] in owner
            if lower == "remove":
                owner.remove(arguments[0])
                return PSArray()
        if isinstance(owner, str):
            return _string_method(owner, lower, arguments)
        if isinstance(owner, datetime):
            if lower == "touniversaltime":
                return owner
            if lower == "tostring" and arguments[0] == "yyyy-MM-dd'T'HH:mm:ss.fff'Z'":
                return owner.strftime("%Y-%m-%dT%H:%M:%S.") + f"{owner.microsecond // 1000:03}Z"
        if isinstance(owner, Cmdlet) and lower == "shouldprocess":
            return self._should_process(owner.scope, *(text(item) for item in arguments))
        if owner is self and lower == "getunresolvedproviderpathfrompspath":
            return str(Path(arguments[0]).absolute())
        raise NotImplementedError(f"{type(owner).__name__}.{name}({len(arguments)})")

    def _should_process(self, scope: Scope, target: str, operation: str) -> bool:
        if truth(scope.get("whatifpreference")):
            self.should_process.append((target, operation, False))
            return False
        if scope.get("confirmpreference") == "None":
            self.should_process.append((target, operation, True))
            return True
        if not self.interactive:
            raise PSError("Windows PowerShell is in NonInteractive mode.")
        answer = self.consents.pop(0) if self.consents else False
        self.should_process.append((target, operation, answer))
        return answer

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
            for key, value in named:
                if key.lower() == "errorvariable":
                    scope.variables[value] = PSArray()
            named = [(key, value) for key, value in named if key.lower() != "errorvariable"]
            return self.evaluator.invoke(self.evaluator.functions[lower], named, positional, scope)
        builtin: Callable[..., Any] | None = getattr(self, "_" + lower.replace("-", "_"), None)
        if builtin is None:
            raise PSError(f"The term '{name}' is not recognized as a name of a cmdlet.", NOT_FOUND)
        if positional and lower not in ("write-output",):
            raise NotImplementedError(f"{name} with an argument that has no name")
        options = {key.lower(): value for key, value in named}
        return iter(builtin(options, incoming if incoming is not None else [], scope) or [])

    def _set_strictmode(self, options: dict[str, Any], _: list[Any], scope: Scope) -> None:
        scope.variables["__strict"] = "off" not in options

    def _where_object(self, options: dict[str, Any], items: list[Any], scope: Scope) -> Iterator[Any]:
        block = options.pop("filterscript")
        assert not options
        for item in items:
            before = scope.variables.get("_")
            scope.variables["_"] = item
            found = collapse(list(self.evaluator.invoke(block, [], [], scope, new_scope=False)))
            scope.variables["_"] = before
            if truth(found):
                yield item

    def _foreach_object(self, options: dict[str, Any], items: list[Any], scope: Scope) -> Iterator[Any]:
        block = options.pop("process")
        assert not options
        for item in items:
            before = scope.variables.get("_")
            scope.variables["_"] = item
            yield from list(self.evaluator.invoke(block, [], [], scope, new_scope=False))
            scope.variables["_"] = before

    def _select_object(self, options: dict[str, Any], items: list[Any], _: Scope) -> Iterator[Any]:
        if "unique" in options:
            yield from {text(item): item for item in items}.values()
        elif "first" in options:
            yield from items[: options["first"]]
        elif "skip" in options:
            yield from items[options["skip"] :]
        elif "property" in options:
            yield from items
        else:
            raise NotImplementedError(f"Select-Object {options}")

    def _group_object(self, options: dict[str, Any], items: list[Any], _: Scope) -> Iterator[Any]:
        assert set(options) == {"property"}
        groups: dict[str, list[Any]] = {}
        for item in items:
            groups.setdefault(text(item.get(options["property"])), []).append(item)
        for name, members in groups.items():
            yield PSObject(Count=len(members), Name=name, Group=PSArray(members))

    def _write_information(self, options: dict[str, Any], _: list[Any], scope: Scope) -> None:
        assert set(options) == {"messagedata"}
        if scope.get("informationpreference") == "Continue":
            self.shown.append(text(options["messagedata"]))

    def _write_warning(self, options: dict[str, Any], _: list[Any], __: Scope) -> None:
        self.warnings.append(text(options["message"]))

    def _write_verbose(self, options: dict[str, Any], _: list[Any], __: Scope) -> None:
        assert "message" in options

    def _write_progress(self, options: dict[str, Any], _: list[Any], __: Scope) -> None:
        assert options["activity"]

    def _write_error(self, options: dict[str, Any], _: list[Any], __: Scope) -> None:
        assert options["erroraction"] == "Continue"
        self.errors.append(text(options["message"]))

    def _start_sleep(self, options: dict[str, Any], _: list[Any], __: Scope) -> None:
        self.slept += options["seconds"]

    def _read_host(self, options: dict[str, Any], _: list[Any], __: Scope) -> list[Any]:
        self.asked.append(text(options["prompt"]))
        if not self.interactive:
            raise PSError("Read-Host in NonInteractive mode")
        return [self.answers.pop(0) if self.answers else ""]

    def _get_command(self, options: dict[str, Any], _: list[Any], __: Scope) -> list[Any]:
        name = options["name"].lower()
        known = getattr(self, "_" + name.replace("-", "_"), None)
        if name not in self.mocks and name not in self.evaluator.functions and known is None:
            return []
        takes = PSTable([("Confirm", True)] if name in self.mocks and name.startswith("set-") else [])
        return [PSObject(Name=options["name"], Parameters=takes)]

    def _invoke_command(self, options: dict[str, Any], _: list[Any], scope: Scope) -> list[Any]:
        self.calls.append(("Invoke-Command", {"ComputerName": options["computername"]}))
        return list(self.evaluator.invoke(options["scriptblock"], [], [options["argumentlist"]], scope))

    def _out_string(self, _: dict[str, Any], items: list[Any], __: Scope) -> list[Any]:
        return ["".join(f"{item}\r\n" for item in items)]

    def _get_content(self, options: dict[str, Any], _: list[Any], __: Scope) -> list[Any]:
        assert options["raw"] is True
        assert options["encoding"] == "UTF8"
        try:
            return [Path(options["literalpath"]).read_text("utf-8-sig")]
        except OSError as error:
            raise PSError(f"Cannot find path: {error}") from error

    def _convertfrom_json(self, _: dict[str, Any], items: list[Any], __: Scope) -> list[Any]:
        try:
            found = from_json("\n".join(text(item) for item in items))
        except json.JSONDecodeError as error:
            raise PSError(f"Conversion from JSON failed: {error}") from error
        return list(found) if isinstance(found, PSArray) else [found]

    def _convertto_json(self, options: dict[str, Any], _: list[Any], __: Scope) -> list[Any]:
        return [json.dumps(to_json(options["inputobject"], options["depth"]), indent=2)]

    def _import_localizeddata(self, options: dict[str, Any], _: list[Any], scope: Scope) -> None:
        if not self.cultures:
            raise PSError("Culture is not supported.")
        culture = options["uiculture"]
        while culture:
            path = Path(options["basedirectory"]) / culture / options["filename"]
            if path.is_file():
                scope.variables[options["bindingvariable"]] = read_data_file(path)
                return
            culture = culture.rpartition("-")[0]
        raise PSError("Cannot find the PowerShell data file.")

    def _import_powershelldatafile(self, options: dict[str, Any], _: list[Any], __: Scope) -> list[Any]:
        path = Path(options["literalpath"])
        if not path.is_file():
            raise PSError("Cannot find path")
        return [read_data_file(path)]


def read_data_file(path: Path) -> PSTable:
    """A ``.psd1``, read by the tokenizer of the tests: the grammar knows no typographic quotes."""
    from tests.renderers.script.tokenizer import TokenError, read_table

    try:
        return PSTable(read_table(path.read_bytes().decode("utf-8-sig")).items())
    except TokenError as error:
        raise PSError(str(error)) from error


def _parse(source: bytes) -> Node:
    root = _parser().parse(source).root_node
    if root.has_error:
        raise PSError("the script does not parse")
    return root


@lru_cache(maxsize=1)
def _parser() -> Parser:
    return Parser(Language(tree_sitter_powershell.language()))


def _ordered(operator: str, left: Any, right: Any) -> bool:
    if isinstance(left, str):
        left, right = left.lower(), text(right).lower()
    return {"-gt": left > right, "-ge": left >= right, "-lt": left < right, "-le": left <= right}[operator]


def _is(value: Any, name: str) -> bool:
    match name:
        case "hashtable":
            return isinstance(value, PSTable) and not value.ordered
        case "collections.idictionary":
            return isinstance(value, PSTable)
        case "datetime":
            return isinstance(value, datetime)
        case "management.automation.pscustomobject":
            return isinstance(value, PSObject)
    raise NotImplementedError(f"-is {name}")


_CONTROLS = r"[\p{Cc}\u202A-\u202E\u2066-\u2069-[\r\n\t]]"


@lru_cache(maxsize=256)
def _regex(pattern: str) -> re.Pattern[str]:
    """A .NET regular expression: what Python writes otherwise is put in its form."""
    if pattern == _CONTROLS:
        return re.compile("(?![\r\n\t])[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
    if r"\p{" in pattern or "-[" in pattern:
        raise NotImplementedError(pattern)
    return re.compile(pattern.replace(r"\z", r"\Z"), re.IGNORECASE)


def _unescape(value: str) -> str:
    """`Regex.Unescape`, of the escapes that the scripts use."""

    def put(match: re.Match[str]) -> str:
        if match[0].startswith("\\u"):
            return chr(int(match[0][2:], 16))
        if match[0] == "\\\\":
            return "\\"
        raise NotImplementedError(match[0])

    found = re.sub(r"\\u[0-9A-Fa-f]{4}|\\.", put, value, flags=re.DOTALL)
    return found.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def _string_method(owner: str, name: str, arguments: list[Any]) -> Any:
    match name:
        case "trim":
            return owner.strip()
        case "trimend":
            return owner.rstrip()
        case "replace":
            return owner.replace(arguments[0], text(arguments[1]))
        case "startswith":
            return owner.startswith(arguments[0])
        case "tolowerinvariant":
            return owner.lower()
    raise NotImplementedError(f"string.{name}")
