"""Placeholders: ``<server name>`` and its like, and the parameters that stand for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from runbookc.commands import tables

_ANGLES = re.compile(r"<(?![/!?#\s=])([^<>\n\"{}]{1,200}?)(?<![\s/=])>")
_TAG = re.compile(r"<([A-Za-z][\w.:-]*)(?:\s[^<>]*)?>")
_CLOSING = re.compile(r"</([^<>]+)>")
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_NOT_ASCII_LETTER = re.compile(r"[^A-Za-z0-9]+")
_ACRONYM = re.compile(r"(?<![A-Za-z])[A-Z]{2,5}(?![A-Za-z])")
_NAME_ENDINGS = ("name", "names", "identity", "id", "fqdn")
"""Of placeholders and properties in PowerShell's own vocabulary: ``HealthSetName`` is of a HealthSet."""


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """A placeholder in a command."""

    start: int
    end: int
    name: str
    """What stands between the brackets."""

    @property
    def is_choice(self) -> bool:
        """Whether it offers forms to choose from: ``<$true | $false>``."""
        return "|" in self.name


@lru_cache(maxsize=4096)
def slots(code: str) -> tuple[Slot, ...]:
    """The placeholders of `code`, in order.

    PowerShell has no use for ``<`` outside strings, so brackets around something with a letter in it
    are a placeholder; a redirection (``< in.txt``) has a blank, an XML element a closing tag.
    """
    if "<" not in code:
        return ()
    return tuple(_slots(code))


def _slots(code: str) -> Iterator[Slot]:
    closed = frozenset(_CLOSING.findall(code))
    for match in _ANGLES.finditer(code):
        name = match[1]
        if not any(char.isalpha() for char in name):
            continue
        tag = _TAG.fullmatch(match[0])
        if tag and tag[1] in closed:
            continue
        yield Slot(start=match.start(), end=match.end(), name=name.strip("*_ "))


def _words(name: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(name))


def pascal(name: str) -> str:
    """`name` in PascalCase, ASCII letters and digits only; empty when nothing is left.

    >>> pascal("CAS server name"), pascal("Größe")
    ('CasServerName', 'Grosse')
    """
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    words = _words(_NOT_ASCII_LETTER.sub(" ", plain if plain.isascii() else ""))
    out = "".join(word[:1].upper() + word[1:].lower() for word in words)
    return out if out[:1].isalpha() else ""


def without_name(name: str) -> str:
    """A PascalCase name without an ending that only says that it is a name.

    >>> without_name("HealthSetName"), without_name("Name")
    ('HealthSet', 'Name')
    """
    lower = name.lower()
    for ending in _NAME_ENDINGS:
        if lower.endswith(ending) and len(name) > len(ending) + 1 and name[-len(ending)].isupper():
            return name[: -len(ending)]
    return name


def parameter_for(name: str, role: str) -> str:
    """The PowerShell parameter for a placeholder.

    `name` is what stands between the brackets, in any language; `role` what its place in the
    command says that it is (``Server``), or empty. The place decides, so that a translation gets the
    parameter of the original. Words of the product's own vocabulary may narrow the role
    (``CAS server name`` in the place of a server is a ``CasServer``, ``<NomeServer>`` a ``Server``).
    """
    words = _words(without_name(_spelt(name)))
    if not role:
        return "".join(words) or "Value"
    ending = _words(role)
    if [word.lower() for word in words[-len(ending) :]] == [word.lower() for word in ending]:
        before = words[: -len(ending)]
        if before and all(word.lower() in tables.qualifiers() for word in before):
            return "".join(before) + role
        return role
    named = [word for word in _ACRONYM.findall(name) if word in tables.server_roles()]
    return named[0].capitalize() + role if role == "Server" and len(named) == 1 else role


def _spelt(name: str) -> str:
    """PascalCase of `name`; run-together lower case words (``servername``) lose their ending too."""
    spelt = pascal(name)
    lower = spelt.lower()
    if spelt[1:] == spelt[1:].lower() and lower.endswith("name") and len(lower) > 5:
        return spelt[:-4]
    return spelt
