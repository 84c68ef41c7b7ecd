"""Sentences whose condition one edition turns round."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from runbookc.checks.corpus import Corpus
from runbookc.checks.evidence import lacking, majority, witness
from runbookc.checks.memo import once_per_corpus
from runbookc.checks.parallel import Row, units_of
from runbookc.checks.places import Row as Texts
from runbookc.checks.places import Segment, once_per_runbook, segments
from runbookc.checks.polarity import NEGATION, Reading, has_words, read
from runbookc.checks.projection import Projection, projection
from runbookc.checks.untranslated import foreign_texts
from runbookc.model.runbook import Runbook

_AGREE = 0.75
_OPPOSITE = {"+": "-", "-": "+"}
_Opposed = tuple[str, str, tuple[str, ...], float, bool]
"""What the others say, what this edition says, who agrees, how sure that is, and whether it is clear."""


class Turned(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence that says the opposite of its counterparts."""

    segment: Segment
    locale: str
    condition: str
    expected: str
    """What an edition on the other side says."""
    actual: str
    found: str
    """``word lists`` or ``projection``."""
    agreeing: tuple[str, ...]
    confidence: float
    clear: bool
    """The words say so, not a negation or the lack of a word alone."""


@once_per_runbook
def turned(runbook: Runbook, corpus: Corpus) -> tuple[Turned, ...]:
    """All of one runbook, in reading order; one for each sentence and edition."""
    foreign: dict[str, frozenset[str]] = {}
    for text in foreign_texts(runbook, corpus):
        foreign[text.segment.at.id] = foreign.get(text.segment.at.id, frozenset()) | {text.locale}
    return tuple(
        Turned(
            segment=segment,
            locale=locale,
            condition=condition,
            expected=expected,
            actual=actual,
            found="word lists" if has_words(locale) else "projection",
            agreeing=agreeing,
            confidence=confidence,
            clear=clear,
        )
        for segment in segments(runbook)
        if segment.role == "paragraph" and len(segment.texts) > 1
        for locale, condition, (expected, actual, agreeing, confidence, clear) in _turned(
            corpus, segment.row, foreign.get(segment.at.id, frozenset()), runbook.reference_locale
        )
    )


@once_per_corpus
def _turned(
    corpus: Corpus, texts: Texts, foreign: frozenset[str], reference: str | None
) -> tuple[tuple[str, str, _Opposed], ...]:
    learned = projection(corpus)
    return tuple(
        found
        for unit in units_of(texts)
        for found in _in_row(
            {tag: text for tag, text in unit.texts.items() if tag not in foreign}, learned, reference
        )
    )


def _in_row(row: Row, learned: Projection, reference: str | None) -> Iterator[tuple[str, str, _Opposed]]:
    """Locale, condition and what `_opposed` says, one for each edition."""
    readings = {locale: read(text, locale) for locale, text in row.items() if has_words(locale)}
    stated: dict[str, set[str]] = {}
    for reading in readings.values():
        for condition, side in reading.sides.items():
            stated.setdefault(condition, set()).add(side)
    # An edition with word lists is on the other side of what another one with word lists says.
    disputed = {condition for condition, sides in stated.items() if sides >= {"+", "-"}}
    for locale in row:
        others = {other: reading for other, reading in readings.items() if other != locale}
        for condition in sorted(disputed if locale in readings else stated):
            one = _opposed(condition, locale, row, readings.get(locale), others, learned, reference)
            if one is not None:
                yield locale, condition, one
                break


def _opposed(
    condition: str,
    locale: str,
    row: Row,
    own: Reading | None,
    others: dict[str, Reading],
    learned: Projection,
    reference: str | None,
) -> _Opposed | None:
    """None if what this edition says is not the opposite."""
    stated = {
        other: reading.sides[condition] for other, reading in others.items() if condition in reading.sides
    }
    if condition != NEGATION:
        stated = {other: said for other, said in stated.items() if said in _OPPOSITE}
    side = _agreed(stated, len(others), condition)
    if side is None:
        return None
    agreeing = tuple(other for other, one in stated.items() if one == side)
    if len(agreeing) == 1 and not _is_to_blame(locale, agreeing[0], reference):
        return None
    if any(row[other] == row[locale] for other in agreeing):
        return None
    clear = condition != NEGATION
    if own is None:
        is_plain = all(reading.sides[NEGATION] == "+" for reading in others.values())
        found = learned.opposite(locale, condition, side, row[locale], is_plain=is_plain)
        actual, clear = found if found is not None else (None, False)
    elif condition == NEGATION:
        actual = _plain(locale, row, side, own)
    else:
        actual = own.spoken[condition] if own.sides.get(condition) == _OPPOSITE[side] else None
    if actual is None:
        return None
    said_by = witness(agreeing, reference)
    expected = row[said_by] if condition == NEGATION else others[said_by].spoken[condition]
    return expected, actual, agreeing, majority(len(agreeing), len(others) + 1), clear


def _agreed(stated: dict[str, str], count: int, condition: str) -> str | None:
    """The side that the other editions are on, if nearly all of them are."""
    for side in "+-":
        votes = sum(one == side for one in stated.values())
        if votes and votes >= _AGREE * len(stated) and 2 * votes > count - (count == 2):
            return side if condition != NEGATION or votes > 1 else None
    return None


def _plain(locale: str, row: Row, side: str, own: Reading) -> str | None:
    """A sentence without any negation among negated ones, or the other way round."""
    if own.sides[NEGATION] != _OPPOSITE[side]:
        return None
    return row[locale] if side == "-" else own.spoken[NEGATION]


def _is_to_blame(locale: str, other: str, reference: str | None) -> bool:
    return lacking((other,), (locale,), reference)[0] != "extra"
