"""IDN004."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.identity import deviations
from runbookc.model.runbook import Runbook


@rule(
    "IDN004",
    level="error",
    title="split-identifier",
    message="{place} has {actual} instead of {expected}",
)
def split_identifier(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """A name with a dot has fallen apart at the dot, as if a sentence ended there.

    Why: a host or health set in two pieces cannot be copied, and machine translation then
    translates the second one.

    Bad:  `Server1. contoso.com` in pt-BR, `server1.contoso.com` elsewhere.
    Good: `server1.contoso.com` in every edition.
    """
    for one in deviations(runbook, corpus):
        if one.sort == "split":
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
