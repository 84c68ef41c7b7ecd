"""docs/rules.md says what the rules say."""

from __future__ import annotations

from pathlib import Path

from runbookc.checks import rules
from runbookc.checks.manual import FAMILIES, manual

_FILE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_manual_is_fresh() -> None:
    assert _FILE.read_text("utf-8") == manual(), "run python -m runbookc.checks.manual docs/rules.md"


def test_every_rule_has_a_page_and_every_family_a_heading() -> None:
    text = manual()
    for rule in rules():
        assert f"### {rule.code} {rule.page.title}\n" in text
    assert {rule.family for rule in rules()} <= FAMILIES.keys()
