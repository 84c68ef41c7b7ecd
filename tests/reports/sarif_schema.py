"""Holds a SARIF log against the published schema, by way of the classes that were made from it.

``sarif-om`` has a class for each object of the SARIF 2.1.0 schema, made by machine, with every
property's name in the schema and which of them are required.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attr
import sarif_om

_CLASSES = {
    "runs": "Run", "tool": "Tool", "driver": "ToolComponent", "rules": "ReportingDescriptor",
    "shortDescription": "MultiformatMessageString", "fullDescription": "MultiformatMessageString",
    "help": "MultiformatMessageString", "defaultConfiguration": "ReportingConfiguration",
    "invocations": "Invocation", "toolExecutionNotifications": "Notification", "results": "Result",
    "message": "Message", "locations": "Location", "relatedLocations": "Location",
    "physicalLocation": "PhysicalLocation", "artifactLocation": "ArtifactLocation", "region": "Region",
    "suppressions": "Suppression",
}  # fmt: skip
_FREE = frozenset(("properties", "partialFingerprints"))
_TYPES: dict[str, type | tuple[type, ...]] = {
    "uri": str, "startLine": int, "ruleId": str, "ruleIndex": int, "text": str, "id": (str, int),
    "rank": (int, float), "justification": str, "executionSuccessful": bool, "version": str, "name": str,
    "semanticVersion": str, "columnKind": str,
}  # fmt: skip
_ENUMS = {
    "level": {"none", "note", "warning", "error"},
    "kind": {"inSource", "external"},
    "status": {"accepted", "underReview", "rejected"},
    "columnKind": {"utf16CodeUnits", "unicodeCodePoints"},
}


def faults(log: dict[str, Any]) -> list[str]:
    """Everything in which the log is not what the schema says."""
    return list(_faults(log, "SarifLog", "$"))


def _faults(value: Any, name: str, at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at}: {name} must be an object"
        return
    fields = {field.metadata["schema_property_name"]: field for field in attr.fields(getattr(sarif_om, name))}
    for key, field in fields.items():
        if field.default is attr.NOTHING and key not in value:
            yield f"{at}: {name} lacks {key}"
    for key, item in value.items():
        if key not in fields and key != "$schema":
            yield f"{at}: {name} has no property {key}"
        elif key not in _FREE:
            yield from _property(key, item, f"{at}.{key}")


def _property(key: str, item: Any, at: str) -> Iterator[str]:
    if isinstance(item, list):
        if key not in _CLASSES:
            yield f"{at}: unexpected list"
        for number, each in enumerate(item):
            yield from _faults(each, _CLASSES[key], f"{at}[{number}]")
    elif isinstance(item, dict):
        yield from _faults(item, _CLASSES[key], at) if key in _CLASSES else (f"{at}: unexpected object",)
    else:
        if key in _TYPES and not isinstance(item, _TYPES[key]):
            yield f"{at}: {item!r} is of the wrong type"
        if key in _ENUMS and item not in _ENUMS[key]:
            yield f"{at}: {item!r} is none of {sorted(_ENUMS[key])}"
