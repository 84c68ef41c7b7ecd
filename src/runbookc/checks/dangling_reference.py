"""REF001."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, Place, places, rule
from runbookc.checks.citations import differing, same_words
from runbookc.model.runbook import Paragraph, Reference, Runbook

_KINDS = ("step", "section")


@rule(
    "REF001",
    level="error",
    title="dangling-reference",
    message="{place} refers to {what} {actual}, which this article does not have",
)
def dangling_reference(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A text refers to a step or section that does not exist.

    Why: "as shown in step 2f" stops the reader when there are steps 2a to 2d.

    Bad:  "step 2f of the section Verifying the issue" where that section ends with step 2d.
    Good: "step 2c of the section Verifying the issue".
    """
    told = {(one.place.id, one.locale, one.actual) for one in differing(runbook)}
    places_by_id = {place.id: place for place in places(runbook)}
    for place in places(runbook):
        if not isinstance(place.element, Paragraph):
            continue
        references = place.element.references
        for reference in references:
            if reference.kind not in _KINDS or reference.target is not None:
                continue
            resolved = [one for one in references if one.kind == reference.kind and one.target is not None]
            for locale, text in sorted(reference.text.items()):
                if (place.id, locale, text) in told or _is_shifted(locale, text, resolved, places_by_id):
                    continue
                yield Drift(
                    locale=locale, at=place, actual=text, agreeing=(), what=reference.kind, confidence=0.8
                )


def _is_shifted(locale: str, text: str, resolved: list[Reference], places_by_id: dict[str, Place]) -> bool:
    """Whether the other editions' reference is the same, and it is this edition's place that is gone or
    numbered otherwise: which is told there."""
    for other in resolved:
        at = places_by_id.get(other.target or "")
        if at is not None and locale not in at.locales:
            return True
        if any(same_words(text, words) for words in other.text.values()):
            return True
    return False
