"""Values of the emulated language and how they are shown, compared and converted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any


class PSError(Exception):
    """A terminating error. `kind` is the .NET type that ``catch`` may name."""

    def __init__(self, message: str, kind: str = "System.Management.Automation.RuntimeException") -> None:
        super().__init__(message)
        self.message, self.kind = message, kind
        self.written: list[Any] = []
        """What the functions that it left had written to the pipeline by then."""


class PSArray(list[Any]):
    """An array: enumerated wherever it is written to the pipeline."""


class PSTable:
    """A hashtable; keys differ in more than case. `ordered` for ``[ordered]@{}``."""

    def __init__(self, pairs: Iterable[tuple[str, Any]] = (), *, ordered: bool = False) -> None:
        self.ordered = ordered
        self.version = 0
        self._items: dict[str, tuple[str, Any]] = {}
        for key, value in pairs:
            if key.lower() in self._items:
                raise PSError(f"duplicate key {key}")
            self[key] = value

    def __setitem__(self, key: str, value: Any) -> None:
        lower = str(key).lower()
        self.version += 1
        self._items[lower] = (self._items.get(lower, (key, None))[0], value)

    def __getitem__(self, key: str) -> Any:
        return self._items.get(str(key).lower(), ("", None))[1]

    def __contains__(self, key: object) -> bool:
        return str(key).lower() in self._items

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())

    def remove(self, key: str) -> None:
        if self._items.pop(str(key).lower(), None) is not None:
            self.version += 1

    def keys(self) -> list[str]:
        return [key for key, _ in self._items.values()]

    def values(self) -> list[Any]:
        return [value for _, value in self._items.values()]


class KeyView:
    """``.Keys`` or ``.Values``: live, and broken when the table changes while it is enumerated."""

    def __init__(self, table: PSTable, get: Callable[[], list[Any]]) -> None:
        self.table, self.get = table, get

    def __iter__(self) -> Iterator[Any]:
        version = self.table.version
        for item in self.get():
            if self.table.version != version:
                raise PSError("Collection was modified; enumeration operation may not execute.")
            yield item


class PSObject:
    """A ``[pscustomobject]``."""

    def __init__(self, **properties: Any) -> None:
        self.properties: dict[str, tuple[str, Any]] = {}
        for name, value in properties.items():
            self.properties[name.lower()] = (name, value)

    def get(self, name: str) -> Any:
        return self.properties[name.lower()][1]

    def __repr__(self) -> str:
        return "@{" + "; ".join(f"{name}={value}" for name, value in self.properties.values()) + "}"


class PSType:
    def __init__(self, name: str) -> None:
        self.name = name.lower().removeprefix("system.")


class Properties:
    """``$x.PSObject.Properties``."""

    def __init__(self, owner: Any) -> None:
        self.owner = owner

    def find(self, name: str) -> PSObject | None:
        if isinstance(self.owner, PSObject) and name.lower() in self.owner.properties:
            found, value = self.owner.properties[name.lower()]
            return PSObject(Name=found, Value=value)
        return None

    def __iter__(self) -> Iterator[PSObject]:
        if isinstance(self.owner, PSObject):
            for name, value in list(self.owner.properties.values()):
                yield PSObject(Name=name, Value=value)


def enumerate_value(value: Any) -> Iterator[Any]:
    """What the pipeline gets when a value is written to it."""
    if isinstance(value, PSArray | KeyView | Properties):
        yield from value
    else:
        yield value


def collapse(values: list[Any]) -> Any:
    """What a variable gets from a pipeline."""
    return None if not values else values[0] if len(values) == 1 else PSArray(values)


def truth(value: Any) -> bool:
    if isinstance(value, PSArray):
        return bool(value) and (truth(value[0]) if len(value) == 1 else True)
    if isinstance(value, str | int | float | bool) or value is None:
        return bool(value)
    return True


def text(value: Any) -> str:
    """``[string] $value``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "True" if value else "False"
    if isinstance(value, PSArray | KeyView):
        return " ".join(text(item) for item in value)
    if isinstance(value, PSTable):
        return "System.Collections.Hashtable"
    if isinstance(value, datetime):
        return value.strftime("%m/%d/%Y %H:%M:%S")
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)


def convert(value: Any, kind: str, *, where: str = "") -> Any:
    """A value for a typed parameter or a cast."""
    match kind.lower().removeprefix("system."):
        case "string":
            return text(value)
        case "int":
            return round(float(value)) if value is not None else 0
        case "bool" | "switch":
            return truth(value)
        case "object" | "psobject":
            return value
        case "object[]" | "string[]":
            if value is None:
                return None
            return value if isinstance(value, PSArray) else PSArray([value])
        case "hashtable":
            if value is not None and not (isinstance(value, PSTable) and not value.ordered):
                raise PSError(f"cannot convert {value!r} to a hashtable {where}")
            return value
        case "datetime":
            if not isinstance(value, datetime):
                raise PSError(f"cannot convert {value!r} to a date {where}")
            return value
    raise NotImplementedError(f"type {kind}")


def equal(a: Any, b: Any) -> bool:
    """``-eq``: text without case; the right side takes the type of the left."""
    if isinstance(a, PSArray):
        raise NotImplementedError("-eq filters an array here; the scripts do not mean that")
    if isinstance(a, str):
        return a.lower() == text(b).lower()
    if a is None or b is None:
        return a is b
    if isinstance(a, bool):
        return a == truth(b)
    if isinstance(a, int | float):
        try:
            return a == float(b)
        except (TypeError, ValueError):
            return False
    return bool(a is b or a == b)


def to_json(value: Any, depth: int) -> Any:
    """For `json.dumps`; what lies too deep becomes text, as ConvertTo-Json does."""
    if depth < 0:
        return text(value)
    if isinstance(value, PSTable):
        return {key: to_json(value[key], depth - 1) for key in value}
    if isinstance(value, PSObject):
        return {name: to_json(item, depth - 1) for name, item in value.properties.values()}
    if isinstance(value, PSArray):
        return [to_json(item, depth - 1) for item in value]
    return value


def from_json(data: str) -> Any:
    """ConvertFrom-Json of PowerShell 7: objects, and dates for what looks like one."""
    return _object(json.loads(data))


def _object(value: Any) -> Any:
    if isinstance(value, dict):
        return PSObject(**{name: _object(item) for name, item in value.items()})
    if isinstance(value, list):
        return PSArray(_object(item) for item in value)
    if isinstance(value, str) and len(value) >= 20 and value[10:11] == "T" and value.endswith("Z"):
        return datetime.fromisoformat(value.replace("Z", "+00:00")).astimezone(UTC)
    return value
