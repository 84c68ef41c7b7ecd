"""Every generated script keeps the rules of PSScriptAnalyzer that a walk over the tree can prove."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from runbookc.renderers import Bundle, Options
from runbookc.renderers.powershell import render
from tests.pwsh.analyser import breaches, incompatible
from tests.renderers.fixtures import pop
from tests.renderers.script.real import compiled
from tests.renderers.script.skeleton import RUNTIME


def scripts(bundle: Bundle) -> list[str]:
    return [artifact.data.decode("utf-8") for artifact in render(bundle) if artifact.path.endswith(".ps1")]


def test_the_fixture_keeps_the_rules() -> None:
    found = scripts(Bundle(runbook=pop().runbook, options=Options(scripts_mode="article")))
    assert len(found) > 2
    assert [breaches(source) for source in found] == [[]] * len(found)


def test_every_real_script_keeps_the_rules(shared: Path) -> None:
    for runbook in compiled(shared):
        for source in scripts(Bundle(runbook=runbook)):
            assert breaches(source) == [], runbook.id


def test_data_files_have_no_blanks_at_the_end_of_a_line() -> None:
    for artifact in render(pop()):
        if artifact.path.endswith(".psd1"):
            lines = artifact.data.decode("utf-8-sig").split("\r\n")
            assert [line for line in lines if line != line.rstrip()] == []


def test_what_is_the_same_in_every_script_runs_on_5_1_and_on_7() -> None:
    source = scripts(pop())[0]
    head, _, rest = source.partition(RUNTIME.replace("\n", "\r\n"))
    tail = rest[rest.index("# Part 4 of 4") :]
    assert incompatible(head + RUNTIME + tail) == []


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("Get-X -A 1 |", "ParseError"),
        ("$a = 'x' ", "PSAvoidTrailingWhitespace"),
        ("'\u00e9'", "PSUseBOMForUnicodeEncodedFile"),
        ("$a = 1", "PSUseDeclaredVarsMoreThanAssignments"),
        ("$a = 1\n$b = { $a }\n& $b", "PSUseDeclaredVarsMoreThanAssignments"),
        ("$global:a = 1\n$global:a", "PSAvoidGlobalVars"),
        ("$matches = 1\n$matches", "PSAvoidAssignmentToAutomaticVariable"),
        ("param([string] $Sender)\n$Sender", "PSAvoidAssignmentToAutomaticVariable"),
        ("param([string] $A)\nGet-X", "PSReviewUnusedParameter"),
        ("param([string] $A)\nGet-X -B { $A }", "PSReviewUnusedParameter"),
        ("param([string] $A)\n$A = 1\n$A", "AssignedParameter"),
        ("param([string] $Password)\n$Password", "PSAvoidUsingPlainTextForPassword"),
        ("param([switch] $A = $true)\n$A", "PSAvoidDefaultValueSwitchParameter"),
        (
            "param([Parameter(Mandatory = $true)] [int] $A = 1)\n$A",
            "PSAvoidDefaultValueForMandatoryParameter",
        ),
        ("ls -A 1", "PSAvoidUsingCmdletAliases"),
        ("Write-Host -Object 'x'", "PSAvoidUsingWriteHost"),
        ("Invoke-Expression -Command 'x'", "PSAvoidUsingInvokeExpression"),
        ("Get-X 1 2 3", "PSAvoidUsingPositionalParameters"),
        ("Get-X -ComputerName 'a'", "PSAvoidUsingComputerNameHardcoded"),
        ("function Grab-It {\n<#\n.SYNOPSIS\nx\n#>\n}", "PSUseApprovedVerbs"),
        ("function Get-Things {\n<#\n.SYNOPSIS\nx\n#>\n}", "PSUseSingularNouns"),
        ("function Get-It {\n}", "PSProvideCommentHelp"),
        ("function Set-It {\n<#\n.SYNOPSIS\nx\n#>\n}", "PSUseShouldProcessForStateChangingFunctions"),
        ("function Get-It {\n[CmdletBinding(SupportsShouldProcess)] param()\n}", "PSShouldProcess"),
        ("function Get-It {\n[CmdletBinding(SupportsShouldProcess)] param()\n}", "PSUseOutputTypeCorrectly"),
        ("try { Get-X } catch { }", "PSAvoidUsingEmptyCatchBlock"),
        ("if ($a -eq $null) { Get-X }", "PSPossibleIncorrectComparisonWithNull"),
        ("if ($a = 1) { $a }", "PSPossibleIncorrectUsageOfAssignmentOperator"),
        ("Get-X && Get-Y", "PSUseCompatibleSyntax"),
    ],
)
def test_a_breach_is_seen(source: str, rule: str) -> None:
    assert rule in [found for found, _ in breaches(source)]


@pytest.mark.parametrize("source", ["Get-Uptime", "ConvertFrom-Json -AsHashtable", "Out-String 1"])
def test_what_one_of_the_versions_lacks_is_seen(source: str) -> None:
    assert incompatible(source) != []


@pytest.mark.parametrize(
    "source",
    [
        "param([string] $A)\n$x | Where-Object -FilterScript { $_ -eq $A }",
        "$a = @{}\n$a.B = 1\n$a['c'] = 2",
        "if ($null -eq $a) { Get-X -A $a }",
        "Get-X -A 1 @b",
    ],
)
def test_what_keeps_the_rules_passes(source: str) -> None:
    assert breaches(source) == []


def test_the_rules_are_those_of_the_analyser() -> None:
    """Their names begin as its names do, but for what is no rule of its own."""
    text = Path(__file__).with_name("analyser.py").read_text("utf-8")
    names = set(re.findall(r'yield "(\w+)"', text)) - {"AssignedParameter"}
    assert all(name.startswith("PS") for name in names)
    assert len(names) > 20
