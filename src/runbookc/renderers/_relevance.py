"""Which findings an operator is told of: those by which a reader may do the wrong thing."""

from __future__ import annotations

from runbookc.model.finding import Finding

_FOR_EDITORS = ("TYP", "TRM", "REF", "LNK", "SRC")
"""Families whose warnings a checklist itself makes up for, or that no step depends on."""


def changes_what_to_do(finding: Finding) -> bool:
    """Whether a reader of that edition may do the wrong thing: style, terms and titles are for editors."""
    if finding.level == "warning":
        return not finding.rule.startswith(_FOR_EDITORS)
    return finding.level == "error"


def concerns(finding: Finding, locale: str) -> bool:
    """Whether it is about the edition in that locale, or nobody knows which edition is right."""
    return finding.locale == locale or not finding.agreeing
