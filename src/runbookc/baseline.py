"""Accepted findings: what a team has looked at and lives with, each with a reason.

The file is JSON, one entry a finding, keyed by fingerprint. A fingerprint holds the fact (expected,
actual) and the neutral place but no line, so an entry survives edits elsewhere and expires when the
fact changes on either side.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from runbookc.errors import RunbookcError
from runbookc.model.finding import Accepted, Finding

FORMAT = 1
REASON = "accepted when the baseline was written"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One accepted finding. Only `fingerprint` decides; the rest is for the reader of the file."""

    fingerprint: str
    reason: str = REASON
    rule: str = ""
    runbook: str = ""
    locale: str = ""
    place: str = ""
    message: str = ""


class Baseline(msgspec.Struct, frozen=True, kw_only=True):
    format: int = FORMAT
    accepted: tuple[Entry, ...] = ()


class Sorted(msgspec.Struct, frozen=True, kw_only=True):
    """Findings, told apart by a baseline."""

    open: tuple[Finding, ...]
    accepted: tuple[Accepted, ...]
    expired: tuple[Entry, ...]
    """Entries that match no finding any more: mended, or the fact has changed."""


class BaselineError(RunbookcError):
    """A baseline file that cannot be used."""

    def __init__(self, path: Path, message: str) -> None:
        self.path = path
        super().__init__(f"{path.as_posix()}: {message}")


def read(path: Path) -> Baseline:
    """Raises BaselineError when the file is missing, broken or of another version."""
    try:
        baseline = msgspec.json.decode(path.read_bytes(), type=Baseline)
    except OSError as error:
        raise BaselineError(path, f"cannot be read: {error.strerror}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BaselineError(path, f"is no baseline: {error}") from error
    if baseline.format != FORMAT:
        raise BaselineError(path, f"has format {baseline.format}; this version reads {FORMAT}")
    return baseline


def accept(findings: Iterable[Finding], before: Baseline | None = None) -> Baseline:
    """A baseline of all `findings`; reasons that `before` gives are kept."""
    reasons = {entry.fingerprint: entry.reason for entry in before.accepted} if before else {}
    entries = {
        finding.fingerprint: Entry(
            fingerprint=finding.fingerprint,
            reason=reasons.get(finding.fingerprint, REASON),
            rule=finding.rule,
            runbook=finding.runbook,
            locale=finding.locale,
            place=finding.step or finding.section or "",
            message=finding.message,
        )
        for finding in findings
    }
    return Baseline(
        accepted=tuple(
            sorted(entries.values(), key=lambda one: (one.runbook, one.locale, one.rule, one.fingerprint))
        )
    )


def encode(baseline: Baseline) -> bytes:
    """The file's bytes: indented, so that a change of one entry is one hunk of a diff."""
    return msgspec.json.format(msgspec.json.encode(baseline), indent=2) + b"\n"


def apply(findings: Iterable[Finding], baseline: Baseline) -> Sorted:
    """Tell accepted findings from open ones; order is kept."""
    entries = {entry.fingerprint: entry for entry in baseline.accepted}
    found = tuple(findings)
    seen = {finding.fingerprint for finding in found}
    return Sorted(
        open=tuple(finding for finding in found if finding.fingerprint not in entries),
        accepted=tuple(
            Accepted(finding=finding, reason=entries[finding.fingerprint].reason)
            for finding in found
            if finding.fingerprint in entries
        ),
        expired=tuple(entry for entry in baseline.accepted if entry.fingerprint not in seen),
    )
