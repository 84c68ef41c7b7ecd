"""TXT005."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.untranslated import foreign_texts
from runbookc.model.runbook import Runbook


@rule(
    "TXT005",
    level="warning",
    title="foreign-text",
    message="{place} has a sentence in the language of {what}: {actual}",
)
def foreign_text(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """A sentence is in the language of another edition.

    Why: the reader may not understand it. Which words belong to which locale is learned from the input
    itself; names and commands do not count.

    Bad:  "Si la sonde échoue, restart the server and run the probe again." in fr-FR.
    Good: "Si la sonde échoue, redémarrez le serveur et réexécutez la sonde."
    """
    for one in foreign_texts(runbook, corpus):
        if one.sense == "foreign":
            yield Drift(
                locale=one.locale,
                at=one.segment.at,
                line=one.segment.lines[one.locale],
                actual=one.text,
                what=one.source,
                level="note" if one.quoted else None,
                agreeing=tuple(locale for locale in one.segment.texts if locale != one.locale),
                confidence=0.85,
            )
