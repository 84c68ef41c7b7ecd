"""TXT004."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.sentence_counts import uneven
from runbookc.model.runbook import Runbook


@rule("TXT004", level="note", title="extra-sentence", message="{place} has a sentence {what}: {actual}")
def extra_sentence(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """A paragraph has a sentence that it lacks in the other editions, or says one twice.

    Why: either the others are out of date, or something was left in here; said twice, it is a slip
    and a warning.

    Bad:  "Redémarrez le serveur. Redémarrez le serveur." in fr-FR, "Restart the server." in en-US.
    Good: "Redémarrez le serveur."
    """
    for one in uneven(runbook, corpus):
        if one.sense == "extra":
            yield Drift(
                locale=one.locale,
                at=one.segment.at,
                line=one.segment.lines[one.locale],
                actual=one.text,
                agreeing=one.agreeing,
                what="twice" if one.twice else "that the other editions lack",
                level="warning" if one.twice else None,
                confidence=one.confidence,
            )
