"""REF001."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.citations import differing
from runbookc.model.runbook import Paragraph, Runbook

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
    for place in places(runbook):
        if not isinstance(place.element, Paragraph):
            continue
        for reference in place.element.references:
            if reference.kind not in _KINDS or reference.target is not None:
                continue
            for locale, text in sorted(reference.text.items()):
                if (place.id, locale, text) not in told:
                    yield Drift(
                        locale=locale, at=place, actual=text, agreeing=(), what=reference.kind, confidence=0.8
                    )
