"""TRM005."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.termbase import deviations
from runbookc.model.runbook import Runbook


@rule(
    "TRM005",
    level="warning",
    title="forbidden-term",
    message="{place} says {actual} for {what}; the termbase has {expected}",
)
def forbidden_term(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """A text has a term that the termbase of the configuration forbids.

    Why: the team has agreed on one name for one thing.

    Bad:  "serveur de base de données" where the termbase has "serveur de boîtes aux lettres" for
          Mailbox server, and forbids the other.
    Good: "serveur de boîtes aux lettres".
    """
    for one in deviations(runbook, corpus):
        if one.actual is not None:
            yield Drift(
                locale=one.locale,
                at=one.segment.at,
                line=one.segment.lines[one.locale],
                expected=one.expected,
                actual=one.actual,
                what=one.concept,
                agreeing=(),
                confidence=0.95,
            )
