"""What a note's label says about its severity, for languages whose words are listed."""

from __future__ import annotations

from functools import lru_cache

from runbookc.locales.words import words

SEVERITIES = ("note", "tip", "important", "caution", "warning")
_AROUND = " \u00a0:：.。!！"


@lru_cache(maxsize=256)
def severity(label: str, locale: str) -> str | None:
    """The severity that `label` names in the language of `locale`, else in English, else None."""
    word = label.strip(_AROUND).casefold()
    for tag in (locale, "en"):
        notes = words(tag).notes
        for kind in SEVERITIES:
            if word in notes.get(kind, ()):
                return kind
    return None
