"""CMD019."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc import commands
from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.knowledge import Known, known
from runbookc.checks.runner import quoted
from runbookc.model.runbook import Command, Probe, Runbook

_CMDLET = "Invoke-MonitoringProbe"


@rule(
    "CMD019",
    level="error",
    title="unlisted-example",
    message="{place} names {actual}, which the probe table does not list{what}",
)
def unlisted_example(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    r"""A command runs a probe that the article's own table does not list, or not in that health set.

    Why: the probe does not exist under that name, so the check whether the problem still exists
    fails for another reason than the problem.

    Bad:  `Invoke-MonitoringProbe POP\PopProbe` where the table lists `PopCTPProbe`.
    Good: `Invoke-MonitoringProbe POP\PopCTPProbe`.
    """
    names = known(runbook)
    if not names.probes:
        return
    for place in places(runbook):
        command = place.element
        if not isinstance(command, Command) or _CMDLET not in command.cmdlets:
            continue
        for locale, code in sorted(command.variants.items()):
            for literal in commands.analyse(code, command.language).literals:
                health_set, slash, probe = literal.partition("\\")
                if not slash or "<" in literal:
                    continue
                told = _fault(runbook, names, health_set, probe)
                if told is not None:
                    expected, what = told
                    yield Drift(
                        locale=locale,
                        at=place,
                        expected=expected,
                        actual=literal,
                        agreeing=(),
                        what=what,
                        confidence=0.9 if expected else 0.75,
                    )


def _fault(runbook: Runbook, names: Known, health_set: str, probe: str) -> tuple[str | None, str] | None:
    """What should stand there, if that is known, and what the table says; None when it lists the pair."""
    rows = [row for row in runbook.probes if row.id and row.id.casefold() == probe.casefold()]
    if any(health_set.casefold() in _health_sets(row) for row in rows):
        return None
    for row in rows:
        if row.health_set and row.health_set.isascii():
            expected = f"{row.health_set}\\{row.id}"
            return expected, f" (it lists {expected})"
        written = next(iter(row.health_set_text.values()), "")
        return None, f" (its health set for that probe is {quoted(written)})"
    if probe.casefold() in names.monitors:
        return None, " (it lists that name as a monitor)"
    return None, ""


def _health_sets(row: Probe) -> set[str]:
    return {name.casefold() for name in (row.health_set, *(one.health_set for one in row.monitors)) if name}
