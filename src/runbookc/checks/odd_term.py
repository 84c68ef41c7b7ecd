"""TRM001."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.terms import odd_terms
from runbookc.model.runbook import Runbook


@rule(
    "TRM001",
    level="warning",
    title="odd-term",
    message="{place} says {actual}; for what the other editions say, this language has {expected} elsewhere",
)
def odd_term(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """A term is rendered by a word that means something else everywhere else in that language.

    Why: the reader looks at the wrong thing: a database server is no mailbox server. Which words stand
    for which is learned from the sentences of the whole input, not from a dictionary. Where all other
    editions agree on a term of many sentences, and a word stands in its seat that nothing in them answers
    to, it is a warning; with less evidence a note.

    Bad:  fr-FR says "serveur de base de données" in one sentence, where the other editions say what
          it calls "serveur de boîtes aux lettres" everywhere else.
    Good: one word for one thing.
    """
    for odd in odd_terms(runbook, corpus):
        yield Drift(
            locale=odd.locale,
            at=odd.segment.at,
            line=odd.segment.lines[odd.locale],
            expected=odd.expected,
            actual=odd.actual,
            agreeing=odd.agreeing,
            level=None if odd.clear else "note",
            confidence=0.8 if odd.clear else 0.6,
        )
