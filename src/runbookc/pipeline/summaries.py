"""A runbook in brief, for the index."""

from __future__ import annotations

from collections import Counter

from runbookc.model.walking import walk_steps
from runbookc.renderers import Bundle, Summary


def summary(bundle: Bundle) -> Summary:
    """Counts of steps and findings by locale."""
    steps: Counter[str] = Counter()
    for step in walk_steps(bundle.runbook):
        steps.update(step.locales)
    findings: dict[str, dict[str, dict[str, int]]] = {}
    for finding in bundle.findings:
        levels = findings.setdefault(finding.locale, {}).setdefault(finding.rule[:3], {})
        levels[finding.level] = levels.get(finding.level, 0) + 1
    return Summary(
        id=bundle.runbook.id,
        health_set=bundle.runbook.health_set,
        editions=bundle.runbook.editions,
        steps={locale: steps[locale] for locale in bundle.runbook.locales},
        probes=len(bundle.runbook.probes),
        findings=findings,
    )
