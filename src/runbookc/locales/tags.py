"""From a BCP 47 tag, as found in a document, to what Babel knows about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

_WELL_FORMED = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_MAX_LENGTH = 35
"""RFC 5646, section 4.4.1: the length that every implementation must support."""


def canonical_tag(tag: str) -> str | None:
    """`tag` in the case of RFC 5646, section 2.1.1 (``zh-Hant-TW``); None when it is no language tag."""
    tag = tag.replace("_", "-")
    if len(tag) > _MAX_LENGTH or not _WELL_FORMED.fullmatch(tag):
        return None
    first, *rest = tag.split("-")
    parts = [first.lower()]
    for part in rest:
        if len(parts[-1]) == 1:
            parts.append(part.lower())
        elif len(part) == 2:
            parts.append(part.upper())
        else:
            parts.append(part.title() if len(part) == 4 and part.isalpha() else part.lower())
    return "-".join(parts)


@lru_cache(maxsize=256)
def known_locale(tag: str) -> Locale | None:
    """Babel's locale for `tag` or its longest known beginning (``pl-XX``: Polish); None if there is none."""
    canonical = canonical_tag(tag)
    for candidate in _shortened(canonical) if canonical else ():
        try:
            return Locale.parse(candidate, sep="-")
        except (ValueError, UnknownLocaleError):
            continue
    return None


def _shortened(tag: str) -> Iterator[str]:
    """Lookup, RFC 4647, section 3.4: drop subtags from the end."""
    parts = tag.split("-")
    for count in range(len(parts), 0, -1):
        yield "-".join(parts[:count])


def written_language(locale: Locale) -> tuple[str, str]:
    """Language and script: who reads one locale of a pair can read the other (zh-HK and zh-TW)."""
    guess = _likely(f"{locale.language}_{locale.territory}") or _likely(locale.language)
    return locale.language, locale.script or (guess[1] if guess else "")


def main_territory(locale: Locale) -> str:
    """Where most readers of that language and script are (``CN`` for zh-Hans)."""
    guess = _likely(f"{locale.language}_{locale.script}") or _likely(locale.language)
    return guess[2] if guess else ""


def _likely(key: str) -> tuple[str, str, str] | None:
    """Language, script and territory by CLDR's likely subtags."""
    full = get_global("likely_subtags").get(key)
    if full is None:
        return None
    language, script, territory = (*full.split("_"), "", "")[:3]
    return language, script, territory
