"""STR003."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.absence import lacks
from runbookc.model.runbook import Runbook


@rule("STR003", level="error", title="missing-section", message="{place} is missing: {expected}")
def missing_section(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """An edition lacks a section that the others have.

    Why: the recovery of a whole monitor, or the check whether the problem exists, is missing for
    its readers. (A heading with nothing below it is worth a note only.)

    Bad:  zh-CN ends after the recovery of PopCTPMonitor; the others go on with PopSelfTestMonitor.
    Good: zh-CN has both sections.
    """
    for place in places(runbook):
        if place.kind == "section":
            yield from lacks(runbook, place, "missing", level=None if place.element.blocks else "note")
