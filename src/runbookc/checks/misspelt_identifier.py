"""IDN005."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule, segments
from runbookc.checks.identity import names
from runbookc.checks.knowledge import NAMES, known, spellings
from runbookc.checks.names_in_commands import all_properties
from runbookc.checks.near_misses import nearest
from runbookc.model.runbook import Runbook


@rule(
    "IDN005",
    level="error",
    title="misspelt-identifier",
    message="{place} has {actual}, which is nearly {expected}",
)
def misspelt_identifier(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """A name in a text is nearly one of the article's table or commands, and stands nowhere else.

    Why: it is a slip of the pen, and nobody finds the probe or service under that name. This is seen
    in a single edition too; when every edition has it, the source had it.

    Bad:  the text says `PopCTPMonitr`, the table lists `PopCTPMonitor`.
    Good: both say `PopCTPMonitor`.
    """
    proved = known(runbook)
    meant = spellings(runbook)
    counts = corpus.counts(NAMES)
    for segment in segments(runbook):
        found = {locale: names(text) for locale, text in sorted(segment.texts.items())}
        keys = {name.key for own in found.values() for name in own}
        for locale, own in found.items():
            for name in own:
                if name.kind != "name" or proved.rank(name.key) or counts.get((name.written,), 0) > 1:
                    continue
                if name.key in all_properties():
                    continue
                expected = nearest(name.written, meant)
                if expected is None or expected.casefold() in keys:
                    continue  # another edition has it right: that is drift, and told as such
                yield Drift(
                    locale=locale,
                    at=segment.at,
                    line=segment.lines.get(locale),
                    expected=expected,
                    actual=name.written,
                    agreeing=(),
                    confidence=0.85,
                )
