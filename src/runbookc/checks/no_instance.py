"""CMD018."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc import commands
from runbookc.checks import Corpus, Drift, Place, places, rule
from runbookc.checks.misspelt_name import has_misspelt_name
from runbookc.checks.variants import deviations
from runbookc.model.runbook import Command, Runbook


@rule(
    "CMD018",
    level="warning",
    title="no-instance",
    message="{place} is no instance of the command before it: {actual} does not fit {expected}",
)
def no_instance(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """An example does not fit the template that it is given for.

    Why: one of the two is wrong, and the reader cannot know which.

    Bad:  `Get-ServerHealth <server> | ?{$_.HealthSetName -eq '<set>'}`, then for example
          `Get-ServerHealth server1 | ?{$_.HealthSet -eq 'POP'}`.
    Good: the example has the template's parameters and properties.
    """
    told = {(one.drift.at.id, one.drift.locale) for one in deviations(runbook)}
    before: Place | None = None
    for place in places(runbook):
        command = place.element
        if not isinstance(command, Command):
            continue
        first, before = before, place
        template = first.element if first and first.step == place.step and place.step else None
        if first is None or not isinstance(template, Command) or not _are_pair(template, command):
            continue
        for locale, code in sorted(command.variants.items()):
            shape = commands.mended(template.variants.get(locale, template.code))
            if (first.id, locale) in told or (place.id, locale) in told:
                continue
            if commands.unify(shape, commands.mended(code)) is None and not any(
                _is_faulty(each, command.language, corpus) for each in (shape, code)
            ):
                yield Drift(locale=locale, at=place, expected=shape, actual=code, agreeing=(), confidence=0.7)


def _is_faulty(code: str, language: str, corpus: Corpus) -> bool:
    """Whether one of the two has a fault of its own, which is told there and is why they do not fit."""
    return not commands.analyse(code, language).parses or has_misspelt_name(code, language, corpus)


def _are_pair(template: Command, example: Command) -> bool:
    """Whether the second is meant as an instance of the first: the same calls, and no placeholders."""
    return (
        template.purpose == "template"
        and not example.placeholders
        and example.language == template.language == "powershell"
        and template.cmdlets == example.cmdlets
        and bool(template.cmdlets)
    )
