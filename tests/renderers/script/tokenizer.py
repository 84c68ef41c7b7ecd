"""A tokenizer of PowerShell for tests: the lexical rules that decide what is text and what is code.

Written from PowerShell's ``CharTraits.cs`` and ``tokenizer.cs``, and apart from the code that it
tests: quote, dash, white space and newline classes, single- and double-quoted strings with doubled
quotes and backticks, here-strings, line and block comments, ``#requires``, the signature block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SINGLE = "\u0027\u2018\u2019\u201a\u201b"
DOUBLE = "\u0022\u201c\u201d\u201e"
DASH = "\u002d\u2013\u2014\u2015"
BLANK = (
    "\u0009\u000b\u000c\u0020\u0085\u00a0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
NEWLINE = "\r\n"
SIGNATURE = "sig#beginsignatureblock"


class TokenError(Exception):
    """The text is no PowerShell."""


@dataclass(frozen=True)
class Token:
    kind: str
    """``single``, ``double``, ``comment``, ``block-comment``, ``newline``, ``word`` or ``mark``."""
    text: str
    """As written."""
    value: str
    """Of a string: what it stands for."""
    start: int


def tokens(source: str) -> Iterator[Token]:
    """Every token but white space. Raises TokenError for what PowerShell would not read."""
    at = 0
    while at < len(source):
        char = source[at]
        if char in BLANK:
            at += 1
            continue
        if char in NEWLINE:
            end = at + (2 if source.startswith("\r\n", at) else 1)
            kind, value = "newline", ""
        elif char == "@" and source[at + 1 : at + 2] and source[at + 1] in SINGLE + DOUBLE:
            raise TokenError(f"a here-string at {at}")
        elif char in SINGLE:
            end, value = _single(source, at)
            kind = "single"
        elif char in DOUBLE:
            end, value = _double(source, at)
            kind = "double"
        elif source.startswith("<#", at):
            end = source.find("#>", at + 2) + 2
            if end < 2:
                raise TokenError(f"a block comment without end at {at}")
            kind, value = "block-comment", ""
        elif char == "#" and not _inside_word(source, at):
            end = next((i for i in range(at, len(source)) if source[i] in NEWLINE), len(source))
            kind, value = "comment", ""
            if is_signature(source[at:end]):
                raise TokenError(f"a signature block at {at}: what follows is not read")
        elif char.isalnum() or char in "_$":
            end = at + 1
            while end < len(source) and (source[end].isalnum() or source[end] == "_"):
                end += 1
            kind, value = "word", ""
        elif char == "`":
            end = at + 2
            kind, value = "mark", ""
        else:
            if ord(char) > 126 or ord(char) < 32:
                raise TokenError(f"U+{ord(char):04X} outside strings and comments at {at}")
            end = at + 1
            kind, value = "mark", ""
        yield Token(kind, source[at:end], value, at)
        at = end


def _inside_word(source: str, at: int) -> bool:
    """``a#b`` is one word: a comment begins where a token may begin."""
    before = source[at - 1] if at else " "
    return before.isalnum() or before in "_-."


def _single(source: str, at: int) -> tuple[int, str]:
    value, index = [], at + 1
    while index < len(source):
        if source[index] in SINGLE:
            if source[index + 1 : index + 2] and source[index + 1] in SINGLE:
                index += 1
            else:
                return index + 1, "".join(value)
        value.append(source[index])
        index += 1
    raise TokenError(f"a string without end at {at}")


def _double(source: str, at: int) -> tuple[int, str]:
    value, index = [], at + 1
    while index < len(source):
        if source[index] in DOUBLE:
            if source[index + 1 : index + 2] and source[index + 1] in DOUBLE:
                index += 1
            else:
                return index + 1, "".join(value)
        elif source[index] == "`":
            index += 1
        elif source.startswith("$(", index):
            index = _sub_expression(source, index, value)
            continue
        if index < len(source):
            value.append(source[index])
            index += 1
    raise TokenError(f"a string without end at {at}")


def _sub_expression(source: str, at: int, value: list[str]) -> int:
    depth, index = 0, at + 1
    while index < len(source):
        depth += (source[index] == "(") - (source[index] == ")")
        index += 1
        if depth == 0:
            value.append(source[at:index])
            return index
    raise TokenError(f"a sub-expression without end at {at}")


def is_signature(comment: str) -> bool:
    """PowerShell's fuzzy test: fewer than ten edits from the line that begins a signature."""
    squeezed = "".join(char for char in comment.lstrip("#") if not char.isspace()).lower()
    return distance(squeezed, SIGNATURE) < 10


def distance(a: str, b: str) -> int:
    """Levenshtein distance, by the textbook matrix."""
    matrix = [[i + j if i * j == 0 else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            matrix[i][j] = min(
                matrix[i - 1][j] + 1,
                matrix[i][j - 1] + 1,
                matrix[i - 1][j - 1] + (a[i - 1] != b[j - 1]),
            )
    return matrix[-1][-1]


def read_table(source: str) -> dict[str, str]:
    """The only thing that a data file may be: one hashtable of literal keys and literal values."""
    found = [token for token in tokens(source) if token.kind != "newline"]
    if [token.text for token in found[:2]] != ["@", "{"] or found[-1].text != "}":
        raise TokenError("no hashtable")
    table: dict[str, str] = {}
    rest = found[2:-1]
    if len(rest) % 3:
        raise TokenError("something else than keys and values")
    for key, sign, value in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        if (key.kind, sign.text, value.kind) != ("single", "=", "single"):
            raise TokenError(f"no literal entry at {key.start}")
        if key.value.lower() in {known.lower() for known in table}:
            raise TokenError(f"the key {key.value!r} stands twice")
        table[key.value] = value.value
    escaped = table.get("Escaped", "").split(" ")
    return {name: unescape(text) if name in escaped else text for name, text in table.items()}


def unescape(text: str) -> str:
    r"""What `Regex.Unescape` makes of ``\uXXXX`` and ``\\``."""
    plain = re.sub(r"\\(?:u([0-9A-F]{4})|(\\))", lambda m: chr(int(m[1], 16)) if m[1] else "\\", text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
