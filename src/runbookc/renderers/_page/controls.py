"""Characters that would hide or turn round what a reader sees.

Unicode Technical Report 36, section 2.8 (bidirectional spoofing); "Trojan Source" (Boucher and
Anderson 2021). They are shown by their number and never written out as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ALWAYS = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ufff9-\ufffb\ud800-\udfff"
    r"\U000e0001-\U000e007f"
)
IN_PROSE = re.compile(f"[{_ALWAYS}]")
"""Controls, embeddings and overrides. Isolates and marks stay: right-to-left prose needs them."""
IN_CODE = re.compile(f"[{_ALWAYS}\u00ad\u061c\u180e\u200b-\u200f\u2060-\u206f\ufeff]")
"""In a command nothing invisible is innocent."""


def split_controls(text: str, pattern: re.Pattern[str]) -> tuple[str | tuple[str, str], ...]:
    """`text` in parts: plain ones, and ``("u", "202E")`` for each character to be shown by its number."""
    # Nothing printable is in the patterns, and most text is: no need to look at each character.
    return (text,) if text.isprintable() else tuple(_split(text, pattern))


def _split(text: str, pattern: re.Pattern[str]) -> Iterator[str | tuple[str, str]]:
    end = 0
    for match in pattern.finditer(text):
        if match.start() > end:
            yield text[end : match.start()]
        yield "u", f"{ord(match[0]):04X}"
        end = match.end()
    if end < len(text):
        yield text[end:]


def without_controls(text: str) -> str:
    """`text` for a title or an attribute: such characters become U+FFFD."""
    return IN_PROSE.sub("\ufffd", text) if not text.isprintable() else text
