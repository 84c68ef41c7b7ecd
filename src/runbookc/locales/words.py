"""Optional words of a language that sharpen what the shape of a text leaves open.

One file a language, ``words/<language>.toml``. Nothing needs them: a language without a file is
read by shape, and by what its article's other editions say.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

import msgspec
from babel import Locale

from runbookc.locales.tags import known_locale

_HOME = Path(__file__).parent / "words"


class Opposites(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The two sides of one condition: *healthy* and *unhealthy*, *after* and *before*."""

    positive: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()


class Conditions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that turn a condition round. One that ends in ``*`` stands for all words that begin so;
    ``…`` stands for a few words."""

    negators: tuple[str, ...] = ()
    neither: tuple[str, ...] = ()
    """Look like others and say nothing: *not only*."""
    opposites: dict[str, Opposites] = {}


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Folded words; a form that an inflection changes is listed in each form."""

    step: tuple[str, ...] = ()
    """Stands beside the number of a step that is cited: *step*, *steps*."""
    between: tuple[str, ...] = ()
    """Stands between two numbers of steps, beyond CLDR's words for *and* and *or*: *as well as*."""
    through: tuple[str, ...] = ()
    """Stands between the first and the last number of several steps: *to*."""
    section: tuple[str, ...] = ()
    """Stands beside the title of a section that is cited."""
    none: tuple[str, ...] = ()
    """What a table cell says when there is nothing."""
    notes: dict[str, tuple[str, ...]] = {}
    """Severity (``note``, ``tip``, ``important``, ``caution``, ``warning``) to the labels that say it."""
    numbers: dict[str, tuple[str, ...]] = {}
    """Small number to the words that say it and mean nothing else: ``2`` to *two*."""
    conditions: Conditions = Conditions()
    """What turns a condition round."""


@lru_cache(maxsize=128)
def words(locale: str) -> Words:
    """The words for a locale tag, from its language's file (``zh-TW`` has its own); empty without one."""
    known = known_locale(locale)
    if known is None:
        return Words()
    names = (f"{known.language}-{known.territory}", known.language)
    for name in names:
        path = _HOME / f"{name}.toml"
        if path.is_file():
            return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Words)
    return Words()


@lru_cache(maxsize=128)
def connectives(locale: str) -> tuple[str, ...]:
    """What stands between the last two members of a list (*and*, *or*), by CLDR; folded, sorted.

    A language that Babel does not know gets the English ones.
    """
    known = known_locale(locale) or Locale("en")
    found = set()
    for style in ("standard", "or", "standard-short"):
        pattern = known.list_patterns.get(style, {}).get("2", "")
        between = pattern.partition("{0}")[2].partition("{1}")[0].strip().casefold()
        if between:
            found.add(between)
    return tuple(sorted(found))
