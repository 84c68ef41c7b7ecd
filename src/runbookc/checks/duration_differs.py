"""NUM002."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule, segments
from runbookc.checks.figures import duration_words, durations, numbers
from runbookc.checks.multisets import differences
from runbookc.model.runbook import Runbook


@rule(
    "NUM002",
    level="error",
    title="duration-differs",
    message="{place} says {actual} where other editions say {expected}",
)
def duration_differs(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A duration has another unit than in the other editions.

    Why: ten seconds are no ten minutes. (When the number itself differs, NUM001 says so.)

    Bad:  "10 Sekunden" in de-DE, "10 minutes" in en-US.
    Good: minutes in every edition; 1 hour and 60 minutes are the same.
    """
    for segment in segments(runbook):
        if len(segment.texts) < 2:
            continue
        texts = segment.texts
        said = {locale: durations(text, locale) for locale, text in texts.items()}
        if len(set(said.values())) < 2:
            continue
        counts = {locale: Counter(own) for locale, own in said.items()}
        found = differences(counts, reference=runbook.reference_locale, alike=lambda *_: True)
        for one in found:
            if one.actual is None or one.expected is None or not one.agreeing:
                continue
            own, witness = one.locale, one.agreeing[0]
            if {key for key, _ in numbers(texts[own], own)} != {
                key for key, _ in numbers(texts[witness], witness)
            }:
                continue
            yield Drift(
                locale=own,
                at=segment.at,
                line=segment.lines.get(own),
                expected=duration_words(texts[witness], witness, one.expected),
                actual=duration_words(texts[own], own, one.actual),
                agreeing=one.agreeing,
                confidence=one.confidence,
            )
