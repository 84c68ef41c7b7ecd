"""REF005."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.identity import deviations
from runbookc.checks.knowledge import known
from runbookc.checks.near_misses import nearest
from runbookc.lowering.identifiers import humps
from runbookc.model.runbook import Paragraph, Runbook


@rule(
    "REF005",
    level="warning",
    title="unknown-name",
    message="{place} names {actual}, which the probe table does not list{what}",
)
def unknown_name(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """A text names a probe or monitor that the article's probe table does not list.

    Why: the name was copied from another article, or misspelt, and what is said of it helps no one.

    Bad:  "the probe of this monitor is AutodiscoverSelfTestProbe" in an article on another health set.
    Good: the names of the article's own table.
    """
    names = known(runbook)
    if not names.probes and not names.monitors:
        return
    told = {
        (one.difference.segment.at.id, one.difference.locale, one.actual)
        for one in deviations(runbook, corpus)
    }
    listed = (*names.probes.values(), *names.monitors.values())
    titled = {name.casefold() for section in runbook.sections for name in section.monitors}
    for place in places(runbook):
        if not isinstance(place.element, Paragraph):
            continue
        for reference in place.element.references:
            if reference.kind != "monitor" or reference.target is not None:
                continue
            for locale, text in sorted(reference.text.items()):
                if (place.id, locale, text) in told or _is_part(text, listed):
                    continue
                if text.casefold() in titled or text.casefold() in names.tabled:
                    continue  # told at the title, or at the row that has it wrong
                expected = nearest(text, listed)
                yield Drift(
                    locale=locale,
                    at=place,
                    expected=expected,
                    actual=text,
                    agreeing=(),
                    what=f" (it lists {expected})" if expected else "",
                    confidence=0.9 if expected else 0.7,
                )


def _is_part(text: str, listed: tuple[str, ...]) -> bool:
    """Short for a listed name (``SelfTestProbe`` for ``OwaSelfTestProbe``), or one with the parts of a
    listed name in another order, which is told at the title."""
    parts = sorted(humps(text))
    return any(text.casefold() in name.casefold() or sorted(humps(name)) == parts for name in listed)
