"""TXT003."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.sentence_counts import uneven
from runbookc.model.runbook import Runbook

_SURE = 0.85
"""Below it the paragraph may as well have been rewritten."""


@rule("TXT003", level="warning", title="missing-sentence", message="{place} lacks a sentence: {expected}")
def missing_sentence(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """A paragraph lacks a sentence that it has in the other editions.

    Why: a condition, a warning or a wait is lost, and nothing looks wrong. Sentences are laid beside
    each other by length and by words; two that were merged into one are not missed. Where the paragraph
    may have been rewritten it is a note.

    Bad:  "Restart the server. Wait 10 minutes." in en-US, it-IT and pt-BR; "Redémarrez le serveur." in
          fr-FR.
    Good: "Redémarrez le serveur. Patientez 10 minutes."
    """
    for one in uneven(runbook, corpus):
        if one.sense == "missing":
            yield Drift(
                locale=one.locale,
                at=one.segment.at,
                line=one.segment.lines[one.locale],
                expected=one.text,
                agreeing=one.agreeing,
                level=None if one.confidence >= _SURE else "note",
                confidence=one.confidence,
            )
