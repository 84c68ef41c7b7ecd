"""Blanks that only look like something."""

from __future__ import annotations

_BLANKS = " \t\n\u00a0\u2002\u2003\u2009\u200b\u202f\u3000\ufeff"
"""Among them no-break and zero-width ones, of which whole paragraphs are made."""


def strip(text: str) -> str:
    """`text` without blanks at either end."""
    return text.strip(_BLANKS)
