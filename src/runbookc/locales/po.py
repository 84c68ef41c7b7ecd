"""Reads catalogs in PO format (GNU gettext manual, section 3), as far as ours use it: without contexts.

Babel reads the same from every catalog, which a test says, but takes four times as long: every process of
a build reads dozens of them.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import msgspec

_LINE = re.compile(r'(?:(msgid|msgid_plural|msgstr(?:\[\d\])?)[ \t]+)?"((?:[^"\\]|\\.)*)"\s*')
_PLURAL = re.compile(r"\bplural\s*=\s*([^;\n]+)")
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}


class PoError(ValueError):
    """A line is none of a catalog."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line} is not understood")


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """What a catalog says for one message; not translated where a text is empty."""

    id: str
    """Empty for the catalog's header."""
    plural_id: str | None = None
    texts: tuple[str, ...]
    """One for each plural form; a single one without `plural_id`."""


def read(text: str) -> tuple[Message, ...]:
    """The messages in their order; not those marked as fuzzy. Raises PoError."""
    found: list[Message] = []
    fields: dict[str, str] = {}
    fuzzy, key = False, ""
    for number, line in enumerate(text.split("\n"), 1):
        match = _LINE.fullmatch(line)
        if match is None:
            if line.strip() and not line.startswith("#"):
                raise PoError(number)
            if line.startswith("#,"):
                found += _messages(fields, fuzzy=fuzzy)
                fields, fuzzy = {}, "fuzzy" in line
            continue
        if match[1] == "msgid" and fields:
            found += _messages(fields, fuzzy=fuzzy)
            fields, fuzzy = {}, False
        key = match[1] or key
        if not key:
            raise PoError(number)
        fields[key] = fields.get(key, "") + _unescaped(match[2])
    return (*found, *_messages(fields, fuzzy=fuzzy))


def _messages(fields: dict[str, str], *, fuzzy: bool) -> Iterator[Message]:
    if fields and not fuzzy:
        texts = [text for key, text in fields.items() if key.startswith("msgstr")]
        yield Message(id=fields.get("msgid", ""), plural_id=fields.get("msgid_plural"), texts=tuple(texts))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: _ESCAPED.get(match[1], match[1]), text) if "\\" in text else text


def plural_rule(messages: Iterable[Message]) -> Callable[[int], int]:
    """Number of things to number of the plural form, by the header; as in English without one.

    Raises ValueError for a rule that is no expression.
    """
    header = next((message.texts[0] for message in messages if not message.id and message.texts), "")
    match = _PLURAL.search(header)
    return _rule(match[1].strip() if match else "n != 1")


@lru_cache(maxsize=64)
def _rule(expression: str) -> Callable[[int], int]:
    return gettext.c2py(expression)
