"""A runbook in brief, for the index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from runbookc.model.finding import Finding
from runbookc.model.runbook import Runbook
from runbookc.model.walking import walk_steps
from runbookc.renderers import Summary


def summary(runbook: Runbook, findings_: Iterable[Finding]) -> Summary:
    """Counts of steps and findings by locale."""
    steps: Counter[str] = Counter()
    for step in walk_steps(runbook):
        steps.update(step.locales)
    findings: dict[str, dict[str, dict[str, int]]] = {}
    for finding in findings_:
        levels = findings.setdefault(finding.locale, {}).setdefault(finding.rule[:3], {})
        levels[finding.level] = levels.get(finding.level, 0) + 1
    return Summary(
        id=runbook.id,
        health_set=runbook.health_set,
        editions=runbook.editions,
        steps={locale: steps[locale] for locale in runbook.locales},
        probes=len(runbook.probes),
        findings=findings,
    )
