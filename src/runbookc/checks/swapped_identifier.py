"""IDN001."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.identity import deviations
from runbookc.model.runbook import Runbook

_DOUBTFUL = 0.5
"""An acronym may be another one in another language."""


@rule(
    "IDN001",
    level="error",
    title="swapped-identifier",
    message="{place} names {actual} where other editions name {expected}",
)
def swapped_identifier(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """A text names another identifier than the other editions: another probe, pool, service, host or path.

    Why: the reader acts on the wrong thing.

    Bad:  `MSExchangeAutodiscoverAppPool` in it-IT, `MSExchangeOWAAppPool` elsewhere.
    Good: `MSExchangeOWAAppPool` in every edition.
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
                what=one.kind,
                confidence=_DOUBTFUL if one.kind == "acronym" else one.difference.confidence,
                level="note" if one.kind == "acronym" else None,
            )
