"""Sentences and words of a text in any script, without a list of either.

Names, numbers and code are masked: what is left is what a translator writes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile
from sys import intern

from runbookc import inline

MASK = "\u25a1"
"""Stands for a name, a number or a piece of code."""

_BREAK = re.compile(
    r"(?:(?<=[.!?\u2026\u061f\u0964])[\"'»”’)]*\s+(?=[^\W\d_a-zà-ÿ]|[\"'«“‘(¿¡]|\u25a1)|(?<=[.!?])(?=[\u3040-\u9fff\uac00-\ud7a3])|(?<=[。！？．])[」』”）)]*)"
)
_ENDED = re.compile(r"[.!?:;\u2026\u061f\u0964。！？．：；][\"'»”’)」』）\s]*$")
_TITLE = 120
_LETTERS = re.compile(r"[^\W\d_]{2,}|[\u3040-\u9fff\uac00-\ud7a3\u0e00-\u0e7f]")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:(?:[^\W\d_]\.\s?)+|[a-zà-ÿа-я]{2}\.)$")
_NAME = re.compile(
    r"https?://\S+|(?<![^\W_])(?:[A-Za-z0-9$%<]{0,80}(?:[a-z][A-Z]|[A-Z]{2}[a-z]|\d|[\\_%$])[A-Za-z0-9_.\\%$<>-]*"
    r"|[A-Za-z]\w*(?:[.-][A-Z]\w*)+|\d[\d.,:/]*)"
)
_RUN = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff]+|[\uac00-\ud7a3]+|[\u0e00-\u0e7f]+|[^\W\d_\u3040-\u9fff\uac00-\ud7a3]+"
)
_TOKEN = re.compile(r"[\u0e00-\u0e7f\u3040-\u9fff]|\u25a1|[^\W_\u3040-\u9fff]+")
_INSIDE = re.compile(r"[.:][A-Za-z0-9]")
"""A dot inside of a name, which ends no sentence."""
_REPEATED = {False: 5, True: 9}
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7a3]")
STEM = 5
"""Letters of a word that count: endings change with number, gender and case."""


@lru_cache(maxsize=16384)
def masked(text: str) -> str:
    """Plain text of canonical inline Markdown with every name, number and piece of code as `MASK`."""
    pieces: list[str] = []
    _collect(inline.parse(text), pieces)
    # No name has a blank in it.
    return " ".join(map(_masked_word, "".join(pieces).split()))


@lru_cache(maxsize=16384)
def _masked_word(word: str) -> str:
    return _NAME.sub(_masked_name, word)


def _masked_name(match: re.Match[str]) -> str:
    found = match[0]
    return MASK + (found[-1] if found[-1] in ".,:" else "")


def _collect(nodes: tuple[inline.Inline, ...], pieces: list[str]) -> None:
    for node in nodes:
        match node:
            case inline.Text(text):
                pieces.append(text)
            case inline.Code() | inline.Placeholder():
                pieces.append(MASK)
            case inline.Strong(children) | inline.Emphasis(children) | inline.Link(_, children):
                _collect(children, pieces)


def restored(sentence: str, text: str) -> str:
    """A masked sentence as the text (canonical inline Markdown) that it was taken from has it.

    What is not in the text comes back as it is.
    """
    plain = " ".join(inline.plain(text).split())
    pieces = sentence.split(MASK)
    start = end = -1
    for index, piece in enumerate(pieces):
        if _is_blank(piece):
            continue
        found = plain.find(piece, max(end, 0))
        while found >= 0 and index == len(pieces) - 1 and _INSIDE.match(plain, found + len(piece) - 1):
            found = plain.find(piece, found + 1)
        if found < 0:
            return sentence
        start, end = (found if start < 0 else start), found + len(piece)
    if start < 0:
        return sentence
    for _ in takewhile(_is_blank, pieces):
        start = plain.rfind(" ", 0, len(plain[:start].rstrip())) + 1
    for _ in takewhile(_is_blank, reversed(pieces)):
        stop = plain.find(" ", len(plain) - len(plain[end:].lstrip()))
        end = len(plain) if stop < 0 else stop
    return plain[start:end]


def _is_blank(piece: str) -> bool:
    return not piece.strip()


@lru_cache(maxsize=16384)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a masked text, in order; what has no letters belongs to the one before.

    A short text without a stop at its end is a title: a dot inside it ends nothing.
    """
    if len(text) < _TITLE and not _ENDED.search(text):
        return (text,) if text else ()
    found: list[str] = []
    for piece in _BREAK.split(text):
        piece = piece.strip()
        if not piece:
            continue
        if found and (not _LETTERS.search(piece) or _ABBREVIATION.search(found[-1])):
            found[-1] += " " + piece
        else:
            found.append(piece)
    return tuple(found)


@lru_cache(maxsize=32768)
def words(text: str) -> tuple[str, ...]:
    """Words of a masked text, as they stand, folded; pairs of characters where no blanks part words."""
    found: list[str] = []
    runs = _RUN.findall(text.casefold())
    if not is_unspaced(text):
        return tuple(runs)
    for run in runs:
        if _UNSPACED.match(run) and len(run) > 1:
            found += (run[i : i + 2] for i in range(len(run) - 1))
        else:
            found.append(run)
    return tuple(found)


@lru_cache(maxsize=32768)
def stem_list(text: str) -> tuple[str, ...]:
    """The words of a masked text without their endings, in order."""
    # One object for each stem: they are the keys of large dictionaries.
    return tuple([intern(word[:STEM]) for word in words(text)])


@lru_cache(maxsize=32768)
def stems(text: str) -> frozenset[str]:
    """The same, each once."""
    return frozenset(stem_list(text))


@lru_cache(maxsize=16384)
def repeated(text: str) -> str | None:
    """A stretch that stands twice in a row, five words at least (or nine characters where no blanks
    part words); None if there is none."""
    least = _REPEATED[is_unspaced(text)]
    if len(text) < 2 * least:
        return None
    folded = _TOKEN.findall(text.casefold())
    stretches = list(zip(*(folded[i:] for i in range(least)), strict=False))
    if len(set(stretches)) == len(stretches):
        return None
    line = [(match[0].casefold(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    names = [word for word, _, _ in line]
    seen: dict[tuple[str, ...], int] = {}
    for j in range(len(line) - least + 1):
        key = tuple(names[j : j + least])
        i = seen.get(key)
        seen[key] = j
        if i is not None and j - i >= least and names[i:j] == names[j : 2 * j - i]:
            found = text[line[i][1] : line[j - 1][2]]
            if not is_unspaced(found) or _is_clause(text, line[i][1], line[min(2 * j - i, len(line)) - 1][2]):
                return found
    return None


def _is_clause(text: str, start: int, end: int) -> bool:
    """Whether punctuation, or the text's edge, stands on both sides."""
    return not (text[start - 1 : start] + text[end : end + 1]).strip().isalnum() and not (
        start and text[start - 1].isalnum()
    )


def is_unspaced(text: str) -> bool:
    """Whether blanks do not part the words of a text (Chinese, Japanese, Korean, Thai)."""
    return _UNSPACED.search(text) is not None


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """One word without its ending."""
    return word.casefold()[:STEM]
