"""TBL008."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from runbookc.checks import Corpus, Drift, Place, places, rule
from runbookc.checks.cells import damage, deviating
from runbookc.checks.evidence import NOTHING
from runbookc.checks.knowledge import known, support
from runbookc.model.runbook import Monitor, Probe, Runbook

_WORDS = {"translated": "is translated", "damaged": "is damaged", "another": "is another one"}


@rule(
    "TBL008",
    level="error",
    title="cell-identifier",
    message="the {what} in {place}: {actual} instead of {expected}",
)
def cell_identifier(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """An identifier in a cell of the probe table is translated, damaged or another one.

    Why: the cmdlets print and take the identifier; a translated one finds nothing.

    Bad:  `Surveillance de PopCTP` in fr-FR where the others have `PopCTPMonitor`.
    Good: `PopCTPMonitor` in every edition.
    """
    prove = support(runbook, corpus)
    health_sets = known(runbook).health_sets

    def drifts(place: Place, texts: Mapping[str, str], agreed: str | None, column: str) -> Iterator[Drift]:
        def rank(name: str) -> int:
            misplaced = column == "monitor" and name.casefold() in health_sets
            return NOTHING if misplaced else prove(name)

        for side in deviating(texts, agreed, runbook.reference_locale, rank):
            if column == "monitor" and side.actual.casefold() in health_sets:
                continue  # told by its own rule
            yield Drift(
                locale=side.locale,
                at=place,
                expected=side.expected,
                actual=side.actual,
                agreeing=side.agreeing,
                what=f"{column} {_WORDS[damage(side.actual, side.expected)]}",
                confidence=side.confidence,
            )

    for place in places(runbook):
        if isinstance(place.element, Probe):
            probe = place.element
            yield from drifts(place, probe.text, probe.id, "probe")
            yield from drifts(place, probe.health_set_text, probe.health_set, "health set")
        elif isinstance(place.element, Monitor):
            yield from drifts(place, place.element.text, place.element.id, "monitor")
