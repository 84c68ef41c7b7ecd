"""What does not belong into a command: typographic characters, entities, markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from runbookc.commands.characters import (
    ACCEPTED,
    BLANKS,
    DOUBLE_QUOTES,
    INVISIBLE,
    LOOK_ALIKES,
    SINGLE_QUOTES,
)
from runbookc.commands.facts import Oddity
from runbookc.commands.lexer import tokens
from runbookc.commands.placeholders import slots
from runbookc.commands.words import MAX_LENGTH

_ENTITIES = {"lt": "<", "gt": ">", "quot": '"', "amp": "&", "apos": "'", "nbsp": " ", "#39": "'", "#34": '"'}
_ENTITY = re.compile(r"\\?&(?:amp;)?(lt|gt|quot|amp|apos|nbsp|#39|#34);")
_ESCAPE = re.compile(r"\\([<>\"'_*$|{}\[\]#])")
_EMPHASIS = re.compile(
    r"(?P<mark>\*{2,3}|__)(?=[^\s*_])(?P<strong>[^*\n]{1,200}?[^\s*_])(?P=mark)"
    r"|(?<![\w*])\*(?P<around><[^<>*\n]+>)\*(?![\w*])"
    r"|<\*(?P<inside>[^<>*\n]+)\*>"
    r"|</?(?:strong|em|b|i)>"
)
_ODD = re.compile("[" + re.escape("".join([*ACCEPTED, *LOOK_ALIKES, *INVISIBLE])) + "]")
_PATH_BEFORE = re.compile(r"[\w:\\%>).*-]")
_DEEPEST = 4
"""Damage may lie on damage (``&amp;lt;``, ``\\<*name*\\>``), but not deeper than this."""


@lru_cache(maxsize=2048)
def typography(code: str, language: str = "powershell") -> tuple[Oddity, ...]:
    """What in `code` does not belong into a command, in the order of its places.

    Typographic quotes and dashes inside a quoted string are text and not reported; what cannot be
    seen there (no-break and zero-width blanks) is.
    """
    if code.isascii() and "\\" not in code and "&" not in code and "*" not in code and "<" not in code:
        return ()
    found = [*_characters(code, language), *_entities(code), *_escapes(code), *_emphasis(code)]
    if language != "powershell":
        found = [msgspec.structs.replace(oddity, accepted=False) for oddity in found]
    return tuple(sorted(found, key=lambda oddity: (oddity.offset, oddity.kind)))


def _characters(code: str, language: str) -> Iterator[Oddity]:
    if code.isascii():
        return
    delimiters = _delimiters(code, language)
    for match in _ODD.finditer(code):
        char, at = match[0], match.start()
        hidden = char in INVISIBLE or char in BLANKS
        if not hidden and (_is_text(char, delimiters.get(at)) or _inside_word(code, at)):
            continue
        if char in BLANKS and delimiters.get(at) is not None and char != "\u00a0":
            continue
        meant = "" if char in INVISIBLE else ACCEPTED.get(char) or LOOK_ALIKES[char]
        accepted = char in ACCEPTED and not (hidden and delimiters.get(at) is not None)
        yield Oddity(kind=_kind(char), text=char, offset=at, accepted=accepted, meant=meant)


def _delimiters(code: str, language: str) -> dict[int, str]:
    """Offset of a character in a quoted word or a placeholder to the characters that quote it."""
    out: dict[int, str] = {}
    if language != "powershell" or len(code) > MAX_LENGTH:
        return out
    for token in tokens(code, language):
        if token.quoted:
            text = code[token.start : token.end]
            quotes = next(
                (each for char in text for each in (SINGLE_QUOTES, DOUBLE_QUOTES) if char in each), ""
            )
            out.update(dict.fromkeys(range(token.start, token.end), quotes))
    for slot in slots(code):
        out.update(dict.fromkeys(range(slot.start, slot.end), ""))
    return out


def _is_text(char: str, quotes: str | None) -> bool:
    """Whether the character stands in a string that it neither opens nor closes."""
    return quotes is not None and char not in quotes


def _inside_word(code: str, offset: int) -> bool:
    """``l’état``, ``备注（一）``: part of a text in another script than ASCII."""
    before, after = code[offset - 1 : offset], code[offset + 1 : offset + 2]
    return before.isalpha() and after.isalpha() and not (before + after).isascii()


def _kind(char: str) -> str:
    if char in INVISIBLE:
        return "invisible"
    if char in BLANKS:
        return "nbsp" if char == "\u00a0" else "space"
    meant = ACCEPTED.get(char) or LOOK_ALIKES[char]
    if meant not in "-'\"":
        return "look-alike"
    name = "dash" if meant == "-" else "quote"
    return name if char in ACCEPTED else f"look-alike-{name}"


def _entities(code: str) -> Iterator[Oddity]:
    for match in _ENTITY.finditer(code):
        meant = _ENTITIES[match[1]]
        yield Oddity(kind="entity", text=match[0], offset=match.start(), accepted=False, meant=meant)


def _escapes(code: str) -> Iterator[Oddity]:
    """Backslashes of Markdown's: those that are in no path, and the partner of each."""
    open_: set[str] = set()
    for match in _ESCAPE.finditer(code):
        char = match[1]
        before = code[match.start() - 1 : match.start()]
        partner = {">": "<", "}": "{", "]": "["}.get(char, char)
        closes = partner in open_
        if not closes and _PATH_BEFORE.match(before):
            continue
        if closes:
            open_.discard(partner)
        else:
            open_.add(char)
        kind = "markup" if char in "<>_*[]" else "backslash"
        yield Oddity(kind=kind, text=match[0], offset=match.start(), accepted=False, meant=char)


def _emphasis(code: str) -> Iterator[Oddity]:
    for match in _EMPHASIS.finditer(code):
        inside = f"<{match['inside']}>" if match["inside"] else ""
        meant = inside or match["strong"] or match["around"] or ""
        if not (match["mark"] == "__" and (match["strong"] or "").isidentifier() and _touches(code, match)):
            yield Oddity(kind="markup", text=match[0], offset=match.start(), accepted=False, meant=meant)


def _touches(code: str, match: re.Match[str]) -> bool:
    """``$__x__`` and ``a__b__`` are names."""
    return bool(re.match(r"[\w$]", code[match.start() - 1 : match.start()]))


@lru_cache(maxsize=2048)
def mended(code: str, language: str = "powershell") -> str:
    r"""`code` as it was meant: entities, escapes (``\<name\>``), markup and look-alikes undone.

    For comparing and for suggestions; an edition keeps what it has.
    """
    for _ in range(_DEEPEST):
        better = _mended_once(code, language)
        if better == code:
            break
        code = better
    return code


def _mended_once(code: str, language: str) -> str:
    out, end = "", 0
    for oddity in typography(code, language):
        if oddity.offset < end:
            continue
        out += code[end : oddity.offset] + oddity.meant
        end = oddity.offset + len(oddity.text)
    return out + code[end:]
