"""TRM003."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.renderings import mixed
from runbookc.model.runbook import Runbook


@rule(
    "TRM003",
    level="warning",
    title="mixed-terms",
    message="the article has two names for one thing: {expected} and, less often, {actual}",
)
def mixed_terms(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """An edition has two names for what the other editions call by one.

    Why: the reader cannot know that both are the same thing. One finding for each pair of names, where
    the rarer one stands first; which names render one term is learned from the whole input. A name that
    stands only once is a note.

    Bad:  it-IT says "set di integrità" 12 times and "impostazione di integrità" 5 times.
    Good: one of them.
    """
    for one in mixed(runbook, corpus):
        yield Drift(
            locale=one.pair.locale,
            at=one.segment.at,
            line=one.segment.lines[one.pair.locale],
            expected=one.usual,
            actual=one.actual,
            agreeing=(),
            level=None if one.clear else "note",
            confidence=0.8 if one.clear else 0.6,
        )
