"""Where a locale hides: in a folder's name, in a URL, in front matter. Stricter than `bcp47`.

``library`` and ``docs`` are well-formed language tags (RFC 5646, section 2.1); as a folder or a part
of a URL they are not meant as one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from runbookc.locales.bcp47 import canonical_tag

_MEANT = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?(?:-[a-z0-9]{5,8}){0,3}")
"""Language, script, region, variants, in canonical case; no extensions."""

UNDETERMINED = "und"
"""What a text of unknown language is called (ISO 639-2)."""


def stated(tag: str) -> str | None:
    """A tag that a file states, in canonical case (``pt-BR``), or None if it is none that can be meant.

    Knows no list of languages, so that a tag nobody has heard of is one.
    """
    found = canonical_tag(tag.strip())
    return found if found and _MEANT.fullmatch(found) else None


def in_url(segment: str) -> str | None:
    """The locale that the first segment of a URL's path says: two letters, or anything with a region."""
    tag = stated(segment)
    return tag if tag and (len(segment) == 2 or _region(tag)) else None


@lru_cache(maxsize=256)
def in_folder(name: str) -> str | None:
    """The locale that a folder's name says, or None when it is any other name.

    ``it``, ``pt-br`` and ``zh_Hant_TW`` are locales, ``src``, ``bin`` and ``add-on`` are not: language and
    region must be known to CLDR, and a language of three letters needs a region. A tag with a region
    in canonical case (``xx-ZZ``) is taken at its word.
    """
    tag = stated(name)
    if tag is None:
        return None
    if _region(tag) is None:
        return tag if len(name) != 3 and _is_known(tag) else None
    return tag if name.replace("_", "-") == tag or _is_known(tag) else None


def language(tag: str) -> str:
    """The language subtag."""
    return tag.partition("-")[0]


def _region(tag: str) -> str | None:
    return next((part for part in tag.split("-")[1:] if len(part) == 2 or part.isdigit()), None)


def _is_known(tag: str) -> bool:
    languages, territories = _cldr_names()
    region = _region(tag)
    return language(tag) in languages and (region is None or region in territories)


@lru_cache(maxsize=1)
def _cldr_names() -> tuple[frozenset[str], frozenset[str]]:
    from babel import Locale

    english = Locale("en")
    return frozenset(english.languages), frozenset(english.territories)


@lru_cache(maxsize=64)
def likely(lang: str) -> str:
    """`lang` with the region where most of its readers live (CLDR, likely subtags): ``en`` is ``en-US``."""
    from babel.core import get_global

    full = get_global("likely_subtags").get(lang)
    if not full:
        return lang
    parts = str(full).split("_")
    return f"{parts[0]}-{parts[-1]}"
