"""NUM001."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from runbookc.checks import Corpus, Drift, Segment, rule, segments
from runbookc.checks.figures import has_number_words, number_words, numbers
from runbookc.checks.multisets import Fact, differences
from runbookc.checks.places import Row
from runbookc.model.runbook import Paragraph, Runbook


class _Swap(NamedTuple):
    """One number for another."""

    fact: Fact
    expected: str | None
    """As it is written."""
    actual: str | None
    is_in_words: bool


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
        for one in _of_row(segment.row, runbook.reference_locale):
            if one.is_in_words or not _is_citation(segment, one.fact):
                yield Drift(
                    locale=one.fact.locale,
                    at=segment.at,
                    line=segment.lines.get(one.fact.locale),
                    expected=one.expected,
                    actual=one.actual,
                    agreeing=one.fact.agreeing,
                    confidence=one.fact.confidence,
                )


@lru_cache(maxsize=4096)
def _of_row(row: Row, reference: str | None) -> tuple[_Swap, ...]:
    """The numbers in which texts differ."""
    found = {locale: numbers(text, locale) for locale, text in row}
    figures = _swapped(found, reference) if _differ(found) else ()
    told = {(one.locale, one.actual) for one in figures}
    said = {locale: number_words(text, locale) for locale, text in row if has_number_words(locale)}
    both = {locale: (*own, *found[locale]) for locale, own in said.items()}
    in_words = tuple(
        one
        for one in (_swapped(both, reference) if _differ(said) else ())
        if _is_in_words(one, said) and (one.locale, one.actual) not in told
    )
    return (
        *(_swap(one, found, is_in_words=False) for one in figures),
        *(_swap(one, both, is_in_words=True) for one in in_words),
    )


def _differ(found: Found) -> bool:
    """Whether an edition has other numbers, in any order, than another."""
    return len(set(found.values())) > 1 and (
        len({tuple(sorted(key for key, _ in own)) for own in found.values()}) > 1
    )


def _swapped(found: Found, reference: str | None) -> tuple[Fact, ...]:
    counts = {locale: Counter(key for key, _ in own) for locale, own in found.items()}
    facts = differences(counts, reference=reference, alike=_same_kind)
    return tuple(one for one in facts if one.actual is not None and one.expected is not None)


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


def _swap(one: Fact, found: Found, *, is_in_words: bool) -> _Swap:
    witness = one.agreeing[0] if one.agreeing else one.locale
    return _Swap(
        one,
        dict(found.get(witness, ())).get(one.expected or "", one.expected),
        dict(found[one.locale]).get(one.actual or "", one.actual),
        is_in_words,
    )


def _same_kind(key: str, other: str) -> bool:
    """A date for a date, a time for a time, a number for a number."""
    return _kind(key) == _kind(other)


def _kind(key: str) -> str:
    return next((mark for mark in "/:" if mark in key), "")
