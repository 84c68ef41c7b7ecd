"""TRM003."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.renderings import mixed
from runbookc.model.runbook import Runbook


@rule(
    "TRM003",
    level="note",
    title="mixed-terms",
    message="the article has two words for one thing: {what}",
)
def mixed_terms(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """An edition has two words for what the other editions call by one.

    Why: the reader cannot know that both are the same thing. One finding for each pair of words, where
    the rarer one stands first; which words render one term is learned from the whole input.

    Bad:  it-IT says "set di integrità" 12 times and "impostazione di integrità" 5 times.
    Good: one of them.
    """
    for one in mixed(runbook, corpus):
        many, few = one.counts
        yield Drift(
            locale=one.pair.locale,
            at=one.segment.at,
            line=one.segment.lines[one.pair.locale],
            expected=one.usual,
            actual=one.actual,
            what=f"{one.usual} ({many} times), {one.actual} ({few} times)",
            agreeing=(),
            confidence=0.6,
        )
