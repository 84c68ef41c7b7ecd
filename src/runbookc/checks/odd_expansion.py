"""TRM002."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.expansions import expansions, odd_expansion
from runbookc.model.runbook import Runbook


@rule(
    "TRM002",
    level="warning",
    title="odd-expansion",
    message="{place} explains {what} as {actual}; elsewhere in this language it is {expected}",
)
def odd_expansions(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """An acronym is explained by words that have nothing in common with how it is explained elsewhere.

    Why: one of the two is wrong: CAS is the Client Access server, not a certificate authority.

    Bad:  "servidores de autoridade de certificação (CAS)" in one pt-BR article, "servidor de acesso
          para cliente (CAS)" in the others.
    Good: one meaning for one acronym.
    """
    for one in expansions(runbook):
        found = odd_expansion(one, corpus)
        if found is not None:
            expected, clear = found
            yield Drift(
                locale=one.locale,
                at=one.segment.at,
                line=one.segment.lines[one.locale],
                expected=expected,
                actual=one.words,
                what=one.acronym,
                agreeing=(),
                level=None if clear else "note",
                confidence=0.85 if clear else 0.6,
            )
