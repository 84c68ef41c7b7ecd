"""What every rule must have."""

from __future__ import annotations

import re
import string
from importlib import import_module

import pytest

from runbookc.checks import Rule, rules
from runbookc.checks.registry import parse_page
from runbookc.model.finding import LEVELS

FAMILIES = ["STR", "TBL", "CMD", "IDN", "NUM", "LNK", "REF", "UIL", "TXT", "TRM", "POL", "TYP", "REV", "SRC"]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_rule_is_well_formed(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.code)
    assert rule.family in FAMILIES
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.page.title)
    assert rule.page.level in LEVELS
    assert all((rule.page.sentence, rule.page.why, rule.page.bad, rule.page.good))
    assert rule.page.sentence.endswith(".")
    fields = {name for _, name, _, _ in string.Formatter().parse(rule.message) if name}
    assert fields <= {"place", "what", "expected", "actual"}


@pytest.mark.parametrize("rule", [rule for rule in rules() if rule.check], ids=lambda rule: rule.code)
def test_rule_stands_in_the_module_named_after_its_fault(rule: Rule) -> None:
    module = import_module(f"runbookc.checks.{rule.page.title.replace('-', '_')}")
    assert [value for value in vars(module).values() if isinstance(value, Rule)] == [rule]


def test_codes_and_titles_are_unique() -> None:
    pages = [rule.page for rule in rules()]
    assert len({page.code for page in pages}) == len(pages)
    assert len({page.title for page in pages}) == len(pages)
    assert [page.code for page in pages] == sorted(page.code for page in pages)


def test_a_page_without_a_section_is_refused() -> None:
    with pytest.raises(ValueError, match="Why, Bad and Good"):
        parse_page("It is wrong.\n\nWhy: because.\n\nBad: this.", code="STR999", title="wrong", level="note")
