"""What each edition's paragraph refers to, and where editions refer to different places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from runbookc.checks.evidence import Side, settle
from runbookc.checks.places import Place, once_per_runbook, places
from runbookc.model.runbook import Paragraph, Reference, Runbook

_KINDS = {"step": ("step",), "section": ("section", "table")}
"""What is told, and the kinds of references: the section with the probe table may be meant as the table."""


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """One edition's reference that leads elsewhere than the others'."""

    place: Place
    kind: str
    locale: str
    actual: str
    """As written."""
    expected: str
    """As the agreeing editions write it."""
    side: Side[str]


@once_per_runbook
def differing(runbook: Runbook) -> tuple[Citation, ...]:
    """References whose target differs between editions of one paragraph, in reading order."""
    found: list[Citation] = []
    for place in places(runbook):
        if isinstance(place.element, Paragraph):
            for kind, kinds in _KINDS.items():
                references = [one for one in place.element.references if one.kind in kinds]
                found.extend(_differing(runbook, place, kind, references))
    return tuple(found)


def _differing(runbook: Runbook, place: Place, kind: str, references: list[Reference]) -> Iterator[Citation]:
    """Only editions that refer to as many places are compared: position by position."""
    lists = {
        locale: [one for one in references if locale in one.text and one.found_by.get(locale) != "range"]
        for locale in sorted({locale for one in references for locale in one.text})
    }
    sizes = Counter(map(len, lists.values()))
    if len(lists) < 2 or len({tuple(_target(one) for one in own) for own in lists.values()}) < 2:
        return
    size = min(sizes, key=lambda each: (-sizes[each], each))
    parallel = {locale: _unshared(own, lists) for locale, own in lists.items() if len(own) == size}
    for position in range(max(map(len, parallel.values()), default=0)):
        at = {locale: own[position] for locale, own in parallel.items() if position < len(own)}
        stated = {locale: _target(one) for locale, one in at.items()}
        stated |= {locale: "" for locale in parallel if locale not in at}
        if "" in stated.values():
            continue
        for side in settle(stated, reference=runbook.reference_locale, support=_exists):
            witness = next((at[tag] for tag in side.agreeing if tag in at), None)
            if witness and _is_consequence(runbook, side, witness, at[side.locale]):
                continue
            yield Citation(
                place=place,
                kind=kind,
                locale=side.locale,
                actual=at[side.locale].text[side.locale],
                expected=witness.text[side.agreeing[0]] if witness else "",
                side=side,
            )


def _is_consequence(runbook: Runbook, side: Side[str], witness: Reference, own: Reference) -> bool:
    """Whether the edition lacks the place, or numbers its steps otherwise: which is told there."""
    if same_words(own.text[side.locale], witness.text[side.agreeing[0]]):
        return True
    return any(place.id == witness.target and side.locale not in place.locales for place in places(runbook))


def same_words(text: str, other: str) -> bool:
    """Whether two citations are written alike, but for punctuation: ``2c`` and ``2.C.``."""
    return "".join(filter(str.isalnum, text)).casefold() == "".join(filter(str.isalnum, other)).casefold()


def _unshared(own: list[Reference], lists: dict[str, list[Reference]]) -> list[Reference]:
    """References that not all editions have: those may be paired with one another."""
    return [one for one in own if any(one not in other for other in lists.values())]


def _target(reference: Reference) -> str:
    return reference.target or f"?{min(reference.text.values()).casefold()}"


def _exists(target: str) -> int:
    return 0 if target.startswith("?") else 1
