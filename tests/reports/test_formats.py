"""JSON, JUnit, GitHub and text: complete, and safe with any text."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import msgspec
import pytest
from hypothesis import given, settings
from rich.cells import cell_len

from runbookc.model.finding import Accepted, Finding
from runbookc.renderers import report, report_formats
from tests.reports import library as lib


def test_the_formats() -> None:
    assert report_formats() == ("github", "html", "json", "junit", "sarif", "text")
    with pytest.raises(ValueError, match="no such report"):
        report(lib.library(), "pdf")


@pytest.mark.parametrize("format_", report_formats())
def test_a_report_of_nothing(format_: str) -> None:
    assert report(lib.library(), format_) or format_ == "github"


@pytest.mark.parametrize("format_", report_formats())
def test_the_same_findings_give_the_same_bytes(format_: str) -> None:
    findings = (lib.finding(), lib.finding(group="g2", fingerprint="f2", level="note"))
    assert report(lib.library(*findings), format_) == report(lib.library(*findings), format_)


def test_json_is_a_list_of_the_findings() -> None:
    one = lib.finding()
    text = report(lib.library(one, accepted=(Accepted(finding=lib.finding(), reason="known"),)), "json")
    assert msgspec.json.decode(text, type=list[Finding]) == [one]
    [read] = json.loads(text)
    for name in (
        "rule",
        "level",
        "path",
        "line",
        "locale",
        "runbook",
        "step",
        "expected",
        "actual",
        "agreeing",
    ):
        assert name in read


def test_junit_has_a_suite_for_each_edition() -> None:
    accepted = (Accepted(finding=lib.finding(fingerprint="f3"), reason="known"),)
    findings = (lib.finding(), lib.finding(level="note", fingerprint="f2"))
    root = ET.fromstring(report(lib.library(*findings, accepted=accepted), "junit"))
    assert {suite.get("name") for suite in root} == {
        f"ms.exch.scom.pop ({locale})" for locale in ("en-US", "fr-FR", "pt-BR")
    }
    assert (root.get("tests"), root.get("failures"), root.get("skipped")) == ("5", "1", "1")
    failure = root.find(".//failure")
    assert failure is not None
    assert failure.get("message") == lib.finding().message
    assert "docs/fr-FR/pop.md:84" in (failure.text or "")


@settings(deadline=None)
@given(lib.findings)
def test_junit_is_well_formed_with_any_text(one: Finding) -> None:
    root = ET.fromstring(report(lib.library(one), "junit").encode("utf-8", "replace"))
    assert len(root.findall(".//testcase")) == 3


def _unescaped(text: str) -> str:
    for code, char in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, char)
    return text


@settings(deadline=None)
@given(lib.findings)
def test_a_github_annotation_is_one_line_that_starts_one_command(one: Finding) -> None:
    text = report(lib.library(one), "github")
    assert text.count("\n") == 1
    match = re.fullmatch(r"::(error|warning|notice) file=([^,:]*),line=(\d+),title=([^,:]*)::(.*)\n", text)
    assert match is not None
    assert _unescaped(match[2]) == one.path
    if one.message.isprintable():
        assert _unescaped(match[5]) == one.message


def test_github_escapes_what_its_runner_reads() -> None:
    text = report(lib.library(lib.hostile()), "github")
    assert "\n::" not in text
    assert "\x1b" not in text
    assert "%250A" in text


def test_text_is_readable_in_eighty_columns() -> None:
    wide = lib.finding(message="探测器的关联探测器" * 20, agreeing=("en-US", "pt-BR"))
    text = report(lib.library(wide, lib.finding(fingerprint="f2", group="g2")), "text")
    assert all(cell_len(line) <= 80 for line in text.splitlines())
    assert all(line.isprintable() for line in text.splitlines())
    assert "".join(text.split()).count("探测器的关联探测器" * 20) == 1


def test_long_values_are_wrapped_and_paths_are_not() -> None:
    long = lib.finding(message="one two " * 30, path="docs/" + "very-long-name/" * 8 + "pop.md")
    text = report(lib.library(long), "text")
    assert " ".join(text.split()).count("one two " * 30) == 1
    assert f"{long.path}:84" in text


def test_text_groups_repeated_findings_and_counts_them() -> None:
    same = [lib.finding(line=number, fingerprint=str(number)) for number in range(1, 8)]
    text = report(lib.library(*same), "text")
    assert "7 places" in text
    assert text.count("docs/fr-FR/pop.md:") == 4
    assert "and 3 more" in text
    assert re.search(r"^fr-FR\s+7$", text, re.MULTILINE)
    assert text.rstrip().endswith("7 errors in 1 runbook")


@settings(deadline=None)
@given(lib.findings)
def test_no_text_steers_the_terminal(one: Finding) -> None:
    for color in (False, True):
        text = report(lib.library(one, color=color), "text")
        rest = re.sub(r"\x1b\[[0-9;]*m", "", text)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", rest)


def test_colour_only_when_asked() -> None:
    assert "\x1b" not in report(lib.library(lib.finding()), "text")
    assert "\x1b[" in report(lib.library(lib.finding(), color=True), "text")
