"""Which sections concern which monitor, and what the alert's picker offers."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from runbookc.model.runbook import Probe, Runbook, Section


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the picker: a monitor that an alert may name, and the probe behind it."""

    monitor: str
    health_set: str
    probe: str = ""
    """Empty when the table names none."""
    probe_health_set: str = ""
    dependencies: tuple[Mapping[str, str], ...] = ()
    listed: bool = True
    """False for a monitor that a section's title names and the table does not have."""


def choices(runbook: Runbook) -> tuple[Choice, ...]:
    """Every monitor with its probe, in the table's order; then those that only titles name."""
    found = [_choice(runbook, probe, monitor) for probe in runbook.probes for monitor in _monitors(probe)]
    known = {choice.monitor for choice in found} | {choice.probe for choice in found}
    for section in runbook.sections:
        for name in section.monitors:
            if name not in known:
                known.add(name)
                found.append(Choice(monitor=name, health_set=runbook.health_set or "", listed=False))
    return tuple(found)


def _monitors(probe: Probe) -> tuple[tuple[str, str | None], ...]:
    if not probe.monitors and probe.id:
        return ((probe.id, probe.health_set),)
    return tuple((monitor.id, monitor.health_set) for monitor in probe.monitors)


def _choice(runbook: Runbook, probe: Probe, monitor: tuple[str, str | None]) -> Choice:
    own = probe.health_set or runbook.health_set or ""
    return Choice(
        monitor=monitor[0],
        health_set=monitor[1] or own,
        probe=probe.id or "",
        probe_health_set=own,
        dependencies=tuple(dependency.text for dependency in probe.dependencies),
    )


def section_scopes(runbook: Runbook) -> dict[str, tuple[str, ...]]:
    """Section id to the monitors and probes that it concerns.

    A section inside another concerns what its parent does unless its own title names something; the
    parent concerns whatever its parts do.
    """
    scopes: dict[str, tuple[str, ...]] = {}
    parents: list[Section] = []
    for section in runbook.sections:
        while parents and parents[-1].level >= section.level:
            parents.pop()
        scopes[section.id] = section.monitors or (scopes[parents[-1].id] if parents else ())
        if section.monitors:
            for parent in parents:
                if not parent.monitors:
                    scopes[parent.id] = _union(scopes[parent.id], section.monitors)
        if section.level >= 2:
            parents.append(section)
    return scopes


def _union(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    return left + tuple(name for name in right if name not in left)
