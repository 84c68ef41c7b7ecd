"""REV001."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, Place, places, rule, segments
from runbookc.checks.absence import summary
from runbookc.checks.evidence import LIKELY
from runbookc.checks.revisions import Change, changes, rows
from runbookc.model.runbook import Runbook

_DOUBTFUL = 0.4
"""A lone translation that changes has more often mended itself than moved ahead of the others."""


@rule(
    "REV001",
    level="warning",
    title="not-followed",
    message="{place} was changed in {what} since the lock was taken, and this edition did not follow",
)
def not_followed(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """Other editions changed a text since the lock was taken, and this one still has the old text.

    Why: the edition may tell people to do what is no longer right, whatever its dates say.

    Bad:  en-US says "wait 20 minutes" since the last release, it-IT still says "10 minuti".
    Good: it-IT was changed too, and the lock was taken again.
    """
    then = corpus.locked.get(runbook.id)
    if then is None:
        return
    where: dict[str, Place] = {place.id: place for place in places(runbook)}
    where.update((segment.at.id, segment.at) for segment in segments(runbook))
    for change in changes(then, rows(runbook)):
        ahead = _ahead(change, runbook.reference_locale)
        place = where[change.id]
        for locale in change.kept:
            yield Drift(
                locale=locale,
                at=place,
                actual=summary(place.element, locale) or None,
                agreeing=change.changed,
                what=", ".join(change.changed),
                confidence=LIKELY if ahead else _DOUBTFUL,
                level=None if ahead else "note",
            )


def _ahead(change: Change, reference: str | None) -> bool:
    return reference in change.changed or len(change.changed) > len(change.kept)
