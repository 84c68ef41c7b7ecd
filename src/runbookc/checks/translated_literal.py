"""UIL001."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.literals import deviations
from runbookc.model.runbook import Runbook


@rule(
    "UIL001",
    level="warning",
    title="translated-literal",
    message="{place}: {actual} stands where other editions keep the literal {expected}",
)
def translated_literal(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """What a shell prints, or a person must type, is translated or left out.

    Why: the reader waits for a word that the cmdlet never prints.

    Bad:  the result is 'Bem-sucedido' in pt-BR, `Succeeded` elsewhere: the cmdlet prints `Succeeded`.
    Good: `Succeeded` in every edition.
    """
    for one in deviations(runbook, corpus):
        if one.sort == "translated":
            yield Drift(
                locale=one.difference.locale,
                at=one.difference.segment.at,
                line=one.difference.segment.lines.get(one.difference.locale),
                expected=one.expected,
                actual=one.actual,
                agreeing=one.difference.agreeing,
                confidence=one.difference.confidence,
            )
