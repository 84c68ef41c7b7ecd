"""The dependencies of a probe table, edition by edition."""

from __future__ import annotations

from runbookc.model.runbook import Runbook

_SEVERAL = 2


def without_dependencies(runbook: Runbook) -> frozenset[str]:
    """Editions whose table says nothing of dependencies at all, though others do for several probes."""
    rows = [probe for probe in runbook.probes if probe.dependencies]
    if len(rows) < _SEVERAL:
        return frozenset()
    having = {locale for probe in rows for entry in probe.dependencies for locale in entry.locales}
    return frozenset(runbook.probe_sources) - having
