"""Characters that PowerShell takes for quotes, dashes and blanks, and those that only look so.

Source: PowerShell's ``CharTraits.cs`` (classes); Unicode's confusables (look-alikes).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from runbookc.commands.facts import Oddity

SINGLE_QUOTES = "'\u2018\u2019\u201a\u201b"
DOUBLE_QUOTES = '"\u201c\u201d\u201e'
DASHES = "-\u2013\u2014\u2015"
BLANKS = (
    " \t\u000b\u000c\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
LIKE_SINGLE_QUOTES = "\u00b4\u2032\uff07\u2039\u203a"
LIKE_DOUBLE_QUOTES = "\u201f\u00ab\u00bb\u2033\u300c\u300d\u300e\u300f\uff02"
LIKE_DASHES = "\u2010\u2011\u2012\u2212\ufe58\ufe63\uff0d"
LIKE_BRACKETS = {
    "\uff1c": "<",
    "\uff1e": ">",
    "\u2039": "<",
    "\u203a": ">",
    "\u3008": "<",
    "\u3009": ">",
    "\uff08": "(",
    "\uff09": ")",
    "\uff5b": "{",
    "\uff5d": "}",
    "\uff3b": "[",
    "\uff3d": "]",
    "\uff5c": "|",
    "\uff1b": ";",
    "\uff0c": ",",
    "\uff04": "$",
    "\uff1f": "?",
    "\uff05": "%",
    "\uff3c": "\\",
    "\uff0e": ".",
    "\uff1a": ":",
}
INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)

_SAFE = {
    **dict.fromkeys(SINGLE_QUOTES[1:], "'"),
    **dict.fromkeys(DOUBLE_QUOTES[1:], '"'),
    **dict.fromkeys(DASHES[1:], "-"),
    **dict.fromkeys(BLANKS[2:], " "),
}
_ALIKE = {
    **dict.fromkeys(LIKE_SINGLE_QUOTES, "'"),
    **LIKE_BRACKETS,
    **dict.fromkeys(LIKE_DOUBLE_QUOTES, '"'),
    **dict.fromkeys(LIKE_DASHES, "-"),
    **dict.fromkeys(INVISIBLE, " "),
}
_EQUAL_TABLE = str.maketrans(_SAFE)
_ALIKE_TABLE = str.maketrans({**_ALIKE, **_SAFE})

_ENTITIES = {"lt": "<", "gt": ">", "quot": '"', "amp": "&", "apos": "'", "nbsp": " ", "#39": "'", "#34": '"'}
_ENTITY = re.compile(r"\\?&(?:amp;)?(lt|gt|quot|amp|apos|nbsp|#39|#34);")
_ESCAPED = re.compile(r"\\([<>\"'_*$|{}\[\]#])")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*\n]*?[^\s*])\1(?![\w*])|</?(?:strong|em|b|i)>")
_ODD = re.compile("[" + re.escape("".join([*_SAFE, *_ALIKE])) + "]")
_ANY = re.compile(f"(?P<entity>{_ENTITY.pattern})|(?P<char>{_ODD.pattern})")


def equalised(code: str) -> str:
    """`code` with the characters that PowerShell takes for a quote, dash or blank as the ASCII ones.

    As long as `code`, so that offsets stay; a newline is one only where PowerShell sees one.
    """
    return code if code.isascii() else code.translate(_EQUAL_TABLE)


def straightened(code: str) -> str:
    """As `equalised`, and look-alikes too, as they were meant. As long as `code`."""
    return code if code.isascii() else code.translate(_ALIKE_TABLE)


@lru_cache(maxsize=2048)
def typography(code: str) -> tuple[Oddity, ...]:
    """What in `code` does not belong into a command, in the order of its places."""
    found = [*_characters(code), *_escapes(code)]
    return tuple(sorted(found, key=lambda oddity: (oddity.offset, oddity.kind)))


def _characters(code: str) -> Iterator[Oddity]:
    for match in _ANY.finditer(code):
        text = match[0]
        if match["entity"]:
            meant = _ENTITIES[match[2]]
            yield Oddity(kind="entity", text=text, offset=match.start(), accepted=False, meant=meant)
        elif not _inside_text(code, match.start()):
            yield Oddity(
                kind=_kind(text),
                text=text,
                offset=match.start(),
                accepted=text in _SAFE,
                meant="" if text in INVISIBLE else (_SAFE.get(text) or _ALIKE[text]),
            )


def _inside_text(code: str, offset: int) -> bool:
    """Whether the character is part of a word or a quoted text: ``l’état``, ``(备注)``."""
    before, after = code[offset - 1 : offset], code[offset + 1 : offset + 2]
    if code[offset] in INVISIBLE or code[offset] in BLANKS:
        return False
    return before.isalpha() and after.isalpha() and not (before + after).isascii()


def _kind(char: str) -> str:
    if char in INVISIBLE:
        return "invisible"
    if char == "\u00a0":
        return "nbsp"
    if char in BLANKS:
        return "space"
    prefix = "" if char in _SAFE else "look-alike-"
    match _SAFE.get(char) or _ALIKE[char]:
        case "-":
            return prefix + "dash"
        case "'" | '"':
            return prefix + "quote"
    return "look-alike-bracket"


def _escapes(code: str) -> Iterator[Oddity]:
    for match in _ESCAPED.finditer(code):
        if not _ENTITY.match(code, match.start()):
            kind = "markup" if match[1] in "<>_*[]" else "backslash"
            if not _is_path_end(code, match):
                yield Oddity(kind=kind, text=match[0], offset=match.start(), accepted=False, meant=match[1])
    for match in _EMPHASIS.finditer(code):
        inner = match[2] if match[1] else ""
        if match[1] is None or _is_emphasis(match[1], inner):
            yield Oddity(kind="markup", text=match[0], offset=match.start(), accepted=False, meant=inner)


def _is_path_end(code: str, match: re.Match[str]) -> bool:
    r"""``C:\folder\"`` and ``set\<probe>`` are no escapes; ``\<name\>`` is."""
    before = (
        code[: match.start()].rsplit(None, 1)[-1:]
        if not code[match.start() - 1 : match.start()].isspace()
        else []
    )
    word = before[0] if before else ""
    if match[1] == "<":
        return bool(word) and not word.endswith(("<", '"', "'"))
    if match[1] == ">":
        opening = code.rfind("<", 0, match.start())
        return opening > 0 and code[opening - 1] != "\\"
    return bool(word) and match[1] in "\"'$_*{[|"


def _is_emphasis(mark: str, inner: str) -> bool:
    """``**Server**`` is markup, ``*contoso*`` may be a wildcard: only what has no quote around is."""
    return len(mark) > 1 or " " in inner


@lru_cache(maxsize=2048)
def mended(code: str) -> str:
    r"""`code` as it was meant: entities, escapes (``\<name\>``) and look-alikes undone.

    Not as long as `code`. For comparing, never for writing.
    """
    out, end = "", 0
    for oddity in typography(code):
        if oddity.offset < end:
            continue
        out += code[end : oddity.offset] + oddity.meant
        end = oddity.offset + len(oddity.text)
    return out + code[end:]
