"""``runbookc build`` and its neighbours, from the outside."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from runbookc.cli import group
from runbookc.errors import RunbookcError
from runbookc.pipeline import Options, build

SOURCE_DOCS = Path(__file__).resolve().parents[2] / "source_docs"

POLISH = """---
title: Zestaw kondycji POP
---

# Zestaw kondycji POP

Wstęp do artykułu.

## Sprawdzenie

1.  Odczytaj nazwę serwera z alertu.

2.  Uruchom polecenie:

        Get-ServerHealth <nazwa serwera> | ?{$_.HealthSetName -eq "POP"}

## PopCTPMonitor

1.  Uruchom ponownie usługę i odczekaj 10 minut.

2.  Powtórz krok 2.
"""


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(group, [str(arg) for arg in args], catch_exceptions=False)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two of our articles in all their languages, in a folder of their own."""
    for path in SOURCE_DOCS.rglob("*.md"):
        if "pop-health" in path.name or "start-and-stop" in path.name:
            target = tmp_path / "docs" / path.relative_to(SOURCE_DOCS)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_same_bytes_whatever_the_order_and_the_job_count(library: Path) -> None:
    files = sorted((library / "docs").rglob("*.md"))
    build(files, library / "a", Options(jobs=1))
    build(files[::-1], library / "b", Options(jobs=4))
    assert tree(library / "a") == tree(library / "b")


def test_a_second_build_changes_nothing(library: Path) -> None:
    assert run("build", "docs", "-o", "out").exit_code == 0
    before = {path: path.stat().st_mtime_ns for path in (library / "out").rglob("*") if path.is_file()}
    assert run("build", "docs", "-o", "out").exit_code == 0
    after = {path: path.stat().st_mtime_ns for path in (library / "out").rglob("*") if path.is_file()}
    assert before == after


def test_what_a_removed_article_left_behind_goes(library: Path) -> None:
    run("build", "docs", "-o", "out")
    keep = library / "out" / "notes.txt"
    keep.write_text("mine")
    for path in (library / "docs").rglob("start-and-stop*"):
        path.unlink()
    run("build", "docs", "-o", "out")
    names = " ".join(tree(library / "out"))
    assert "start-and-stop" not in names
    assert "sd204117" not in names
    assert keep.read_text() == "mine"


def test_outputs_of_the_contract(library: Path) -> None:
    run("build", "docs", "-o", "out")
    out = library / "out"
    for name in ("index.html", "model/ms.exch.scom.pop.json", "checklists/ms.exch.scom.pop.html",
                 "checklists/pt-BR/ms.exch.scom.pop.md", "scripts/ms.exch.scom.pop/ms.exch.scom.pop.ps1",
                 "scripts/ms.exch.scom.pop/zh-CN/ms.exch.scom.pop.psd1", "drift/report.html",
                 "drift/report.json", "drift/report.sarif"):  # fmt: skip
        assert (out / name).is_file(), name


def test_a_locale_nobody_prepared_compiles_and_aligns(library: Path) -> None:
    renamed = library / "docs" / "tlh-KX"
    shutil.copytree(library / "docs" / "fr-FR", renamed)
    for path in renamed.rglob("*.md"):
        path.write_text(path.read_text(encoding="utf-8").replace("/fr-fr/", "/tlh-kx/"), encoding="utf-8")
    assert run("build", "docs", "-o", "out").exit_code == 0
    model = json.loads((library / "out" / "model" / "ms.exch.scom.pop.json").read_text(encoding="utf-8"))
    assert "tlh-KX" in model["editions"]
    assert all(("tlh-KX" in s["locales"]) == ("fr-FR" in s["locales"]) for s in model["sections"])
    assert (library / "out" / "checklists" / "tlh-KX" / "ms.exch.scom.pop.md").is_file()


def test_an_article_without_any_metadata_compiles(library: Path) -> None:
    (library / "docs" / "zestaw.md").write_text(POLISH, encoding="utf-8")
    assert run("build", "docs/zestaw.md", "-o", "out").exit_code == 0
    model = json.loads((library / "out" / "model" / "zestaw.json").read_text(encoding="utf-8"))
    roles = [section["role"] for section in model["sections"]]
    assert roles[:3] == ["introduction", "verification", "recovery"]
    wait = model["sections"][2]["blocks"][0]["items"][0]["waits"]
    assert wait == ["PT10M"]


def test_two_files_that_claim_one_edition(library: Path) -> None:
    twin = library / "docs" / "zz.md"
    shutil.copyfile(library / "docs" / "fr-FR" / "troubleshooting-pop-health-set.md", twin)
    result = run("build", "docs", "-o", "out")
    assert result.exit_code == 0
    assert "docs/zz.md:1: error: SRC005 docs/fr-FR/troubleshooting-pop-health-set.md" in result.stderr


def test_no_such_source() -> None:
    result = CliRunner().invoke(group, ["build", "nowhere"])
    assert isinstance(result.exception, RunbookcError)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_fails_alone(library: Path) -> None:
    path = library / "docs" / "fr-FR" / "troubleshooting-pop-health-set.md"
    path.chmod(0)
    result = run("build", "docs", "-o", "out")
    assert result.exit_code == 1
    assert "fr-FR/troubleshooting-pop-health-set.md:1: cannot be read" in result.stderr
    assert (library / "out" / "checklists" / "pt-BR" / "ms.exch.scom.pop.md").is_file()


def test_strict_fails_on_findings(library: Path) -> None:
    assert run("build", "docs", "-o", "out", "--strict").exit_code == 1


def test_only_some_locales(library: Path) -> None:
    run("build", "docs", "-o", "out", "--locale", "pt-br", "--locale", "fr-FR")
    assert sorted(path.name for path in (library / "out" / "checklists").iterdir() if path.is_dir()) == [
        "fr-FR",
        "pt-BR",
    ]


def test_show_is_plain_when_piped(library: Path) -> None:
    result = run("show", "docs", "--runbook", "ms.exch.scom.pop", "--locale", "pt-BR")
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert "Get-ServerHealth <server name>" in result.stdout


def test_show_of_an_unknown_runbook_names_a_near_one(library: Path) -> None:
    result = CliRunner().invoke(group, ["show", "docs", "--runbook", "ms.exch.scom.popp"])
    assert isinstance(result.exception, RunbookcError)
    assert "did you mean ms.exch.scom.pop" in str(result.exception)


def test_the_model_is_valid_against_its_schema(library: Path) -> None:
    import msgspec

    from runbookc.model.runbook import Runbook

    run("build", "docs", "-o", "out")
    for path in (library / "out" / "model").glob("*.json"):
        msgspec.json.decode(path.read_bytes(), type=Runbook, strict=True)
    schema = json.loads(run("schema").stdout)
    assert schema["$ref"] == "#/$defs/Runbook"


def test_drift_as_json_is_a_list_of_findings(library: Path) -> None:
    result = run("drift", "docs", "--format", "json")
    assert result.exit_code == 1
    first = json.loads(result.stdout)[0]
    assert {"rule", "level", "message", "path", "line", "locale", "runbook"} <= first.keys()


def test_drift_can_be_told_not_to_fail(library: Path) -> None:
    assert run("drift", "docs", "--format", "json", "--fail-on", "never").exit_code == 0
