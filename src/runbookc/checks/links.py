"""Where editions link to different places from one paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from runbookc.checks.evidence import Side, settle
from runbookc.checks.places import Place, once_per_runbook, places
from runbookc.lowering.links import neutral
from runbookc.model.runbook import Link, Paragraph, Runbook

_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


class Deviation(msgspec.Struct, frozen=True, kw_only=True):
    """An edition's link that leads elsewhere, or is missing."""

    place: Place
    side: Side[str]
    """Targets in neutral form; an empty `actual` is a link that is missing."""
    actual: str | None
    """The address as written."""
    expected: str | None


@once_per_runbook
def deviations(runbook: Runbook) -> tuple[Deviation, ...]:
    """All deviating links, in reading order."""
    found: list[Deviation] = []
    for place in places(runbook):
        if isinstance(place.element, Paragraph) and place.element.links and len(place.locales) > 1:
            found.extend(_of_paragraph(runbook, place, place.element.links))
    return tuple(found)


def _of_paragraph(runbook: Runbook, place: Place, links: tuple[Link, ...]) -> Iterator[Deviation]:
    """Targets that all editions have are set aside; the rest is compared place by place."""
    targets = {
        locale: Counter(neutral(link.href[locale]) for link in links if locale in link.href)
        for locale in place.locales
    }
    shared = Counter(next(iter(targets.values())))
    for own in targets.values():
        shared &= own
    left = {locale: list((Counter(own) - shared).elements()) for locale, own in sorted(targets.items())}
    for position in range(max(map(len, left.values()))):
        stated = {locale: own[position] if position < len(own) else "" for locale, own in left.items()}
        yield from _settled(runbook, place, stated, links)


def _settled(
    runbook: Runbook, place: Place, stated: Mapping[str, str], links: tuple[Link, ...]
) -> Iterator[Deviation]:
    for side in settle(stated, reference=runbook.reference_locale):
        if side.expected is None:
            continue
        actual = _href(links, side.actual, side.locale)
        expected = _href(links, side.expected, side.agreeing[0])
        if _comparable(actual, expected):
            yield Deviation(place=place, side=side, actual=actual, expected=expected)


def _href(links: tuple[Link, ...], target: str, locale: str) -> str | None:
    written = (link.href[locale] for link in links if locale in link.href)
    return next((href for href in written if neutral(href) == target), None)


def _comparable(href: str | None, other: str | None) -> bool:
    """Whether two addresses are of one kind: a topic's number in a library, a page of a site and a
    file's name may well be the same article."""
    return href is None or other is None or _space(href) == _space(other)


def _space(href: str) -> str:
    if not _ABSOLUTE.match(href):
        return "#" if href.startswith("#") else "file"
    head, slash, _ = neutral(href).partition("/")
    return head if slash and head in ("library", "fwlink") else "web"
