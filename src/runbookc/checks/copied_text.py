"""TXT006."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.untranslated import foreign_texts
from runbookc.model.runbook import Runbook


@rule(
    "TXT006",
    level="warning",
    title="copied-text",
    message="{place} is the same as in {what}, untranslated: {actual}",
)
def copied_text(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """A whole text is copied from an edition in another language.

    Why: it was left untranslated. A text that is all names and commands is the same in every language
    and is no copy; nor is one that most editions share.

    Bad:  "Restart the Microsoft Exchange POP3 service." in it-IT, as in en-US.
    Good: "Riavviare il servizio POP3 di Microsoft Exchange."
    """
    for one in foreign_texts(runbook, corpus):
        if one.sense == "copied":
            yield Drift(
                locale=one.locale,
                at=one.segment.at,
                line=one.segment.lines[one.locale],
                actual=one.text,
                what=one.source,
                level="note" if one.quoted else None,
                agreeing=tuple(
                    locale for locale in one.segment.texts if locale not in (one.locale, one.source)
                ),
                confidence=0.9,
            )
