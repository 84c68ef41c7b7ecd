"""LNK001."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.links import deviations
from runbookc.model.runbook import Runbook


@rule(
    "LNK001",
    level="warning",
    title="link-differs",
    message="{place} links to {actual} where other editions link to {expected}",
)
def link_differs(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """A link leads to another target than in the other editions.

    Why: the reader follows the instructions of another article. Scheme, locale, version, case and
    escapes of an address make no difference.

    Bad:  `…/library/aa997475` in en-US, `…/library/bb124022` in pt-BR.
    Good: both lead to the same topic, each in its language.
    """
    for one in deviations(runbook, corpus):
        if one.side.actual and one.side.expected:
            yield Drift(
                locale=one.side.locale,
                at=one.place,
                expected=one.expected,
                actual=one.actual,
                agreeing=one.side.agreeing,
                confidence=one.side.confidence,
            )
