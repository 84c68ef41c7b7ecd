"""The texts of one locale as a data file of PowerShell: a literal hashtable, UTF-8 with one BOM, CRLF."""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import lru_cache

from runbookc.renderers._script.literal import escaped, is_fit, literal
from runbookc.renderers._script.messages import messages
from runbookc.renderers._script.plan import Plan
from runbookc.renderers._script.texts import said

_LINE = "\r\n"


def texts_of(plan: Plan, locale: str, order: tuple[str, ...]) -> dict[str, str]:
    """Key to text: what the article says, the same keys for every locale."""
    return {key: said(text, locale, order) for key, text in plan.texts.items()}


def data_file(texts: Mapping[str, str], locale: str) -> bytes:
    """The file: the texts of the article, and what the script itself says in that locale.

    Keys that differ in nothing but case would be one key to PowerShell: there are none. A text that no
    UTF-8 file can hold (NUL, half a surrogate pair) is escaped, and its key listed under ``Escaped``.
    """
    unfit = (
        [] if is_fit("".join(texts.values())) else [key for key, text in texts.items() if not is_fit(text)]
    )
    head = "\ufeff@{" + _LINE
    tail = f"    'Escaped' = {literal(' '.join(unfit))}{_LINE}}}{_LINE}"
    return b"".join(((head + _lines(texts, unfit)).encode(), _own_lines(locale), tail.encode()))


def _lines(texts: Mapping[str, str], unfit: Container[str]) -> str:
    return "".join(
        f"    {literal(key)} = {escaped(text) if key in unfit else literal(text)}{_LINE}"
        for key, text in texts.items()
    )


@lru_cache(maxsize=64)
def _own_lines(locale: str) -> bytes:
    return _lines(messages(locale), ()).encode()
