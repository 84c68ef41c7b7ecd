"""`SRC`: every fault that a stage reports has a page, and problems become findings."""

from __future__ import annotations

import re
from pathlib import Path

import runbookc
from runbookc.checks import Settings, from_problem, rules
from runbookc.model.document import Problem

_CODE = re.compile(r"\bSRC\d{3}\b")


def test_every_fault_that_a_stage_reports_has_a_page() -> None:
    package = Path(runbookc.__file__).parent
    reported = {
        code
        for stage in ("reader", "lowering", "linking", "alignment", "pipeline")
        for path in (package / stage).rglob("*.py")
        for code in _CODE.findall(path.read_text("utf-8"))
    }
    assert reported == {rule.code for rule in rules() if rule.family == "SRC"}


def problem(code: str = "SRC003") -> Problem:
    return Problem(code=code, line=7, message="a tag is not closed", actual="<td")


def test_a_problem_becomes_a_finding_at_its_line() -> None:
    found = from_problem(problem(), path="a.md", locale="pt-BR", runbook="pop")
    assert found is not None
    assert (found.rule, found.level, found.path, found.line) == ("SRC003", "warning", "a.md", 7)
    assert found.message == "a tag is not closed"
    assert found.fingerprint


def test_settings_hold_for_problems_too() -> None:
    def told(settings: Settings) -> object:
        return from_problem(problem(), path="a.md", locale="pt-BR", runbook="pop", settings=settings)

    assert told(Settings(disabled=("SRC",))) is None
    assert told(Settings(disabled=("SRC003",))) is None
    assert told(Settings(min_level="error")) is None
    found = from_problem(
        problem(), path="a.md", locale="pt-BR", runbook="pop", settings=Settings(levels={"SRC": "note"})
    )
    assert found is not None
    assert found.level == "note"


def test_lines_do_not_matter_to_a_fingerprint() -> None:
    first = from_problem(problem(), path="a.md", locale="pt-BR", runbook="pop")
    moved = Problem(code="SRC003", line=99, message="a tag is not closed", actual="<td")
    second = from_problem(moved, path="a.md", locale="pt-BR", runbook="pop")
    assert first is not None
    assert second is not None
    assert first.fingerprint == second.fingerprint
