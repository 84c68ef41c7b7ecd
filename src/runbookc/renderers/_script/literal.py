"""Text as PowerShell literals and comments, so that no text can become code.

Source: PowerShell's ``CharTraits.cs`` (quote classes), ``tokenizer.cs`` (strings, comments, the
signature block). Every character of the single quote class ends a single-quoted string, and any
two of them side by side stand for the second one.
"""

from __future__ import annotations

import re
import textwrap
from functools import lru_cache

from runbookc.commands.characters import SINGLE_QUOTES

_PLAIN = re.compile(r"[ -~]*\Z")
_ESCAPED = re.compile(r"[^ -\[\]-~]")
_OUTSIDE = re.compile(r"[^ -~]")
_SIGNATURE = "sig#beginsignatureblock"
_DISTANCE = 10
"""A comment is taken for the start of a signature when fewer edits than this make it one."""
_APART = "(a comment of the script, no signature)"


@lru_cache(maxsize=16384)
def literal(text: str) -> str:
    """A single-quoted literal that stands for `text`; for files that hold any character but NUL."""
    for quote in SINGLE_QUOTES:
        text = text.replace(quote, quote * 2)
    return f"'{text}'"


def is_fit(text: str) -> bool:
    """Whether a UTF-8 file can hold `text` in a literal: no NUL, no surrogate without its pair."""
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False


@lru_cache(maxsize=16384)
def escaped(text: str) -> str:
    r"""A literal of printable ASCII that `Regex.Unescape` turns into `text`: ``\uXXXX``, ``\\``.

    `Regex.Unescape` knows no other escape that this writes; characters beyond the first plane are
    two UTF-16 units.
    """
    return literal(_ESCAPED.sub(lambda match: _escape(match[0]), text))


def _escape(char: str) -> str:
    if char == "\\":
        return "\\\\"
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02X}{units[at + 1]:02X}" for at in range(0, len(units), 2))


def ascii_literal(text: str) -> str:
    """An expression of printable ASCII that stands for `text`: a literal wherever that is enough."""
    return literal(text) if _PLAIN.match(text) else f"([regex]::Unescape({escaped(text)}))"


def ascii_literals(texts: tuple[str, ...]) -> str:
    """An array of literals."""
    return "@(" + ", ".join(ascii_literal(text) for text in texts) + ")"


def printable(text: str) -> str:
    r"""`text` in printable ASCII, for people: the rest as ``\uXXXX``."""
    return _OUTSIDE.sub(lambda match: _escape(match[0]), text)


@lru_cache(maxsize=4096)
def comment_lines(text: str, width: int) -> tuple[str, ...]:
    """Line comments of `width` columns at most, where words allow it.

    None is a ``#requires`` line, and none can be taken for the beginning of a signature block.
    """
    shown = printable(text)
    if shown and shown == shown.strip() and len(shown) <= width - 2:
        return (_comment(shown),)
    wrapped = textwrap.wrap(
        shown,
        width - 2,
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return tuple(_comment(line) for line in wrapped)


def _comment(line: str) -> str:
    return f"# {line} {_APART}" if is_signature_like(f"# {line}") else f"# {line}"


@lru_cache(maxsize=4096)
def is_signature_like(line: str) -> bool:
    """Whether PowerShell's fuzzy comparison takes a comment for the beginning of a signature block."""
    squeezed = re.sub(r"\s", "", line.lstrip("#")).lower()
    if abs(len(squeezed) - len(_SIGNATURE)) >= _DISTANCE:
        return False
    return _edits(squeezed, _SIGNATURE) < _DISTANCE


def _edits(a: str, b: str) -> int:
    """Levenshtein distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]
