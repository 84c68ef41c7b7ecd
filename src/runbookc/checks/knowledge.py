"""The names that an article proves: by its commands, its table, its titles; and how often others use them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache

import msgspec

from runbookc import commands
from runbookc.checks import evidence
from runbookc.checks.corpus import Corpus, Observed
from runbookc.checks.places import once_per_runbook, places, segments
from runbookc.checks.registry import observer
from runbookc.invariants import invariants
from runbookc.lowering import identifiers
from runbookc.model.runbook import Command, Runbook

NAMES = "names"
"""Observer: identifiers and acronyms, each once for every runbook that has it."""
_OBSERVED = ("identifier", "cmdlet", "acronym")


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """Names of one article, lower case."""

    commanded: frozenset[str]
    """Named by a command."""
    tabled: frozenset[str]
    """Probes, monitors and health sets of the table."""
    titled: frozenset[str]
    probes: dict[str, str]
    """Probe to its spelling in the table."""
    monitors: dict[str, str]
    health_sets: dict[str, str]

    def rank(self, name: str) -> int:
        """The best evidence within the article for `name`, as a rank of `evidence`."""
        folded = name.casefold()
        if folded in self.commanded:
            return evidence.CODE
        if folded in self.tabled:
            return evidence.TABLE
        return evidence.HEADING if folded in self.titled else evidence.NOTHING


@once_per_runbook
def known(runbook: Runbook) -> Known:
    """The names that this article's commands, table and titles agree on."""
    probes = {probe.id.casefold(): probe.id for probe in runbook.probes if probe.id}
    monitors = {monitor.id.casefold(): monitor.id for probe in runbook.probes for monitor in probe.monitors}
    health_sets = {
        name.casefold(): name
        for probe in runbook.probes
        for name in (probe.health_set, *(monitor.health_set for monitor in probe.monitors))
        if name and name.isascii()
    }
    if runbook.health_set and runbook.health_set.isascii():
        health_sets.setdefault(runbook.health_set.casefold(), runbook.health_set)
    return Known(
        commanded=frozenset(_commanded(runbook)),
        tabled=frozenset((*probes, *monitors, *health_sets)),
        titled=frozenset(name.casefold() for section in runbook.sections for name in section.monitors),
        probes=probes,
        monitors=monitors,
        health_sets=health_sets,
    )


def _monitors(runbook: Runbook) -> Iterator[str]:
    """The agreed names of monitors, and those that any edition's cells have; the agreed ones last."""
    for probe in runbook.probes:
        for monitor in probe.monitors:
            for text in monitor.text.values():
                for match in identifiers.tokens(text):
                    if identifiers.names_kind(match[0]) == "monitor":
                        yield match[0]
    yield from (monitor.id for probe in runbook.probes for monitor in probe.monitors)


@once_per_runbook
def spellings(runbook: Runbook) -> tuple[str, ...]:
    """The names that the article's table and commands have, as they are spelt there; words are none."""
    found = {*known(runbook).probes.values(), *known(runbook).monitors.values()}
    found.update(name for name in known(runbook).health_sets.values() if identifiers.is_shaped(name))
    for place in places(runbook):
        if isinstance(place.element, Command) and place.element.purpose != "output":
            facts = commands.analyse(place.element.code, place.element.language)
            found.update(
                part
                for literal in (*facts.literals, *facts.cmdlets)
                for part in literal.split("\\")
                if identifiers.TOKEN.fullmatch(part) and identifiers.is_shaped(part)
            )
    return tuple(sorted(found))


@once_per_runbook
def dotted_names(runbook: Runbook) -> tuple[str, ...]:
    """Health sets with a dot, and the hosts of the article's commands."""
    found = {name for name in known(runbook).health_sets.values() if "." in name}
    for place in places(runbook):
        if isinstance(place.element, Command):
            found.update(commands.analyse(place.element.code, place.element.language).hosts)
    return tuple(sorted(found))


def _commanded(runbook: Runbook) -> set[str]:
    """Values in the commands of the article, in their agreed form, parts of a path each."""
    found: set[str] = set()
    for place in places(runbook):
        if isinstance(place.element, Command) and place.element.purpose != "output":
            facts = commands.analyse(place.element.code, place.element.language)
            for literal in facts.literals:
                found.update(part.casefold() for part in (literal, *literal.split("\\")))
    return found


def support(runbook: Runbook, corpus: Corpus) -> Callable[[str], int]:
    """How well the article, else the corpus, else its own shape, proves a name."""
    names = known(runbook)

    def rank(name: str) -> int:
        best = names.rank(name)
        if best:
            return best
        if corpus.counts(NAMES).get((name,), 0) > 1:
            return evidence.CORPUS
        return evidence.PROSE if name.isascii() and identifiers.is_shaped(name) else evidence.NOTHING

    return rank


@lru_cache(maxsize=16384)
def _named(text: str) -> frozenset[str]:
    return frozenset(one.written for one in invariants(text) if one.kind in _OBSERVED)


@observer(NAMES)
def observed_names(runbook: Runbook) -> Observed:
    """Every identifier of the article, once, as it is spelt."""
    found: set[str] = set()
    for segment in segments(runbook):
        for text in segment.texts.values():
            found.update(_named(text))
    for probe in runbook.probes:
        cells = [*probe.text.values(), *probe.health_set_text.values()]
        cells += [text for monitor in probe.monitors for text in monitor.text.values()]
        for text in cells:
            found.update(match[0] for match in identifiers.tokens(text))
    return Counter((name,) for name in found)
