"""Text from documents, made safe for a terminal or a log."""

from __future__ import annotations

import re

_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def printable(text: str) -> str:
    r"""`text` with control, format and bidi characters spelt out (``\x1b``); tab and line feed stay.

    The result can be encoded and moves no cursor.
    """
    return _HARMFUL.sub(lambda match: _spelt(ord(match[0])), text)


def _spelt(code: int) -> str:
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
