"""Findings as workflow commands of GitHub Actions, which show them at their line of a pull request.

Source: "Workflow commands for GitHub Actions"; the escapes are those of its toolkit (`command.ts`).
"""

from __future__ import annotations

from runbookc.model.finding import Finding
from runbookc.renderers import Library
from runbookc.terminal import printable

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def report(library: Library) -> str:
    """One line a finding."""
    titles = {rule.code: rule.title for rule in library.rules}
    return "".join(_line(finding, titles.get(finding.rule, "")) for finding in library.findings)


def _line(finding: Finding, title: str) -> str:
    properties = {
        "file": finding.path,
        "line": str(finding.line),
        "title": f"{finding.rule} {title}".rstrip() + f" ({finding.locale})",
    }
    shown = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.level]} {shown}::{_message(finding.message)}\n"


def _message(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return printable(escaped)


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
