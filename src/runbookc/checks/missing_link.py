"""LNK002."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.links import Deviation, deviations
from runbookc.model.runbook import Runbook


@rule(
    "LNK002",
    level="warning",
    title="missing-link",
    message="{place} lacks the link to {expected} that other editions have",
)
def missing_link(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """A link that the other editions have is missing.

    Why: "see Starting and stopping the services" without a link leaves the reader to search.

    Bad:  it-IT names the article, the other editions link to it.
    Good: every edition links to it.
    """
    missing: dict[tuple[str, str], list[Deviation]] = {}
    for one in deviations(runbook, corpus):
        if not one.side.actual:
            missing.setdefault((one.place.id, one.side.locale), []).append(one)
    for (_, locale), links in missing.items():
        yield Drift(
            locale=locale,
            at=links[0].place,
            expected=", ".join(link.expected or "" for link in links),
            agreeing=links[0].side.agreeing,
            confidence=links[0].side.confidence,
        )
