"""POL001."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.conditions import Turned, turned
from runbookc.model.finding import Level
from runbookc.model.runbook import Runbook


@rule(
    "POL001",
    level="error",
    title="turned-condition",
    message="{place} says {actual} where other editions say {expected}: the opposite ({what})",
)
def turned_condition(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """A sentence says the opposite of what it says in the other editions.

    Why: healthy for unhealthy, fails for succeeds, before for after: the operator takes the wrong
    branch. A sentence that merely lacks or has a negation is a note: languages negate in too many ways.
    For languages with word lists the lists decide; for the others, the words that go with either side in
    the rest of the input (projection): then it is a warning. The finding says which.

    Bad:  "si la sonde réussit" in fr-FR where the others say "if the probe fails".
    Good: "si la sonde échoue".
    """
    for one in turned(runbook, corpus):
        yield Drift(
            locale=one.locale,
            at=one.segment.at,
            line=one.segment.lines[one.locale],
            expected=one.expected,
            actual=one.actual,
            agreeing=one.agreeing,
            what=f"by {one.found}",
            level=_level(one),
            confidence=one.confidence,
        )


def _level(one: Turned) -> Level | None:
    if not one.clear:
        return "note"
    return "warning" if one.found == "projection" else None
