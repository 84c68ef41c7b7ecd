"""STR018."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.evidence import settle
from runbookc.model.runbook import Note, Runbook


@rule(
    "STR018",
    level="warning",
    title="note-severity",
    message="{place} is of kind {actual} here and of kind {expected} in other editions",
)
def note_severity(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A note has another severity than in the other editions, or is no note but part of the text.

    Why: a caution that is announced as a tip, or not at all, is skipped.

    Bad:  `> [!CAUTION]` in en-US, `> [!TIP]` in fr-FR.
    Good: `> [!CAUTION]` in both.
    """
    for place in places(runbook):
        if isinstance(place.element, Note):
            stated = dict.fromkeys(place.element.plain, "text") | place.element.severities
            for side in settle(stated, reference=runbook.reference_locale):
                yield Drift(
                    locale=side.locale,
                    at=place,
                    expected=side.expected,
                    actual=side.actual,
                    agreeing=side.agreeing,
                    confidence=side.confidence,
                )
