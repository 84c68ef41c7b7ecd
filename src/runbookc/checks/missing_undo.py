"""CMD020."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from runbookc import commands
from runbookc.checks import Corpus, Drift, Observed, Place, observer, places, rule
from runbookc.model.runbook import Command, Runbook

SWITCHED = "switched"
"""Observer: switches that a runbook turns and turns back in the same section."""
_TURNED = {"$true": "$false", "$false": "$true"}

Switch = tuple[str, str, str]
"""Cmdlet, parameter, value; lower case."""


@rule(
    "CMD020",
    level="error",
    title="missing-undo",
    message="{place} changes what this section never changes back: {actual}; elsewhere {what} follows",
)
def missing_undo(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """A switch that is turned back elsewhere is not turned back in this section.

    Why: the server is left as no one meant it to be: databases that never activate again, a log
    that fills the disk.

    Bad:  a section sets `-DatabaseCopyActivationDisabledAndMoveNow $true`, restarts the server, and ends.
    Good: it ends with the same command and `$false`.
    """
    temporary = corpus.derive(_temporary)
    for of_section in _sections(runbook):
        open_in: dict[tuple[str, Switch], list[Drift]] = {}
        for locale in runbook.locales:
            for place, switch in _left_open(of_section, locale, temporary):
                drift = Drift(
                    locale=locale,
                    at=place,
                    actual=place.element.variants[locale],
                    agreeing=(),
                    what=f"-{switch[1]} {_TURNED[switch[2]]}",
                    confidence=0.8,
                )
                open_in.setdefault((place.id, switch), []).append(drift)
        for drifts in open_in.values():
            # Where some editions do turn it back, what the others lack there is told as such.
            if len(drifts) == len(drifts[0].at.locales):
                yield from drifts


def _left_open(
    of_section: Sequence[Place], locale: str, temporary: frozenset[tuple[str, ...]]
) -> Iterator[tuple[Place, Switch]]:
    own = [
        (place, _switches(place.element.variants[locale])) for place in of_section if locale in place.locales
    ]
    for number, (place, switches) in enumerate(own):
        later = {switch for _, following in own[number + 1 :] for switch in following}
        yield from (
            (place, switch) for switch in switches if switch in temporary and _back(switch) not in later
        )


@observer(SWITCHED)
def observed_switches(runbook: Runbook) -> Observed:
    """Switches that are turned back later in the same section."""
    found: set[tuple[str, ...]] = set()
    for of_section in _sections(runbook):
        for number, place in enumerate(of_section):
            later = {switch for other in of_section[number + 1 :] for switch in _switches(other.element.code)}
            found.update(switch for switch in _switches(place.element.code) if _back(switch) in later)
    return Counter(found)


def _sections(runbook: Runbook) -> Iterator[Sequence[Place]]:
    """The changing commands of each section, in order."""
    sections: dict[str | None, list[Place]] = {}
    for place in places(runbook):
        if isinstance(place.element, Command) and place.element.effect == "change":
            sections.setdefault(place.section, []).append(place)
    return iter(sections.values())


def _temporary(corpus: Corpus) -> frozenset[tuple[str, ...]]:
    """Switches that are turned back more often than turned that way at the end."""
    counts = corpus.counts(SWITCHED)
    return frozenset(switch for switch, count in counts.items() if count > counts.get(_back(switch), 0))


def _back(switch: tuple[str, ...]) -> tuple[str, ...]:
    cmdlet, parameter, value = switch
    return cmdlet, parameter, _TURNED[value]


def _switches(code: str) -> tuple[Switch, ...]:
    """The parameters that a command sets to `$true` or `$false`."""
    found: list[Switch] = []
    cmdlet = parameter = ""
    for token in commands.tokens(commands.mended(code), "powershell"):
        value = token.value.casefold()
        if token.kind == "command":
            cmdlet, parameter = value, ""
        elif token.kind == "parameter":
            parameter = value.strip("-:")
        elif token.kind == "variable" and value in _TURNED and cmdlet and parameter:
            found.append((cmdlet, parameter, value))
    return tuple(found)
