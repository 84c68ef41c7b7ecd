"""IDN003."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.evidence import HEADING
from runbookc.checks.identity import deviations
from runbookc.model.runbook import Runbook


@rule(
    "IDN003",
    level="warning",
    title="lost-identifier",
    message="{place} does not name {expected}, as the other editions do",
)
def lost_identifier(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """A text does not name an identifier that the other editions name there.

    Why: it was translated, or left out with the part of the sentence that it stands in. (A name that
    neither the table nor a command nor a title of the article has is worth a note only.)

    Bad:  'der Dienst' in de-DE where the others name `MSExchangeMailboxReplication`.
    Good: `MSExchangeMailboxReplication` in every edition.
    """
    for one in deviations(runbook, corpus):
        if one.sort == "lost":
            yield Drift(
                locale=one.difference.locale,
                at=one.difference.segment.at,
                line=one.difference.segment.lines.get(one.difference.locale),
                expected=one.expected,
                actual=one.actual,
                agreeing=one.difference.agreeing,
                what=one.kind,
                confidence=one.difference.confidence,
                level=None if one.proof >= HEADING else "note",
            )
