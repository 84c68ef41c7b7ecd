"""The same scenarios, and the analyser's rules, in a real PowerShell where one is installed."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from runbookc.renderers import Bundle, Options
from runbookc.renderers.powershell import render
from tests.pwsh.scenarios import READS, RECORDS, SCENARIOS, Scenario
from tests.renderers.fixtures import pop

PWSH = shutil.which("pwsh") or shutil.which("powershell")
DRIVER = Path(__file__).with_name("driver.ps1")
pytestmark = pytest.mark.skipif(PWSH is None, reason="no PowerShell (pwsh) on the PATH")
COMPATIBLE = (
    "@{ Rules = @{ PSUseCompatibleSyntax = @{ Enable = $true; TargetVersions = @('5.1', '7.0') }; "
    "PSUseCompatibleCmdlets = @{ compatibility = @('desktop-5.1.14393.206-windows') } } }"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(pop(), tmp_path_factory.mktemp("script"))


def written(bundle: Bundle, folder: Path) -> Path:
    for artifact in render(bundle):
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.data)
    return folder


def powershell(*arguments: str, interactive: bool = True) -> str:
    assert PWSH is not None
    switches = ["-NoProfile"] + ([] if interactive else ["-NonInteractive"])
    done = subprocess.run(
        [PWSH, *switches, *arguments], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_scenario(scenario: Scenario, folder: Path, tmp_path: Path) -> None:
    found = run(scenario, folder / "scripts" / "pop" / "pop.ps1", tmp_path)
    assert found["code"] == scenario.code, found
    changes = [(call["name"], call["set"]) for call in found["calls"] if call["name"] not in READS]
    assert changes == list(scenario.changes)
    last = {item["step"]: item["outcome"] for item in found["outcomes"]}
    assert {step: last.get(step) for step in scenario.outcomes} == scenario.outcomes
    assert scenario.said in "\n".join(found["shown"])
    assert scenario.warned in "\n".join(found["warned"])
    assert scenario.failed in "\n".join(found["failed"])


def run(scenario: Scenario, script: Path, folder: Path) -> dict[str, Any]:
    arguments = dict(scenario.arguments)
    if scenario.record is not None:
        (folder / "record.json").write_text(RECORDS[scenario.record], "utf-8")
        arguments["Resume"] = str(folder / "record.json")
    plan, result = folder / "plan.json", folder / "result.json"
    plan.write_text(
        json.dumps(
            {
                "script": str(script),
                "arguments": arguments,
                "health": [list(row) for row in scenario.health],
                "probes": list(scenario.probes),
                "answers": list(scenario.answers),
                "mocked": scenario.mocked,
                "reader": scenario.interactive or scenario.reader,
            }
        ),
        "utf-8",
    )
    command = ("-File", str(DRIVER), "-Plan", str(plan), "-Result", str(result))
    powershell(*command, interactive=scenario.interactive)
    found: dict[str, Any] = json.loads(result.read_text("utf-8-sig"))
    return found


def test_help_is_found(folder: Path) -> None:
    script = folder / "scripts" / "pop" / "pop.ps1"
    said = powershell("-Command", f"(Get-Help -Name '{script}' -Full | Out-String)")
    assert "Runbook pop" in said
    assert "-RecordPath" in said


def test_every_text_comes_back_from_every_data_file(folder: Path) -> None:
    for path in sorted((folder / "scripts").rglob("*.psd1")):
        said = powershell(
            "-Command", f"Import-PowerShellDataFile -LiteralPath '{path}' | ConvertTo-Json -Compress"
        )
        from tests.renderers.script.tokenizer import read_table

        assert json.loads(said) == read_table(path.read_bytes().decode("utf-8-sig"))


@pytest.mark.parametrize("settings", ["@{}", COMPATIBLE], ids=["default rules", "5.1"])
def test_the_analyser_has_nothing_to_say(settings: str, folder: Path, tmp_path: Path) -> None:
    if "True" not in powershell("-Command", "[bool] (Get-Module -ListAvailable -Name PSScriptAnalyzer)"):
        pytest.skip("PSScriptAnalyzer is not installed")
    written(Bundle(runbook=pop().runbook, options=Options(scripts_mode="article")), tmp_path)
    for place in (folder, tmp_path):
        said = powershell(
            "-Command",
            f"Invoke-ScriptAnalyzer -Path '{place}' -Recurse -Settings {settings} | "
            "ForEach-Object { '{0}:{1} {2} {3}' -f $_.ScriptName, $_.Line, $_.RuleName, $_.Message }",
        )
        assert said.strip() == ""
