"""TYP002."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from runbookc.checks import Corpus, Drift, rule, segments
from runbookc.checks.plain_prose import prose_of
from runbookc.model.runbook import Runbook

_PAIRS = {
    ")": "(", "\uff09": "(", "]": "[", "\u3011": "\u3010", "}": "{", "\uff5d": "{",
    "\u300d": "\u300c", "\u300f": "\u300e", "\u300b": "\u300a",
}  # fmt: skip
_OPENING = {"(": "(", "\uff08": "(", "[": "[", "\u3010": "\u3010", "{": "{", "\uff5b": "{",
            "\u300c": "\u300c", "\u300e": "\u300e", "\u300a": "\u300a"}  # fmt: skip
_ENUMERATION = re.compile(r"(?:^|\s)(?:\d{1,2}|[A-Za-z\u0400-\u04ff]|[ivx]{1,4})$")
_BRACKET = re.compile("[" + re.escape("".join((*_PAIRS, *_OPENING))) + "]")
_FACE = re.compile(r"[:;]-?[()]")
_CONTEXT = 24


@rule("TYP002", level="note", title="unpaired-bracket", message="{place} has an unpaired bracket: {actual}")
def unpaired_bracket(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A bracket is opened and not closed, or closed and not opened, in this edition.

    Why: part of the sentence was lost or moved, and the reader cannot tell what the bracket holds.

    Bad:  "redémarrez le serveur (voir la section suivante".
    Good: "redémarrez le serveur (voir la section suivante)".
    """
    for segment in segments(runbook):
        for locale, text in sorted(segment.texts.items()):
            at = unpaired(text)
            if at is not None:
                yield Drift(
                    locale=locale,
                    at=segment.at,
                    line=segment.lines.get(locale),
                    actual=at,
                    agreeing=tuple(
                        other for other, words in sorted(segment.texts.items()) if unpaired(words) is None
                    ),
                    confidence=0.7,
                )


@lru_cache(maxsize=8192)
def unpaired(text: str) -> str | None:
    """The first unpaired bracket of canonical inline Markdown with what follows; None if there is none.

    Brackets of either width pair; those of enumerations (``a)``) and in code do not count.
    """
    if not _BRACKET.search(text):
        return None
    prose = _FACE.sub("  ", prose_of(text))
    stack: list[tuple[str, int]] = []
    for match in _BRACKET.finditer(prose):
        index, char = match.start(), match[0]
        if char in _OPENING:
            stack.append((_OPENING[char], index))
        else:
            if not stack and _ENUMERATION.search(prose, max(0, index - 6), index):
                continue
            if not stack or stack[-1][0] != _PAIRS[char]:
                return prose[max(0, index - _CONTEXT) : index + 1]
            stack.pop()
    return prose[stack[0][1] : stack[0][1] + _CONTEXT] if stack else None
