"""Language tags as text (RFC 5646): needs no data about languages."""

from __future__ import annotations

import re

_WELL_FORMED = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_MAX_LENGTH = 35
"""RFC 5646, section 4.4.1: the length that every implementation must support."""
_DEVICES = frozenset({"aux", "con", "nul", "prn"})
"""Tags that no folder can be named like: Windows has its devices there."""


def canonical_tag(tag: str) -> str | None:
    """`tag` in the case of RFC 5646, section 2.1.1 (``zh-Hant-TW``); None when it is no language tag."""
    tag = tag.replace("_", "-")
    if len(tag) > _MAX_LENGTH or tag.lower() in _DEVICES or not _WELL_FORMED.fullmatch(tag):
        return None
    first, *rest = tag.split("-")
    parts = [first.lower()]
    for part in rest:
        if len(parts[-1]) == 1:
            parts.append(part.lower())
        elif len(part) == 2:
            parts.append(part.upper())
        else:
            parts.append(part.title() if len(part) == 4 and part.isalpha() else part.lower())
    return "-".join(parts)
