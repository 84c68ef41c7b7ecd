"""NUM001."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from runbookc.checks import Corpus, Drift, Segment, rule, segments
from runbookc.checks.figures import has_number_words, number_words, numbers
from runbookc.checks.multisets import Fact, differences
from runbookc.model.runbook import Paragraph, Runbook

Found = Mapping[str, tuple[tuple[str, str], ...]]
"""Locale to key and spelling of each number."""


@rule(
    "NUM001",
    level="error",
    title="number-differs",
    message="{place} says {actual} where other editions say {expected}",
)
def number_differs(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A number, date, time or version differs from the other editions.

    Why: a threshold, a port or a time to wait is a fact, and no language has its own. Digits,
    separators and the order of day and month may differ; a number that is written as a word is no
    difference, another word is.

    Bad:  "attendez 20 minutes" in fr-FR, "wait 10 minutes" elsewhere.
    Good: 10 in every edition.
    """
    for segment in segments(runbook):
        if len(segment.texts) > 1:
            yield from _of_segment(runbook, segment)


def _of_segment(runbook: Runbook, segment: Segment) -> Iterator[Drift]:
    found = {locale: numbers(text, locale) for locale, text in segment.texts.items()}
    told: set[tuple[str, str]] = set()
    if _differ(found):
        for one in _swapped(runbook, found):
            told.add((one.locale, one.actual or ""))
            if not _is_citation(segment, one):
                yield _drift(segment, one, found)
    said = {
        locale: number_words(text, locale)
        for locale, text in segment.texts.items()
        if has_number_words(locale)
    }
    if _differ(said):
        both = {locale: (*own, *found[locale]) for locale, own in said.items()}
        for one in _swapped(runbook, both):
            if _is_in_words(one, said) and (one.locale, one.actual or "") not in told:
                yield _drift(segment, one, both)


def _differ(found: Found) -> bool:
    """Whether an edition has other numbers, in any order, than another."""
    return len(set(found.values())) > 1 and (
        len({tuple(sorted(key for key, _ in own)) for own in found.values()}) > 1
    )


def _swapped(runbook: Runbook, found: Found) -> Iterator[Fact]:
    counts = {locale: Counter(key for key, _ in own) for locale, own in found.items()}
    for one in differences(counts, reference=runbook.reference_locale, alike=_same_kind):
        if one.actual is not None and one.expected is not None:
            yield one


def _is_citation(segment: Segment, one: Fact) -> bool:
    """Whether both numbers lead to one step: this edition, which lacks a step before it, counts otherwise."""
    element = segment.at.element
    return isinstance(element, Paragraph) and any(
        reference.kind == "step"
        and reference.text.get(one.locale) == one.actual
        and any(reference.text.get(other) == one.expected for other in one.agreeing)
        for reference in element.references
    )


def _is_in_words(one: Fact, said: Found) -> bool:
    """Whether both numbers are said in words: here the one, in an agreeing edition the other."""
    return any(key == one.actual for key, _ in said[one.locale]) and any(
        key == one.expected for other in one.agreeing for key, _ in said[other]
    )


def _drift(segment: Segment, one: Fact, found: Found) -> Drift:
    spelt = {locale: dict(own) for locale, own in found.items()}
    witness = one.agreeing[0] if one.agreeing else one.locale
    return Drift(
        locale=one.locale,
        at=segment.at,
        line=segment.lines.get(one.locale),
        expected=spelt.get(witness, {}).get(one.expected or "", one.expected),
        actual=spelt[one.locale].get(one.actual or "", one.actual),
        agreeing=one.agreeing,
        confidence=one.confidence,
    )


def _same_kind(key: str, other: str) -> bool:
    """A date for a date, a time for a time, a number for a number."""
    return _kind(key) == _kind(other)


def _kind(key: str) -> str:
    return next((mark for mark in "/:" if mark in key), "")
