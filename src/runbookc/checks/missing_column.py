"""TBL007."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.dependency_columns import without_dependencies
from runbookc.checks.evidence import lacking
from runbookc.checks.places import table_place
from runbookc.model.runbook import Runbook


@rule(
    "TBL007",
    level="note",
    title="missing-column",
    message="{place} says nothing of dependencies in this edition",
)
def missing_column(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A probe table says nothing of dependencies, though the other editions' tables do.

    Why: dependencies tell where else to look when a probe fails. The column is one fault, however
    many cells it has.

    Bad:  the table of en-US has the columns probe, health set and monitors only.
    Good: every edition has the column.
    """
    without = without_dependencies(runbook)
    place = table_place(runbook)
    having = tuple(locale for locale in place.locales if locale not in without)
    verdict, _, confidence = lacking(having, without, runbook.reference_locale)
    for locale in sorted(without) if verdict != "extra" else ():
        yield Drift(locale=locale, at=place, agreeing=having, confidence=confidence)
