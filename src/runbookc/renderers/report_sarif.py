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
from runbookc.model.finding import LEVELS, Accepted, Finding, RulePage
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
    uris = _Uris()
    results = (_result(*one, indices, uris) for one in kept)
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


class _Properties(msgspec.Struct, kw_only=True, omit_defaults=True):
    locale: str
    runbook: str
    section: str | None = None
    step: str | None = None
    block: str | None = None
    expected: str | None = None
    actual: str | None = None
    agreeing: tuple[str, ...]
    confidence: float
    origin: str
    group: str


class _Result(msgspec.Struct, kw_only=True, omit_defaults=True, rename="camel"):
    """A result object (section 3.27); there are thousands, and structs are encoded quickest."""

    rule_id: str
    level: str
    message: dict[str, str]
    locations: tuple[dict[str, Any]]
    partial_fingerprints: dict[str, str]
    rank: float
    properties: _Properties
    related_locations: list[dict[str, Any]] | None = None
    suppressions: list[dict[str, str]] | None = None
    rule_index: int | None = None


class _Uris(dict[str, dict[str, str]]):
    """Paths to their artifact locations."""

    def __missing__(self, path: str) -> dict[str, str]:
        self[path] = {"uri": relative_uri(path)}
        return self[path]


def _result(finding: Finding, accepted: Accepted | None, indices: dict[str, int], uris: _Uris) -> _Result:
    return _Result(
        rule_id=finding.rule,
        level=finding.level,
        message={"text": finding.message},
        locations=({"physicalLocation": _physical(finding.path, finding.line, uris)},),
        partial_fingerprints={_FINGERPRINT: finding.fingerprint},
        rank=round(finding.confidence * 100, 1),
        properties=_Properties(
            locale=finding.locale,
            runbook=finding.runbook,
            section=finding.section,
            step=finding.step,
            block=finding.block,
            expected=finding.expected,
            actual=finding.actual,
            agreeing=finding.agreeing,
            confidence=finding.confidence,
            origin=finding.origin,
            group=finding.group,
        ),
        related_locations=_related(finding, uris) if finding.related else None,
        # Without `status` a suppression is accepted (section 3.35.3).
        suppressions=[{"kind": "external", "justification": accepted.reason}] if accepted else None,
        rule_index=indices.get(finding.rule),
    )


def _related(finding: Finding, uris: _Uris) -> list[dict[str, Any]]:
    says = "has the same defect" if finding.origin == "source" else "says otherwise"
    return [
        {
            "id": number,
            "message": {"text": f"{location.locale} {says}"},
            "physicalLocation": _physical(location.path, location.line, uris),
        }
        for number, location in enumerate(finding.related, 1)
    ]


def _physical(path: str, line: int, uris: _Uris) -> dict[str, Any]:
    return {"artifactLocation": uris[path], "region": {"startLine": max(1, line)}}


def relative_uri(path: str) -> str:
    """A relative reference (RFC 3986) to a file, seen from the working folder."""
    absolute = os.path.isabs(path)  # noqa: PTH117 - asked of every finding
    return _relative_uri(path, os.getcwd() if absolute else None)  # noqa: PTH109


@lru_cache(maxsize=4096)
def _relative_uri(path: str, folder: str | None) -> str:
    if folder is not None:
        path = os.path.relpath(path, folder).replace(os.sep, "/")
    return quote(path.encode("utf-8", "surrogatepass"), safe="/~")
