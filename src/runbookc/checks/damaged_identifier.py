"""IDN002."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.identity import deviations
from runbookc.model.runbook import Runbook


@rule(
    "IDN002",
    level="error",
    title="damaged-identifier",
    message="{place} has {actual} where other editions have {expected}",
)
def damaged_identifier(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """An identifier is misspelt, or has grown together with the word beside it.

    Why: it cannot be copied, searched for or recognized.

    Bad:  `MSExchangePOP3BEaparecer` in pt-BR, `MSExchangePOP3BE` elsewhere.
    Good: `MSExchangePOP3BE` in every edition.
    """
    for one in deviations(runbook, corpus):
        if one.sort == "damaged":
            yield Drift(
                locale=one.difference.locale,
                at=one.difference.segment.at,
                line=one.difference.segment.lines.get(one.difference.locale),
                expected=one.expected,
                actual=one.actual,
                agreeing=one.difference.agreeing,
                what=one.kind,
                confidence=one.difference.confidence,
                level="warning" if one.kind == "host" else None,
            )
