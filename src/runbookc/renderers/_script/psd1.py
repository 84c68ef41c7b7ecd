"""The texts of one locale as a data file of PowerShell: a literal hashtable, UTF-8 with one BOM, CRLF."""

from __future__ import annotations

from collections.abc import Mapping

from runbookc.renderers._script.literal import escaped, is_fit, literal
from runbookc.renderers._script.messages import messages
from runbookc.renderers._script.plan import Plan
from runbookc.renderers._script.texts import said


def texts_of(plan: Plan, locale: str, order: tuple[str, ...]) -> dict[str, str]:
    """Key to text: what the article says and what the script says, the same keys for every locale."""
    article = {key: said(text, locale, order) for key, text in plan.texts.items()}
    return article | messages(locale)


def data_file(texts: Mapping[str, str]) -> bytes:
    """The file. Keys that differ in nothing but case would be one key to PowerShell: there are none.

    A text that no UTF-8 file can hold (NUL, half a surrogate pair) is escaped, and its key listed
    under ``Escaped``.
    """
    unfit = [key for key, text in texts.items() if not is_fit(text)]
    rows = [
        f"    {literal(key)} = {escaped(text) if key in unfit else literal(text)}"
        for key, text in texts.items()
    ]
    rows.append(f"    'Escaped' = {literal(' '.join(unfit))}")
    return ("\ufeff@{\r\n" + "\r\n".join(rows) + "\r\n}\r\n").encode("utf-8")
