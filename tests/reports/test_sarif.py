"""SARIF 2.1.0: valid, relative, within GitHub's limits."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings

from runbookc.model.finding import Accepted, Finding
from runbookc.renderers import report
from runbookc.renderers.report_sarif import LIMIT, relative_uri
from tests.reports import library as lib

pytest.importorskip("sarif_om", reason="sarif-om is not installed")


def log(*findings: Finding, **kwargs: Any) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(report(lib.library(*findings, **kwargs), "sarif"))
    return read


def faults(read: dict[str, Any]) -> list[str]:
    from tests.reports.sarif_schema import faults as found

    return found(read)


def test_what_a_finding_becomes() -> None:
    read = log(lib.finding())
    assert faults(read) == []
    [run] = read["runs"]
    [result] = run["results"]
    assert read["version"] == "2.1.0"
    assert result["ruleId"] == "CMD004"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "CMD004"
    assert result["level"] == "error"
    place = result["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "docs/fr-FR/pop.md"}, "region": {"startLine": 84}}
    assert result["partialFingerprints"] == {"runbookc/v1": "f1"}
    properties = result["properties"]
    assert properties["locale"] == "fr-FR"
    assert properties["agreeing"] == ["en-US", "pt-BR"]
    assert (properties["expected"], properties["actual"]) == ("-Server", "-Serveur")
    assert (properties["runbook"], properties["step"]) == ("ms.exch.scom.pop", "verification.2.3")


def test_accepted_findings_are_suppressed() -> None:
    read = log(accepted=(Accepted(finding=lib.finding(), reason="known"),))
    assert faults(read) == []
    [result] = read["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "external", "justification": "known"}]


def test_the_schema_check_can_fail() -> None:
    read = log(lib.finding())
    read["runs"][0]["results"][0]["colour"] = "red"
    del read["runs"][0]["results"][0]["message"]
    read["runs"][0]["results"][0]["level"] = "fatal"
    assert len(faults(read)) == 3


def test_beyond_the_limit_the_least_severe_are_left_out() -> None:
    many = [lib.finding(level="note", fingerprint=str(number)) for number in range(LIMIT)]
    read = log(*many, lib.finding(level="error"))
    [run] = read["runs"]
    assert len(run["results"]) == LIMIT
    assert run["results"][-1]["level"] == "error"
    assert "1 less severe" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    assert faults(read) == []


def _encodable(text: str | None) -> str | None:
    return text and re.sub("[\ud800-\udfff]", "\ufffd", text)


@settings(deadline=None)
@given(lib.findings)
def test_any_text_gives_a_valid_log_and_comes_back(one: Finding) -> None:
    read = log(one)
    assert faults(read) == []
    [result] = read["runs"][0]["results"]
    assert result["message"]["text"] == _encodable(one.message)
    assert result["properties"].get("actual") == _encodable(one.actual)


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("docs/a b.md", "docs/a%20b.md"),
        ("../shared/é.md", "../shared/%C3%A9.md"),
        ("c:evil.md", "c%3Aevil.md"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("a?b#c.md", "a%3Fb%23c.md"),
    ],
)
def test_uris_are_relative_references(path: str, uri: str) -> None:
    assert relative_uri(path) == uri
    assert unquote(uri) == path


def test_an_absolute_path_becomes_relative(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert relative_uri(str(tmp_path / "docs" / "a.md")) == "docs/a.md"
