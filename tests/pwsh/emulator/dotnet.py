"""Operators, and the types and methods of .NET that the scripts use."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from tests.pwsh.emulator.evaluator import Evaluator
from tests.pwsh.emulator.syntax import Cmdlet, Scope
from tests.pwsh.emulator.values import (
    PSArray,
    PSError,
    PSObject,
    PSTable,
    PSType,
    enumerate_value,
    equal,
    text,
    truth,
)


class DotNet:
    """What a session knows of .NET."""

    evaluator: Evaluator
    mocks: dict[str, tuple[str, Any]]
    answers: list[str]
    consents: list[bool]
    calls: list[tuple[str, dict[str, Any]]]
    shown: list[str]
    warnings: list[str]
    errors: list[str]
    asked: list[str]
    should_process: list[tuple[str, str, bool]]
    interactive: bool
    redirected: bool
    cultures: bool
    slept: int
    clock: datetime

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
                found = bool(regex(text(right)).search(text(left)))
                return found == (operator == "-match")
            case "-like":
                pattern = ".*".join(re.escape(part) for part in text(right).split("*"))
                return bool(re.fullmatch(pattern, text(left), re.IGNORECASE))
            case "-replace":
                if isinstance(right, PSArray):
                    return regex(text(right[0])).sub(lambda _: text(right[1]), text(left))
                return regex(text(right)).sub("", text(left))
            case "-split":
                return PSArray(regex(text(right)).split(text(left)))
            case "-join":
                return text(right).join(text(item) for item in enumerate_value(left))
            case "-is" | "-isnot":
                return _is(left, right.name) == (operator == "-is")
        raise NotImplementedError(operator)

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
                try:
                    Path(arguments[0]).write_bytes(text(arguments[1]).encode("utf-8"))
                except OSError as error:
                    raise PSError(str(error), "System.IO.IOException") from error
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
            if lower == "clone" and not owner.ordered:
                return PSTable((key, owner[key]) for key in owner)
        if isinstance(owner, str):
            return _string_method(owner, lower, arguments)
        if isinstance(owner, datetime):
            if lower == "touniversaltime":
                return owner
            if lower == "addseconds":
                return owner + timedelta(seconds=arguments[0])
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
def regex(pattern: str) -> re.Pattern[str]:
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
