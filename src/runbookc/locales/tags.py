"""From a BCP 47 tag, as found in a document, to what Babel knows about it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from runbookc.locales.bcp47 import canonical_tag


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
