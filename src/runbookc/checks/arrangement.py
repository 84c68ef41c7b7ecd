"""Elements that an edition arranges in another way: what alignment says of them, as drifts."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from runbookc.checks.absence import summary
from runbookc.checks.evidence import majority
from runbookc.checks.places import Place, places
from runbookc.checks.registry import Drift
from runbookc.model.runbook import Divergence, Runbook


def arranged(runbook: Runbook, kind: str, elements: Collection[str]) -> Iterator[Drift]:
    """A drift for each divergence of `kind` at an element of one of the kinds `elements`.

    Of an element and what stands in it only the outermost is told.
    """
    where = {place.id: place for place in places(runbook)}
    told: set[tuple[str, str]] = set()
    for one in runbook.divergences:
        place = where.get(one.element)
        if one.kind != kind or place is None or place.kind not in elements:
            continue
        if any(locale == one.locale and one.element.startswith(f"{outer}.") for locale, outer in told):
            continue
        others = tuple(
            locale
            for locale in place.locales
            if locale != one.locale and not _diverges(runbook, one.kind, locale, one.element)
        )
        if others:
            told.add((one.locale, one.element))
            yield _drift(one, place, others)


def _drift(one: Divergence, place: Place, others: tuple[str, ...]) -> Drift:
    return Drift(
        locale=one.locale,
        at=place,
        line=one.span.first,
        actual=summary(place.element, one.locale) or None,
        agreeing=others,
        what=f" (part of {one.other} here)" if one.other and one.kind in ("merged", "nested") else "",
        confidence=majority(len(others), len(others) + 1),
    )


def _diverges(runbook: Runbook, kind: str, locale: str, element: str) -> bool:
    return any(
        other.kind == kind and other.locale == locale and other.element == element
        for other in runbook.divergences
    )
