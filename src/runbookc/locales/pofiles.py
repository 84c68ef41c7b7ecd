"""Reads the gettext catalogs: which there are, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import msgspec
from babel import Locale

from runbookc.errors import CatalogError
from runbookc.locales import po
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
    forms: Mapping[str, tuple[str, ...]]
    """Singular id to the text of each plural form."""
    plural: Callable[[int], int]
    """Number of things to number of the form."""

    def gettext(self, msgid: str) -> str:
        """The text, of a message with plural forms that for one; the message id where there is none."""
        if msgid in self.forms:
            return self.forms[msgid][self.plural(1)]
        return self.texts.get(msgid, msgid)

    def ngettext(self, one: str, many: str, n: int) -> str:
        """The text for `n` things; one of the ids where the catalog has none."""
        if one not in self.forms:
            return one if n == 1 else many
        return self.forms[one][self.plural(n)]


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
        return Messages(tag=tag, texts={}, counted={}, forms={}, plural=po.plural_rule(()))
    try:
        found = po.read((_HOME / tag / f"{domain}.po").read_text("utf-8"))
        plural = po.plural_rule(found)
    except (OSError, ValueError) as error:
        raise CatalogError(tag, domain, str(error)) from error
    texts: dict[str, str] = {}
    counted: dict[str, str] = {}
    forms: dict[str, tuple[str, ...]] = {}
    for message in found:
        if message.id and message.plural_id is None:
            texts[message.id] = "".join(message.texts) or message.id
        elif message.id and message.plural_id:
            ids = (message.id, *[message.plural_id] * len(message.texts))
            counted[message.id] = message.plural_id
            forms[message.id] = tuple(text or id_ for text, id_ in zip(message.texts, ids, strict=False))
            texts[message.id] = forms[message.id][plural(_SAMPLES[-1])]
    return Messages(
        tag=tag,
        texts=MappingProxyType(texts),
        counted=MappingProxyType(counted),
        forms=MappingProxyType(forms),
        plural=plural,
    )


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
            "other": best.ngettext(one, many, _SAMPLES[-1]),
            **{name: best.ngettext(one, many, number) for number, name in category.items()},
        }
        for one, many in load(TEMPLATE, domain).counted.items()
    }
