"""Every rule against its case file, through the whole pipeline; and that every rule has one."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from runbookc.checks import Rule, rules
from tests.checks.cases import FOLDER, Case, cases, found

_FAMILIES = frozenset(rule.family for rule in rules())
_OWN_TESTS = frozenset(("REV", "SRC"))
"""Families that need more than articles: a lock, input that cannot be read."""


def _wanted(case: Case) -> frozenset[str]:
    """All families, so that a fault is seen to be told once; the learned ones only in their own files."""
    own = {rule.family for rule in rules() if rule.page.title == case.file}
    return frozenset((*own, *(_FAMILIES - {"TRM", "POL", "TXT", "SRC", "REV"})))


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in cases()])
def test_case(case: Case, tmp_path: Path) -> None:
    assert found(case, tmp_path, _wanted(case)) == case.expected


def _with_cases() -> list[Rule]:
    return [rule for rule in rules() if rule.family not in _OWN_TESTS]


@pytest.mark.parametrize("rule", _with_cases(), ids=lambda rule: rule.page.title)
def test_every_rule_has_cases_for_and_against_in_two_languages(rule: Rule) -> None:
    path = FOLDER / f"{rule.page.title}.md"
    assert path.is_file(), f"{rule.code} needs {path}"
    own = [case for case in cases() if case.file == rule.page.title]
    languages: dict[bool, set[str]] = defaultdict(set)
    for case in own:
        positive = any(line.startswith(rule.code) for line in case.expected)
        languages[positive].update(locale.split("-")[0] for _, locale, _ in case.editions)
    assert len(languages[True]) >= 2, "a case in which it reports, in at least two languages"
    assert len(languages[False]) >= 2, "a case in which it stays silent, in at least two languages"


def test_every_case_file_belongs_to_a_rule() -> None:
    titles = {rule.page.title for rule in rules()}
    assert {case.file for case in cases()} <= titles
