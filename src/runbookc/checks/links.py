"""Where editions link to different places from one paragraph.

Addresses of different kinds (a topic's number in a library, a page of a site, a file's name) may well be
the same article. They are compared only when the edition has the same addresses as the others otherwise,
or when the rest of the input shows what this address and that of the others stand for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

import msgspec

from runbookc.checks.corpus import Corpus, Observed
from runbookc.checks.evidence import Side, majority, settle
from runbookc.checks.places import Place, once_per_runbook, places
from runbookc.checks.registry import observer
from runbookc.lowering.links import neutral
from runbookc.model.runbook import Link, Paragraph, Runbook

LINKED = "links beside each other"
"""Observer: (locale, its target, the target of most others), where these are of different kinds."""

_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_SEVERAL = 2
_RATIO = 4


class Deviation(msgspec.Struct, frozen=True, kw_only=True):
    """An edition's link that leads elsewhere, or is missing."""

    place: Place
    side: Side[str]
    """Targets in neutral form; an empty `actual` is a link that is missing."""
    actual: str | None
    """The address as written."""
    expected: str | None


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    """One place for a link in a paragraph."""

    place: Place
    stated: dict[str, str]
    """Locale to neutral target; empty where there is none."""


@once_per_runbook
def deviations(runbook: Runbook, corpus: Corpus) -> tuple[Deviation, ...]:
    """All deviating links, in reading order."""
    found: list[Deviation] = []
    for row in _rows(runbook):
        for side in _sides(row, runbook.reference_locale):
            if side.expected is None:
                continue
            links = row.place.element.links
            actual = _href(links, side.actual, side.locale)
            expected = _href(links, side.expected, side.agreeing[0])
            if (
                _is_of_one_kind(actual, expected)
                or (not _is_documentation(actual, expected) and _is_parallel(side, _same(runbook)))
                or _is_another(side, corpus.counts(LINKED))
            ):
                found.append(Deviation(place=row.place, side=side, actual=actual, expected=expected))
    return tuple(found)


def _sides(row: _Row, reference: str | None) -> Iterator[Side[str]]:
    """Who deviates; an edition without a link also when the others have one each, to several addresses."""
    having = tuple(tag for tag, target in row.stated.items() if target)
    decided = settle(row.stated, reference=reference)
    yield from decided
    if all(side.expected is None for side in decided) and 2 * len(having) > len(row.stated):
        witness = reference if reference in having else having[0]
        for tag, target in row.stated.items():
            if not target:
                yield Side(
                    locale=tag,
                    actual="",
                    expected=row.stated[witness],
                    agreeing=(witness, *(other for other in having if other != witness)),
                    confidence=majority(len(having), len(row.stated)),
                    why="majority",
                )


@observer(LINKED)
def observed_links(runbook: Runbook) -> Observed:
    """What each edition links to where most others link to an address of another kind."""
    counts: Observed = Counter()
    for row in _rows(runbook):
        for side in settle(row.stated, reference=runbook.reference_locale):
            if side.actual and side.expected:
                counts[side.locale, side.actual, side.expected] += 1
    return counts


@once_per_runbook
def _rows(runbook: Runbook) -> tuple[_Row, ...]:
    """Targets that all editions of a paragraph have are set aside; the rest is compared place by place,
    where not all editions have the same."""
    found: list[_Row] = []
    for place in places(runbook):
        if isinstance(place.element, Paragraph) and place.element.links and len(place.locales) > 1:
            targets = _targets(place)
            first = targets[place.locales[0]]
            if any(own != first for own in targets.values()):
                found.extend(_Row(place=place, stated=stated) for stated in _beside(targets))
    return tuple(found)


def _beside(targets: Mapping[str, Counter[str]]) -> Iterator[dict[str, str]]:
    """Locale to target, place by place: where most link to one target, what the others have instead; then
    what is left, in order."""
    linking = [own for own in targets.values() if own]
    holders = Counter(target for own in linking for target in own)
    common = [target for target, count in holders.items() if 2 * count > len(linking) > 1]
    rest = {tag: list((own - Counter(common)).elements()) for tag, own in sorted(targets.items())}
    for target in common:
        if any(target not in own for own in targets.values()):
            yield {tag: target if target in targets[tag] else _first(rest[tag]) for tag in rest}
    for position in range(max(map(len, rest.values()))):
        yield {tag: own[position] if position < len(own) else "" for tag, own in rest.items()}


def _first(targets: list[str]) -> str:
    return targets.pop(0) if targets else ""


def _targets(place: Place) -> dict[str, Counter[str]]:
    links: tuple[Link, ...] = place.element.links
    return {
        locale: Counter(neutral(link.href[locale]) for link in links if locale in link.href)
        for locale in place.locales
    }


@once_per_runbook
def _same(runbook: Runbook) -> Mapping[tuple[str, str], tuple[int, int]]:
    """For two locales: how many links of the article are the same in both, and how many are not."""
    same: Counter[tuple[str, str]] = Counter()
    other: Counter[tuple[str, str]] = Counter()
    for place in places(runbook):
        if isinstance(place.element, Paragraph) and place.element.links and len(place.locales) > 1:
            for (left, own), (right, theirs) in combinations(_targets(place).items(), 2):
                common = own.total() if own == theirs else (own & theirs).total()
                same[left, right] += common
                other[left, right] += min(own.total(), theirs.total()) - common
    return {
        pair: (same[left, right], other[left, right])
        for left, right in same
        for pair in ((left, right), (right, left))
    }


def _is_parallel(side: Side[str], same: Mapping[tuple[str, str], tuple[int, int]]) -> bool:
    """Whether the edition has the same addresses as those that agree, nearly everywhere."""
    if len(side.agreeing) < _SEVERAL:
        return False
    rates = [same.get((side.locale, other), (0, 0)) for other in side.agreeing]
    return all(alike >= _SEVERAL and alike >= _RATIO * (unlike - 1) for alike, unlike in rates)


def _is_another(side: Side[str], linked: Mapping[tuple[str, ...], int]) -> bool:
    """Whether the edition's language links to something else wherever the others link to this."""
    once = linked.get((side.locale, side.actual, side.expected or ""), 0) <= 1
    if not once or len(side.agreeing) < _SEVERAL:
        return False
    return any(
        count >= _SEVERAL and locale == side.locale and there == side.expected and here != side.actual
        for (locale, here, there), count in linked.items()
    )


def _href(links: tuple[Link, ...], target: str, locale: str) -> str | None:
    written = (link.href[locale] for link in links if locale in link.href)
    return next((href for href in written if neutral(href) == target), None)


def _is_of_one_kind(href: str | None, other: str | None) -> bool:
    return href is None or other is None or _space(href) == _space(other)


def _is_documentation(href: str | None, other: str | None) -> bool:
    """A topic's number and the page that it has become, on one maker's sites."""
    kinds = {_space(each or "") for each in (href, other)}
    return kinds == {"library", "web"}


def _space(href: str) -> str:
    if not _ABSOLUTE.match(href):
        return "#" if href.startswith("#") else "file"
    head, slash, _ = neutral(href).partition("/")
    return head if slash and head in ("library", "fwlink") else "web"
