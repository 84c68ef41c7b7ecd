"""TRM006."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.termbase import deviations
from runbookc.model.runbook import Runbook


@rule(
    "TRM006",
    level="note",
    title="unused-term",
    message="{place} lacks {expected}, the termbase's name for {what}, which other editions have there",
)
def unused_term(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """A text lacks the term of the termbase where two other editions or more have theirs.

    Why: it may call the thing by another name; or it is a pronoun, and all is well.

    Bad:  "Redémarrez la machine." where en-US and it-IT have the preferred terms for Mailbox server.
    Good: "Redémarrez le serveur de boîtes aux lettres."
    """
    for one in deviations(runbook, corpus):
        if one.actual is None:
            yield Drift(
                locale=one.locale,
                at=one.segment.at,
                line=one.segment.lines[one.locale],
                expected=one.expected,
                what=one.concept,
                agreeing=one.agreeing,
                confidence=0.6,
            )
