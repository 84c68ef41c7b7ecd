"""UIL002."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.literals import deviations
from runbookc.model.runbook import Runbook


@rule(
    "UIL002",
    level="error",
    title="swapped-literal",
    message="{place} has the literal {actual} where other editions have {expected}",
)
def swapped_literal(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """A literal is another one than in the other editions.

    Why: the reader takes success for failure, or types what the program does not know.

    Bad:  `Healthy` in zh-CN, `Unhealthy` elsewhere.
    Good: `Unhealthy` in every edition.
    """
    for one in deviations(runbook, corpus):
        if one.sort == "swapped":
            yield Drift(
                locale=one.difference.locale,
                at=one.difference.segment.at,
                line=one.difference.segment.lines.get(one.difference.locale),
                expected=one.expected,
                actual=one.actual,
                agreeing=one.difference.agreeing,
                confidence=one.difference.confidence,
            )
