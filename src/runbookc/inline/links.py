"""Which links may be shown as links."""

from __future__ import annotations

import re

_SAFE_HREF = re.compile(
    r"(?:https?://|mailto:)[^\s\x00-\x1f\x7f]+\Z|(?![A-Za-z][A-Za-z0-9+.-]*:|//|\\)[^\x00-\x1f\x7f\\]*\Z",
    re.IGNORECASE,
)


def safe_href(href: str) -> str | None:
    """`href` if it is http(s), mailto or relative; None for anything else: show the text alone."""
    stripped = href.strip()
    return stripped if stripped and _SAFE_HREF.match(stripped) else None
