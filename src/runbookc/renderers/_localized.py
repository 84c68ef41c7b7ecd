"""One language's view of the neutral runbook."""

from __future__ import annotations

import msgspec

from runbookc.model.runbook import Paragraph, Reference, Runbook, Text


class Shown(msgspec.Struct, frozen=True):
    """A text as shown to a reader of one locale."""

    text: str
    locale: str
    """The locale that it is in; another than the reader's when that edition lacks it."""


def shown(text: Text, locale: str, runbook: Runbook) -> Shown:
    """The reader's language, else the reference edition's, else English, else the first there is."""
    if locale in text:
        return Shown(text[locale], locale)
    for candidate in (runbook.reference_locale, "en-US", *sorted(text)):
        if candidate and candidate in text:
            return Shown(text[candidate], candidate)
    return Shown("", locale)


def agreed_references(paragraph: Paragraph, locale: str) -> tuple[Reference, ...]:
    """What the paragraph refers to: as most editions say; as the reader's says where there is no majority.

    A section is left out where a step in it is referred to as well.
    """
    if not paragraph.references:
        return ()
    agreed = [ref for ref in paragraph.references if 2 * len(ref.text) > len(paragraph.locales)]
    kinds = {ref.kind for ref in agreed}
    shown_ = [
        ref
        for ref in paragraph.references
        if ref.target and (ref in agreed or (locale in ref.text and ref.kind not in kinds))
    ]
    steps = [ref.target for ref in shown_ if ref.kind == "step" and ref.target]
    return tuple(
        ref
        for ref in shown_
        if ref.kind not in ("section", "table")
        or not any(step.startswith(f"{ref.target}.") for step in steps)
    )
