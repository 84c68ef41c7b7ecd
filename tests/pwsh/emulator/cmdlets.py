"""The cmdlets that the scripts use, apart from those of the article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.pwsh.emulator.evaluator import Evaluator
from tests.pwsh.emulator.syntax import Scope
from tests.pwsh.emulator.values import (
    PSArray,
    PSError,
    PSObject,
    PSTable,
    collapse,
    from_json,
    text,
    to_json,
    truth,
)


class Cmdlets:
    """Each method is a cmdlet: its options, what the pipeline brings, the scope of the caller."""

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
    reader: bool
    redirected: bool
    cultures: bool
    slept: int
    clock: datetime

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
        if not self.interactive and not self.reader:
            raise PSError("Read-Host in NonInteractive mode")
        return [self.answers.pop(0) if self.answers else ""]

    def _get_command(self, options: dict[str, Any], _: list[Any], __: Scope) -> list[Any]:
        name = options["name"].lower()
        known = getattr(self, "_" + name.replace("-", "_"), None)
        if name not in self.mocks and name not in self.evaluator.functions and known is None:
            return []
        takes = PSTable([("Confirm", True)] if name in self.mocks and name.startswith("set-") else [])
        replaced = name in self.mocks or (name == "read-host" and self.reader)
        return [PSObject(Name=name, Parameters=takes, CommandType="Function" if replaced else "Cmdlet")]

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
        asked = options.get("uiculture", "en-US" if self.cultures else "")
        if "uiculture" in options and not self.cultures:
            raise PSError("Culture is not supported.")
        tags = asked.split("-")
        cultures = ["-".join(tags[:length]) for length in range(len(tags), 0, -1)]
        for culture in [*filter(None, cultures), "."]:
            path = Path(options["basedirectory"]) / culture / options["filename"]
            if path.is_file():
                scope.variables[options["bindingvariable"]] = read_data_file(path)
                return
        raise PSError("Cannot find the PowerShell data file.")


def read_data_file(path: Path) -> PSTable:
    """A ``.psd1``, read by the tokenizer of the tests: the grammar knows no typographic quotes."""
    from tests.renderers.script.tokenizer import TokenError, read_table

    try:
        return PSTable(read_table(path.read_bytes().decode("utf-8-sig")).items())
    except TokenError as error:
        raise PSError(str(error)) from error
