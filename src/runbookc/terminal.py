"""Text for a terminal: nothing from a document may steer it."""

from __future__ import annotations

import re

_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]"
)


def printable(text: str) -> str:
    """`text` with control, bidirectional-override and surrogate characters made visible."""
    return _STEERING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
