"""One language's view of the neutral runbook."""

from __future__ import annotations

import msgspec

from runbookc.model.runbook import Runbook, Text


class Shown(msgspec.Struct, frozen=True):
    """A text as shown to a reader of one locale."""

    text: str
    locale: str
    """The locale that it is in; another than the reader's when that edition lacks it."""


def shown(text: Text, locale: str, runbook: Runbook) -> Shown:
    """The reader's language, else the reference edition's, else English, else the first there is."""
    for candidate in (locale, runbook.reference_locale, "en-US", *sorted(text)):
        if candidate and candidate in text:
            return Shown(text[candidate], candidate)
    return Shown("", locale)
