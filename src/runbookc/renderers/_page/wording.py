"""A page's own words: in one language as sent, marked so that its script can say them in another."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from runbookc.locales import messages


class Wording:
    """Callable from a template: ``{{ word("Copy") }}``. Every method raises KeyError for an unknown word."""

    def __init__(self, locale: str, domain: str) -> None:
        self._texts = messages(locale, domain)
        self._numbers = {msgid: number for number, msgid in enumerate(word_keys(domain))}
        self._made: dict[str, Markup] = {}
        self._attributes: dict[tuple[str, str], Markup] = {}

    def number(self, msgid: str) -> int:
        """Its number in the script's list."""
        return self._numbers[msgid]

    def text(self, msgid: str) -> str:
        """The word alone."""
        return self._texts[msgid]

    def __call__(self, msgid: str) -> Markup:
        """``<span data-m="7">Copiar</span>``."""
        if msgid not in self._made:
            template = Markup('<span data-m="{}">{}</span>')
            self._made[msgid] = template.format(self._numbers[msgid], self._texts[msgid])
        return self._made[msgid]

    def attribute(self, name: str, msgid: str) -> Markup:
        """``aria-label="Copiar" data-m-aria-label="7"``."""
        if (name, msgid) not in self._attributes:
            template = Markup('{}="{}" data-m-{}="{}"')
            made = template.format(name, self._texts[msgid], name, self._numbers[msgid])
            self._attributes[name, msgid] = made
        return self._attributes[name, msgid]


@lru_cache(maxsize=64)
def wording(locale: str, domain: str) -> Wording:
    """The words of a page in the language of `locale` or its fallback."""
    return Wording(locale, domain)


@lru_cache(maxsize=8)
def word_keys(domain: str) -> tuple[str, ...]:
    """The message ids of a page, in the order that its script counts them."""
    return tuple(messages("en-US", domain))


@lru_cache(maxsize=128)
def word_texts(tag: str, domain: str) -> tuple[str, ...]:
    """The page's words in one language, in the order of `word_keys`."""
    return tuple(messages(tag, domain).values())
