"""Accepted findings: kept over edits elsewhere, expired when the fact changes."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from runbookc import baseline
from runbookc.model.finding import Finding


def finding(fingerprint: str = "f1", **values: object) -> Finding:
    known = {
        "rule": "CMD004", "level": "error", "message": "wrong", "path": "a.md", "line": 3,
        "locale": "fr-FR", "runbook": "pop", "fingerprint": fingerprint,
    }  # fmt: skip
    return Finding(**{**known, **values})  # type: ignore[arg-type]


def test_accepted_findings_are_told_apart() -> None:
    accepted = baseline.accept([finding("f1")])
    told = baseline.apply([finding("f1", line=99), finding("f2")], accepted)
    assert [one.fingerprint for one in told.open] == ["f2"]
    assert [(one.finding.line, one.reason) for one in told.accepted] == [(99, baseline.REASON)]
    assert told.expired == ()


def test_an_entry_expires_when_its_finding_is_gone() -> None:
    told = baseline.apply([finding("f3")], baseline.accept([finding("f1")]))
    assert [entry.fingerprint for entry in told.expired] == ["f1"]
    assert [one.fingerprint for one in told.open] == ["f3"]


def test_reasons_survive_a_new_baseline() -> None:
    [entry] = baseline.accept([finding()]).accepted
    before = baseline.Baseline(accepted=(msgspec.structs.replace(entry, reason="known, see 42"),))
    after = baseline.accept([finding("f1"), finding("f2")], before)
    assert {entry.fingerprint: entry.reason for entry in after.accepted} == {
        "f1": "known, see 42",
        "f2": baseline.REASON,
    }


def test_the_file_is_read_back_as_written(tmp_path: Path) -> None:
    written = baseline.accept([finding("f1"), finding("f2", rule="STR001")])
    path = tmp_path / "baseline.json"
    path.write_bytes(baseline.encode(written))
    assert baseline.read(path) == written
    assert baseline.encode(baseline.read(path)) == path.read_bytes()


@pytest.mark.parametrize("text", ["", "{", '{"format": 2}', '{"accepted": [{}]}'])
def test_what_is_no_baseline_is_refused_with_its_path(text: str, tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text)
    with pytest.raises(baseline.BaselineError, match=r"baseline\.json"):
        baseline.read(path)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(baseline.BaselineError, match="cannot be read"):
        baseline.read(tmp_path / "none.json")
