"""Durations in prose, as ISO 8601: ``10 minutes``, ``10 分钟``, ``10 Minuten`` are ``PT10M``.

The units' names come from CLDR, so that no language is special here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from runbookc.locales.durations import unit_patterns
from runbookc.locales.tags import known_locale

_ISO = {"second": "PT{}S", "minute": "PT{}M", "hour": "PT{}H", "day": "P{}D", "week": "P{}W"}
_KNOWN = ("en", "de", "es", "fr", "it", "ja", "ko", "pt", "ru", "zh-Hans", "zh-Hant")
"""Asked in turn for a language without CLDR data: such a text often borrows a unit."""
_NUMBER = r"(?P<number>\d+(?:[.,\u066b]\d+)?)"
_LEFT = r"(?<![0-9A-Za-z\u00c0-\u052f_.,:/$%-])"
_DIGIT = re.compile(r"\d")
_ABBREVIATED = "\u0970"
_LONG_STEM = 4
"""Stems of this length may take an ending that CLDR does not list: a case, longer where there are many."""


def waits(text: str, locale: str) -> tuple[str, ...]:
    """The durations in plain text, in order; the amount in ASCII digits, unchanged otherwise."""
    if not _DIGIT.search(text):
        return ()
    return tuple(iso for _, _, iso in duration_spans(text, locale))


@lru_cache(maxsize=4096)
def duration_spans(text: str, locale: str) -> tuple[tuple[int, int, str], ...]:
    """Start, end and ISO 8601 form of every duration in plain text."""
    pattern, units = _patterns(locale)
    found = []
    for match in pattern.finditer(text):
        unit = units[match.lastgroup or ""]
        amount = "".join(str(unicodedata.digit(char)) if char.isdigit() else "." for char in match["number"])
        found.append((match.start(), match.end(), _ISO[unit].format(amount)))
    return tuple(found)


@lru_cache(maxsize=128)
def _patterns(locale: str) -> tuple[re.Pattern[str], dict[str, str]]:
    sources = (locale,) if known_locale(locale) else _KNOWN
    forms: dict[str, str] = {}
    for source in sources:
        for unit in _ISO:
            for text in _unit_texts(source, unit):
                forms.setdefault(text, unit)
    groups = {f"u{index}": unit for index, unit in enumerate(_ISO)}
    alternatives = []
    for group, unit in groups.items():
        own = sorted((text for text, of in forms.items() if of == unit), key=lambda text: (-len(text), text))
        alternatives.append(f"(?P<{group}>{'|'.join(own)})" if own else f"(?P<{group}>(?!))")
    return re.compile(
        rf"{_LEFT}{_NUMBER}[\s\u00a0\u202f-]?(?:{'|'.join(alternatives)})", re.IGNORECASE
    ), groups


def _unit_texts(locale: str, unit: str) -> list[str]:
    """Regular expressions for a unit's names after a number."""
    names = [
        pattern.removeprefix("{0}").strip()
        for pattern in unit_patterns(locale)[unit]
        if pattern.startswith("{0}")
    ]
    if unit == "second":
        # One letter for seconds is a preposition in Slavic languages.
        names = [name for name in names if len(name) > 1 or not _boundary(name)]
    # Without its abbreviation sign such a form may be a word: in Hindi, the one for *from*.
    names = [name for name in names if name + _ABBREVIATED not in names]
    stem = _common_beginning([name for name in names if len(name) >= _LONG_STEM])
    texts = [_apart(name) + re.escape(name) + _boundary(name) for name in names if name]
    if len(stem) >= _LONG_STEM and stem.isalpha() and _boundary(stem):
        ending = 3 if sum(name.startswith(stem) for name in set(names)) > 2 else 2
        texts.append(re.escape(stem) + rf"[^\W\d]{{0,{ending}}}" + _boundary(stem))
    return texts


def _common_beginning(names: list[str]) -> str:
    if not names:
        return ""
    first, last = min(names), max(names)
    for index, char in enumerate(first):
        if index >= len(last) or last[index] != char:
            return first[:index]
    return first


def _apart(name: str) -> str:
    """A single letter needs a blank before it: "2h" may be a step."""
    return r"(?<=[\s\u00a0\u202f])" if len(name) == 1 and _boundary(name) else ""


def _boundary(name: str) -> str:
    """Scripts with spaces end a word here; in the others text goes on."""
    return r"(?!\w)" if ord(name[-1]) < 0x0E00 else ""
