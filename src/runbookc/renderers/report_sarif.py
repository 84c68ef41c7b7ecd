"""Findings as SARIF 2.1.0 (OASIS Standard, 27 March 2020).

Uris are relative with forward slashes, as GitHub's code scanning wants them; it takes at most
25,000 results of a run, so the least severe ones beyond that are left out and the log says so.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import msgspec

from runbookc import __version__
from runbookc.model.finding import LEVELS, Accepted, Finding, Location, RulePage
from runbookc.renderers import Artifact, Library
from runbookc.renderers._encoding import indented, json_bytes

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LIMIT = 25_000
_FINGERPRINT = "runbookc/v1"
_RESULTS = "results"
_Told = tuple[Finding, Accepted | None]


def report(library: Library) -> str:
    """A SARIF log with one run; accepted findings are results with a suppression."""
    return _log(library).decode()


def render_library(library: Library) -> Iterator[Artifact]:
    """``drift/report.sarif``."""
    yield Artifact(path="drift/report.sarif", data=_log(library))


def _log(library: Library) -> bytes:
    told: list[_Told] = [(finding, None) for finding in library.findings]
    told += [(accepted.finding, accepted) for accepted in library.accepted]
    kept = _most_severe(told)
    indices = {rule.code: index for index, rule in enumerate(library.rules)}
    run: dict[str, Any] = {
        "tool": {"driver": _driver(library.rules)},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(len(told) - len(kept))],
        _RESULTS: [],
    }
    log = json_bytes({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})
    # In a text the quotation marks would be escaped: this is the key.
    head, key, tail = msgspec.json.format(log, indent=1).partition(f'"{_RESULTS}": '.encode())
    results = (_result(*one, indices) for one in kept)
    return indented(head + key, results, tail.removeprefix(b"[]") + b"\n", indent=1, depth=3)


def _most_severe(told: list[_Told]) -> list[_Told]:
    if len(told) <= LIMIT:
        return told
    ranked = sorted(range(len(told)), key=lambda index: LEVELS.index(told[index][0].level))
    return [told[index] for index in sorted(ranked[:LIMIT])]


def _driver(rules: tuple[RulePage, ...]) -> dict[str, Any]:
    return {
        "name": "runbookc",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in rules],
    }


def _rule(rule: RulePage) -> dict[str, Any]:
    text = f"{rule.sentence}\n\nWhy: {rule.why}\n\nBad:\n{rule.bad}\n\nGood:\n{rule.good}"
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.title.split("-")),
        "shortDescription": {"text": rule.sentence},
        "fullDescription": {"text": f"{rule.sentence} {rule.why}"},
        "help": {"text": text},
        "defaultConfiguration": {"level": rule.level},
        "properties": {"tags": [rule.code[:3]]},
    }


def _invocation(left_out: int) -> dict[str, Any]:
    invocation: dict[str, Any] = {"executionSuccessful": True}
    if left_out:
        text = f"{left_out} less severe results are left out: a log holds at most {LIMIT}"
        invocation["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": text}}]
    return invocation


def _result(finding: Finding, accepted: Accepted | None, indices: dict[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": finding.level,
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": _physical(finding.path, finding.line)}],
        "partialFingerprints": {_FINGERPRINT: finding.fingerprint},
        "rank": round(finding.confidence * 100, 1),
        "properties": _properties(finding),
    }
    if finding.related:
        result["relatedLocations"] = [
            _related(number, location, finding) for number, location in enumerate(finding.related, 1)
        ]
    if accepted is not None:
        # Without `status` a suppression is accepted (section 3.35.3).
        result["suppressions"] = [{"kind": "external", "justification": accepted.reason}]
    if finding.rule in indices:
        result["ruleIndex"] = indices[finding.rule]
    return result


def _properties(finding: Finding) -> dict[str, Any]:
    names = ("locale", "runbook", "section", "step", "block", "expected", "actual")
    values = {name: getattr(finding, name) for name in names}
    return {name: value for name, value in values.items() if value is not None} | {
        "agreeing": list(finding.agreeing),
        "confidence": finding.confidence,
        "origin": finding.origin,
        "group": finding.group,
    }


def _related(number: int, location: Location, finding: Finding) -> dict[str, Any]:
    says = "has the same defect" if finding.origin == "source" else "says otherwise"
    return {
        "id": number,
        "message": {"text": f"{location.locale} {says}"},
        "physicalLocation": _physical(location.path, location.line),
    }


def _physical(path: str, line: int) -> dict[str, Any]:
    return {"artifactLocation": {"uri": relative_uri(path)}, "region": {"startLine": max(1, line)}}


def relative_uri(path: str) -> str:
    """A relative reference (RFC 3986) to a file, seen from the working folder."""
    absolute = os.path.isabs(path)  # noqa: PTH117 - asked of every finding
    return _relative_uri(path, os.getcwd() if absolute else None)  # noqa: PTH109


@lru_cache(maxsize=4096)
def _relative_uri(path: str, folder: str | None) -> str:
    if folder is not None:
        path = os.path.relpath(path, folder).replace(os.sep, "/")
    return quote(path.encode("utf-8", "surrogatepass"), safe="/~")
