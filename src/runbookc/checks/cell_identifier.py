"""TBL008."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec

from runbookc.checks import Corpus, Drift, Place, places, rule
from runbookc.checks.cells import damage, deviating
from runbookc.checks.evidence import NOTHING
from runbookc.checks.knowledge import known, support
from runbookc.model.runbook import Monitor, Probe, Runbook, Sources

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
    found = _Cells(support(runbook, corpus), known(runbook).health_sets, runbook.reference_locale)
    for place in places(runbook):
        if isinstance(place.element, Probe):
            probe = place.element
            yield from found.drifts(place, probe.text, probe.id, "probe", probe.text_sources)
            yield from found.drifts(
                place, probe.health_set_text, probe.health_set, "health set", probe.health_set_sources
            )
        elif isinstance(place.element, Monitor):
            monitor = place.element
            yield from found.drifts(place, monitor.text, monitor.id, "monitor", monitor.sources)


class _Cells(msgspec.Struct, frozen=True):
    """What is needed to judge a cell."""

    prove: Callable[[str], int]
    health_sets: Mapping[str, str]
    reference: str | None

    def drifts(
        self, place: Place, texts: Mapping[str, str], agreed: str | None, column: str, sources: Sources
    ) -> Iterator[Drift]:
        def rank(name: str) -> int:
            return NOTHING if self._is_misplaced(name, column) else self.prove(name)

        for side in deviating(texts, agreed, self.reference, rank):
            if self._is_misplaced(side.actual, column):
                continue  # told by its own rule
            yield Drift(
                locale=side.locale,
                at=place,
                line=sources[side.locale].first if side.locale in sources else None,
                expected=side.expected,
                actual=side.actual,
                agreeing=side.agreeing,
                what=f"{column} {_WORDS[damage(side.actual, side.expected)]}",
                confidence=side.confidence,
            )

    def _is_misplaced(self, name: str, column: str) -> bool:
        return column == "monitor" and name.casefold() in self.health_sets
