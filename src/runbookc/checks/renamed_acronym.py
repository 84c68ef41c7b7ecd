"""TRM004."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.acronyms import renamed
from runbookc.model.runbook import Runbook


@rule(
    "TRM004",
    level="warning",
    title="renamed-acronym",
    message="{place} says {actual} where other editions have {what}; elsewhere this language has {expected}",
)
def renamed_acronym(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """What an acronym of the other editions stands for has another name than everywhere else.

    Why: the acronym was taken for another one: CAS for "certificate authority".

    Bad:  "serveurs d'autorités de certification" in fr-FR where the others have CAS, and fr-FR itself
          says "serveur d'accès au client" elsewhere.
    Good: "serveurs d'accès au client".
    """
    for one in renamed(runbook, corpus):
        yield Drift(
            locale=one.locale,
            at=one.segment.at,
            line=one.segment.lines[one.locale],
            expected=one.expected,
            actual=one.actual,
            what=one.acronym,
            agreeing=one.agreeing,
            confidence=0.8,
        )
