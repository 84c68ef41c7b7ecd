"""Durations: ISO 8601 to words, and the words by which a language counts time (CLDR, through Babel)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit

from runbookc.locales.tags import known_locale

Length = Literal["long", "short", "narrow"]

_ISO = re.compile(
    r"P(?=[\dT])(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)
_UNITS = ("week", "day", "hour", "minute", "second")
_LENGTHS: tuple[Length, ...] = ("long", "short", "narrow")
_MAX_LENGTH = 40
_SAMPLES = (0, 1, 2, 3, 5, 11, 21, 100, 1_000_000)
"""Between them they reach every plural category of whole numbers in CLDR."""


def duration_words(iso: str, locale: Locale) -> str:
    """``PT1H30M`` as a person writes it (``1 hour and 30 minutes``); anything else comes back unchanged.

    Weeks, days, hours, minutes and seconds: an ISO 8601 duration without calendar months or years.
    """
    match = _ISO.fullmatch(iso) if len(iso) <= _MAX_LENGTH else None
    if match is None:
        return iso
    parts = [
        _amount(float(figure) if "." in figure else int(figure), unit, locale)
        for unit, figure in zip(_UNITS, match.groups(), strict=True)
        if figure
    ]
    return format_list(parts, locale=locale)


@lru_cache(maxsize=128)
def unit_patterns(locale: str) -> Mapping[str, tuple[str, ...]]:
    """How `locale` writes an amount of time: ``week``, ``day``, ``hour``, ``minute``, ``second`` to patterns.

    A pattern has ``{0}`` for the number (``{0} minutes``, ``{0}分钟``) and plain spaces only; long and
    abbreviated forms, all plural forms, longest first. A form that hides its number (the Arabic dual)
    is left out. A language that Babel does not know gets the English patterns.
    """
    known = known_locale(locale) or Locale("en")
    return MappingProxyType({unit: _patterns(unit, known) for unit in _UNITS})


def _patterns(unit: str, locale: Locale) -> tuple[str, ...]:
    found = set()
    for length in _LENGTHS:
        for number in _SAMPLES:
            text = _written(number, unit, length, locale)
            figure = format_decimal(number, locale=locale)
            if text and figure in text:
                found.add(" ".join(text.replace(figure, "{0}", 1).split()))
    return tuple(sorted(found, key=lambda pattern: (-len(pattern), pattern)))


def _amount(number: float, unit: str, locale: Locale) -> str:
    """In the longest form that the language has; in English if it has none."""
    forms = (_written(number, unit, length, locale) for length in _LENGTHS)
    return next(filter(None, forms), None) or format_unit(number, f"duration-{unit}", locale="en")


def _written(number: float, unit: str, length: Length, locale: Locale) -> str | None:
    """None where Babel has no pattern: it then writes the unit's CLDR id."""
    name = f"duration-{unit}"
    text = format_unit(number, name, length=length, locale=locale)
    return None if name in text else text
