"""IDN006."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.literals import deviations
from runbookc.model.runbook import Runbook


@rule(
    "IDN006",
    level="error",
    title="swapped-name",
    message="{place} names {actual} where other editions name {expected}",
)
def swapped_name(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """A text names another service or product than the other editions, by a name of several words.

    Why: two services differ by one word, and the reader restarts the wrong one.

    Bad:  **Microsoft Exchange POP3** in zh-CN, **Microsoft Exchange POP3 Backend** elsewhere.
    Good: **Microsoft Exchange POP3 Backend** in every edition.
    """
    for one in deviations(runbook, corpus):
        if one.sort == "name":
            yield Drift(
                locale=one.difference.locale,
                at=one.difference.segment.at,
                line=one.difference.segment.lines.get(one.difference.locale),
                expected=one.expected,
                actual=one.actual,
                agreeing=one.difference.agreeing,
                confidence=one.difference.confidence,
            )
