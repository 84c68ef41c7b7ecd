"""What can be wrong with a file: every ``SRC`` code in one place, and how a problem is made."""

from __future__ import annotations

import re

from runbookc.model.document import Problem

CODES: dict[str, str] = {
    "SRC001": "text cannot be decoded",
    "SRC002": "front matter unreadable",
    "SRC003": "HTML not well-formed",
    "SRC004": "locale unknown",
    "SRC005": "duplicate edition",
    "SRC006": "text lost in parsing",
    "SRC007": "limit exceeded",
    "SRC008": "HTML element ignored",
    "SRC009": "bold marks that are none",
}
"""Rule code to title. ``SRC005`` is raised by the driver, which alone sees all editions."""

_SHOWN = 80
_UNSHOWABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")


def problem(code: str, line: int, message: str, actual: str = "") -> Problem:
    """A problem of a known code; `actual` is shortened and freed of control characters."""
    assert code in CODES
    shown = _UNSHOWABLE.sub(" ", actual[: 4 * _SHOWN]).strip()
    if len(shown) > _SHOWN:
        shown = shown[: _SHOWN - 1] + "…"
    return Problem(code=code, line=line, message=message, actual=shown)
