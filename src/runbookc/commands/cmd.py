"""Command lines of cmd.exe to tokens (source: ``cmd /?``, "Parsing C++ command-line arguments")."""

from __future__ import annotations

import re

from runbookc.commands.facts import Token
from runbookc.commands.placeholders import slots
from runbookc.commands.words import classify

_SWITCH = re.compile(r"/[A-Za-z?][\w.?-]*|-[A-Za-z?][\w-]*")
_ENDING = re.compile(r"\.(?:exe|cmd|bat|com)$", re.IGNORECASE)
_SPECIAL = frozenset(" \t\r\n|&<>()")


def program_name(word: str) -> str:
    r"""The program that a word at the start of a command line runs: lower case, without folder and ending.

    >>> program_name(r"%windir%\system32\inetsrv\AppCmd.exe")
    'appcmd'
    """
    return _ENDING.sub("", re.split(r"[\\/]", word.strip('"'))[-1]).lower()


def cmd_tokens(text: str) -> tuple[Token, ...]:
    """The tokens of `text`, whose blanks are plain ones."""
    starts = {slot.start: slot for slot in slots(text)}
    out: list[Token] = []
    at, first = 0, True
    while at < len(text):
        char = text[at]
        if char in " \t\r" or _is_continuation(text, at):
            at += 2 if char == "^" else 1
        elif char == "\n" or (char in "|&<>()" and at not in starts):
            token = _special(text, at)
            if token.value != "\n" or (out and not first):
                out.append(token)
            first = token.kind in ("pipe", "separator", "bracket")
            at = token.end
        else:
            end, value, quoted = _word(text, at, {start: slot.end for start, slot in starts.items()})
            out.append(_classified(value, at, end, first=first, quoted=quoted))
            at, first = end, False
    return tuple(out)


def _special(text: str, at: int) -> Token:
    char = text[at]
    double = text[at : at + 2] if text[at : at + 2] in ("||", "&&", ">>") else char
    kind = {"|": "pipe", "&": "separator", "\n": "separator", "(": "bracket", ")": "bracket"}.get(
        char, "redirect"
    )
    return Token(kind=kind, value=double, start=at, end=at + len(double))


def _is_continuation(text: str, at: int) -> bool:
    """A caret at the end of a line: the command goes on."""
    return text[at] == "^" and text[at + 1 : at + 2] in ("\r", "\n", "")


def _word(text: str, at: int, placeholders: dict[int, int]) -> tuple[int, str, bool]:
    value, quoted = "", False
    while at < len(text):
        if at in placeholders:
            value += text[at : placeholders[at]]
            at = placeholders[at]
        elif text[at] == '"':
            end = text.find('"', at + 1)
            end = len(text) if end < 0 else end
            value, quoted, at = value + text[at + 1 : end], True, end + 1
        elif text[at] in _SPECIAL or _is_continuation(text, at):
            break
        else:
            value, at = value + text[at], at + 1
    return min(at, len(text)), value, quoted


def _classified(value: str, start: int, end: int, *, first: bool, quoted: bool) -> Token:
    if first:
        return Token(
            kind="command", value=_ENDING.sub("", value).lower(), start=start, end=end, quoted=quoted
        )
    whole = slots(value)
    if len(whole) == 1 and (whole[0].start, whole[0].end) == (0, len(value)):
        return Token(kind="placeholder", value=value, start=start, end=end, quoted=quoted)
    if not quoted and _SWITCH.fullmatch(value):
        return Token(kind="parameter", value=value, start=start, end=end)
    kind = classify(value)
    return Token(
        kind="string" if quoted and kind == "word" else kind, value=value, start=start, end=end, quoted=quoted
    )
