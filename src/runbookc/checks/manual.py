"""``docs/rules.md``: every rule's page, made from the rules themselves.

Run ``python -m runbookc.checks.manual docs/rules.md`` after a rule has changed.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from runbookc.checks.registry import Rule, rules

FAMILIES = {
    "CMD": "Commands",
    "IDN": "Identifiers in text",
    "LNK": "Links",
    "NUM": "Numbers and durations",
    "POL": "Polarity of a condition",
    "REF": "Cross references",
    "REV": "Revision",
    "SRC": "Input",
    "STR": "Structure",
    "TBL": "Probe table",
    "TRM": "Terminology",
    "TXT": "Missing and untranslated text",
    "TYP": "Typography",
    "UIL": "UI and code literals",
}
_HEAD = """# Rules

Made from the rules by `python -m runbookc.checks.manual docs/rules.md`; a test compares. What a rule
looks for, why it matters, and an example of each. `runbookc explain CODE` prints the same page.

A finding names the edition that deviates. Who is right is decided by rank, and only then by votes: a
command of the article, its own table, a heading, other articles, prose; an identifier before a
translated word; then the majority; then the reference edition. When nothing decides, every side is
named. Levels say what the defect does to the operator: an `error` makes people do the wrong thing, a
`warning` misleads or stops them, a `note` is worth knowing.
"""


def manual() -> str:
    """The whole file: a table of all rules, then their pages by family."""
    lines = [_HEAD, "| code | level | name | looks for |", "| --- | --- | --- | --- |"]
    for rule in rules():
        page = rule.page
        lines.append(f"| [{page.code}](#{_anchor(rule)}) | {page.level} | {page.title} | {page.sentence} |")
    for family, of_family in groupby(rules(), key=lambda rule: rule.family):
        lines += ["", f"## {FAMILIES[family]}", ""]
        lines += [line for rule in of_family for line in _page(rule)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _anchor(rule: Rule) -> str:
    return f"{rule.code}-{rule.page.title}".lower()


def _page(rule: Rule) -> list[str]:
    page = rule.page
    return [
        f"### {page.code} {page.title}",
        "",
        f"{page.sentence} Level: {page.level}.",
        "",
        f"**Why:** {page.why}",
        "",
        f"**Bad:** {_flat(page.bad)}",
        "",
        f"**Good:** {_flat(page.good)}",
        "",
    ]


def _flat(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(manual(), encoding="utf-8")
