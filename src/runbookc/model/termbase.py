"""What a team has agreed to call its things."""

from __future__ import annotations

import msgspec


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One concept in one language."""

    concept: str
    locale: str
    """A tag (`fr-FR`), or a language (`fr`) for all of its locales."""
    preferred: str
    forbidden: tuple[str, ...] = ()
    """What must not stand for it."""
