"""What one locale says: UI words, dates, numbers, lists, durations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from runbookc.locales.bcp47 import canonical_tag
from runbookc.locales.durations import duration_words
from runbookc.locales.pofiles import TEMPLATE, Messages, best_tag, load
from runbookc.locales.tags import known_locale, written_language

_FIELD = re.compile(r"\{([A-Za-z_]\w*)\}")


@lru_cache(maxsize=1024)
def _long_date(day: date, locale: Locale) -> str:
    return format_date(day, format="long", locale=locale)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """The words of one domain in one locale, and the locale's ways to write dates, lists and numbers."""

    locale: str
    """The locale asked for: BCP 47 in canonical case; ``und`` when that was no language tag."""
    words: str
    """The locale that the UI words are in: what HTML's ``lang`` should say of them."""
    fallback: bool
    """True when English words stand in for a language that has no catalog."""
    _messages: Messages
    _babel: Locale

    def gettext(self, msgid: str, **values: object) -> str:
        """The text of `msgid`, its ``{name}`` fields replaced by `values`.

        Values are put in once and never read as a format. A message that the catalog lacks comes
        back in English, a field without a value stays as it is.
        """
        return _fill(self._messages.translations.gettext(msgid), values)

    def ngettext(self, one: str, many: str, n: int, **values: object) -> str:
        """The text for `n` things; ``{n}`` is the number as the locale writes it."""
        text = self._messages.translations.ngettext(one, many, n)
        return _fill(text, {"n": self.number(n), **values})

    def date(self, iso: str) -> str:
        """An ISO 8601 date in words (``March 9, 2015``); anything else comes back unchanged."""
        try:
            day = date.fromisoformat(iso)
        except ValueError:
            return iso
        return _long_date(day, self._babel)

    def list(self, items: Sequence[str], style: Literal["standard", "or"] = "standard") -> str:
        """The items as the language strings them together (``a, b, and c``); empty for none."""
        return format_list(items, style=style, locale=self._babel)

    def number(self, n: int | float) -> str:
        """With the locale's separators."""
        return format_decimal(n, locale=self._babel)

    def duration(self, iso8601: str) -> str:
        """``PT10M`` as ``10 minutes``; what is no duration comes back unchanged."""
        return duration_words(iso8601, self._babel)

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """Of the locale asked for, where its language is known."""
        return "rtl" if self._babel.text_direction == "rtl" else "ltr"

    def language_name(self, in_locale: str) -> str:
        """This locale's language, named in the language of `in_locale` (English if that is not known).

        A tag that Babel does not know is its own name.
        """
        return _language_name(self.locale, in_locale)


_ENGLISH = Locale("en")


@lru_cache(maxsize=1024)
def _language_name(tag: str, in_locale: str) -> str:
    known = known_locale(tag)
    if known is None:
        return tag
    return known.get_display_name(known_locale(in_locale) or _ENGLISH) or tag


@lru_cache(maxsize=512)
def catalog(locale: str, domain: str = "checklist") -> Catalog:
    """The catalog for any text that may be a locale tag; never fails for the tag.

    UI words come from the catalog of that locale, else from one in the same language and script,
    else they are English. Dates, lists, numbers and direction follow the locale itself as far as
    Babel knows it. Raises CatalogError when a catalog file is broken.
    """
    tag = canonical_tag(locale) or "und"
    babel = known_locale(tag) if tag != "und" else None
    words = best_tag(tag, domain)
    own = babel is not None and written_language(babel) == written_language(known_locale(words) or _ENGLISH)
    return Catalog(
        locale=tag,
        words=words,
        fallback=words == TEMPLATE and not own,
        _messages=load(words, domain),
        _babel=babel or _ENGLISH,
    )


def _fill(text: str, values: Mapping[str, object]) -> str:
    """`str.format` for names only, in one pass: nothing inside a value is a field."""
    if "{" not in text:
        return text
    return _FIELD.sub(lambda match: str(values.get(match[1], match[0])), text)
