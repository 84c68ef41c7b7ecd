"""Reads the gettext catalogs: which there are, and what they say."""

from __future__ import annotations

import gettext
import io
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import msgspec
from babel import Locale
from babel.messages.catalog import Catalog as PoCatalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from runbookc.errors import CatalogError
from runbookc.locales.tags import known_locale, main_territory, written_language

TEMPLATE = "en-US"
"""The catalog whose message ids are the list of all messages."""
_HOME = Path(__file__).parent
_SAMPLES = (*range(121), 1000, 1_000_000)
"""Whole numbers that reach every plural category that CLDR has for whole numbers."""


class Messages(msgspec.Struct, frozen=True, kw_only=True):
    """One catalog file, read."""

    tag: str
    """The folder's name."""
    texts: Mapping[str, str]
    """Message id to text; for a plural message the text of its last form."""
    counted: Mapping[str, str]
    """Singular to plural id of the messages with plural forms."""
    translations: gettext.GNUTranslations


@lru_cache(maxsize=1)
def _files() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for path in sorted(_HOME.glob("*/*.po")):
        found.setdefault(path.stem, []).append(path.parent.name)
    return {domain: tuple(tags) for domain, tags in found.items()}


def domains() -> tuple[str, ...]:
    """The names of all domains, sorted."""
    return tuple(sorted(_files()))


def available(domain: str = "checklist") -> tuple[str, ...]:
    """The locales that have a catalog for `domain`, sorted."""
    return _files().get(domain, ())


@lru_cache(maxsize=256)
def best_tag(tag: str, domain: str) -> str:
    """The catalog to use for `tag`: its own, one in the same language and script, or the English one.

    Among several in one language the one of its main country is taken (``es-MX`` reads ``es-ES``).
    """
    tags = available(domain)
    if tag in tags:
        return tag
    wanted = known_locale(tag)
    if wanted is None:
        return TEMPLATE
    fitting = [
        (locale.territory != main_territory(wanted), candidate)
        for candidate in tags
        if (locale := known_locale(candidate)) and written_language(locale) == written_language(wanted)
    ]
    return min(fitting)[1] if fitting else TEMPLATE


@lru_cache(maxsize=128)
def load(tag: str, domain: str) -> Messages:
    """The catalog ``<tag>/<domain>.po``; an empty one if there is no such file.

    Raises CatalogError when the file cannot be read as a catalog.
    """
    if tag not in available(domain):
        return Messages(tag=tag, texts={}, counted={}, translations=_compiled(PoCatalog()))
    try:
        with (_HOME / tag / f"{domain}.po").open("rb") as file:
            po = read_po(file, locale=tag.replace("-", "_"), domain=domain, abort_invalid=True)
        translations = _compiled(po)
    except (OSError, PoFileError, ValueError) as error:
        raise CatalogError(tag, domain, str(error)) from error
    texts: dict[str, str] = {}
    counted: dict[str, str] = {}
    for message in po:
        if not message.id or message.fuzzy:
            continue
        if isinstance(message.id, str):
            texts[message.id] = translations.gettext(message.id)
        else:
            one, many = message.id[:2]
            counted[one] = many
            texts[one] = translations.ngettext(one, many, _SAMPLES[-1])
    return Messages(
        tag=tag, texts=MappingProxyType(texts), counted=MappingProxyType(counted), translations=translations
    )


def _compiled(po: PoCatalog) -> gettext.GNUTranslations:
    buffer = io.BytesIO()
    write_mo(buffer, po)
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)


def messages(locale: str, domain: str = "checklist") -> dict[str, str]:
    """All message ids of `domain` with their text for `locale`, in the template's order.

    For what carries its words along (a page, a ``.psd1``). Messages with plural forms have their
    most general form here and all of them in `plurals`.
    """
    template, best = load(TEMPLATE, domain), load(best_tag(locale, domain), domain)
    return {one: best.texts.get(one, text) for one, text in template.texts.items()}


@lru_cache(maxsize=128)
def plurals(locale: str, domain: str = "checklist") -> Mapping[str, Mapping[str, str]]:
    """Messages with plural forms: singular id to category, as ``Intl.PluralRules`` names it, to text."""
    best = load(best_tag(locale, domain), domain)
    language = known_locale(best.tag) or Locale("en")
    category = {number: language.plural_form(number) for number in reversed(_SAMPLES)}
    return {
        one: {
            "other": best.translations.ngettext(one, many, _SAMPLES[-1]),
            **{name: best.translations.ngettext(one, many, number) for number, name in category.items()},
        }
        for one, many in load(TEMPLATE, domain).counted.items()
    }
