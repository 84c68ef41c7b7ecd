"""A shadow of a command that the PowerShell grammar can read: as long, with the same structure.

The grammar knows no placeholders, no typographic quotes, no lists of bare words
(``-DialPlans A, B``), no optional parts (``[-Archive]``) and no line ends that an exporter made. The
shadow has plain words in their place, so that errors keep their offsets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from runbookc.commands.characters import equalised
from runbookc.commands.facts import Token
from runbookc.commands.lexer import tokens
from runbookc.commands.words import PROMPTS, read_string

_IN_LIST = frozenset(("word", "number", "string", "path", "host", "placeholder", "variable", "member"))
_BARE = frozenset(("word", "path", "host", "placeholder", "string", "number"))
_ENDS_LINE = frozenset(("pipe", "separator", "comma", "bracket", "operator", "comment", "keyword"))
_SIMPLE = re.compile(r"[-+]?\w[\w.-]*")


def shadowed(code: str) -> str:
    """A text of ASCII, as long as `code` and with its structure, that the grammar can read."""
    text = equalised(code)
    chars = [char if (char.isascii() and char.isprintable()) or char == "\n" else "x" for char in text]
    for index, char in enumerate(code):
        if char in "\r\t":
            chars[index] = " "
    for prompt in PROMPTS.finditer(code):
        _fill(chars, prompt.start(), prompt.end(), " ")
    found = tokens(code)
    _join_wraps(chars, code, found)
    for index, token in enumerate(found):
        if token.kind == "comma":
            _shadow_comma(chars, found, index)
        elif token.kind == "optional":
            chars[token.start] = " "
        elif token.kind == "parameter":
            _shadow_digits(chars, token)
        elif _is_strange(token, text):
            _fill(chars, token.start, token.end)
            if token.kind == "placeholder" and index and found[index - 1].kind == "operator":
                chars[token.start] = "$"
    return "".join(chars)


def _is_strange(token: Token, text: str) -> bool:
    """Whether the grammar may stumble over a word that PowerShell can read."""
    if token.kind == "command":
        return "<" in token.value or (not token.quoted and "/" in token.value)
    if token.kind not in _BARE:
        return False
    if not token.quoted:
        return not _SIMPLE.fullmatch(text, token.start, token.end)
    if text[token.start] == "@":
        return False
    if text[token.start] not in "\"'":
        return True
    return read_string(text, token.start)[1] != token.end - token.start


def _join_wraps(chars: list[str], code: str, found: Sequence[Token]) -> None:
    """Line ends between the words of one command, which are none of PowerShell's."""
    for before, after in pairwise(found):
        if before.kind not in _ENDS_LINE:
            for index in range(before.end, after.start):
                if chars[index] == "\n" and "`" not in code[before.end : index]:
                    chars[index] = " "


def _shadow_comma(chars: list[str], found: Sequence[Token], index: int) -> None:
    """``A, B`` becomes one word; before or after a bracket (``Name, @{…}``) the comma goes."""
    if index == 0 or index + 1 >= len(found):
        return
    before, after = found[index - 1], found[index + 1]
    bare = [token.kind in _BARE and not token.quoted for token in (before, after)]
    goes_on = index >= 2 and found[index - 2].kind == "comma" and chars[before.start] == "x"
    if before.kind in _IN_LIST and after.kind in _IN_LIST:
        if any(bare) or goes_on:
            _fill(chars, before.start, after.end)
    elif any(bare) or goes_on:
        chars[found[index].start] = " "


def _shadow_digits(chars: list[str], token: Token) -> None:
    """The grammar knows no parameter with a digit in its name (``-CustomAttribute1``)."""
    for index in range(token.start, token.end):
        if chars[index].isdigit():
            chars[index] = "x"


def _fill(chars: list[str], start: int, end: int, char: str = "x") -> None:
    chars[start:end] = char * (end - start)
