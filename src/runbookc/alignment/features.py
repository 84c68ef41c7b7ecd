"""What the alignment compares: invariants, length, sentences, cognates and the place of a leaf.

Length as evidence follows Gale & Church, "A Program for Aligning Sentences in Bilingual Corpora"
(1993); shared word beginnings follow Simard, Foster & Isabelle, "Using Cognates to Align Sentences"
(1992). Both are weak against an identifier or a command.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from runbookc.inline import plain
from runbookc.invariants import invariants
from runbookc.model import article as a


@dataclass(slots=True, frozen=True, eq=False)
class Features:
    kind: str
    """``paragraph``, ``command`` or ``row``."""
    shape: str
    """The containers around it, see `outline`."""
    first: bool
    """Whether it is the first thing in its container."""
    followed: str
    """The kind of block that follows in its container: what a colon at its end would announce."""
    tokens: frozenset[str]
    """Invariants; a repeated one carries its count."""
    words: frozenset[str]
    """Word beginnings (or character pairs in scripts without blanks)."""
    length: int
    """Characters, wide ones counted twice."""
    sentences: int


_WORD = re.compile(r"[^\W\d_]{4,}")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)]*(?=\s|$)|[。！？]|[।؟]")


@lru_cache(maxsize=16384)
def sentence_count(text: str) -> int:
    """How many sentence ends a plain text has, at least 1."""
    return max(1, sum(not _goes_on(text, match.end()) for match in _SENTENCE_END.finditer(text)))


def _goes_on(text: str, at: int) -> bool:
    """Whether the stop before `at` was that of an abbreviation: a small letter follows."""
    return text[at : at + 2].lstrip()[:1].islower()


@lru_cache(maxsize=16384)
def word_beginnings(text: str) -> frozenset[str]:
    """First five letters of each word of four or more, without accents; pairs of CJK characters."""
    folded = text.casefold()
    if not folded.isascii():
        folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    found = {word[:5] for word in _WORD.findall(folded) if not _HAN.match(word)}
    for run in _HAN.findall(unicodedata.normalize("NFC", folded)):
        found.update(run[i : i + 2] for i in range(len(run) - 1))
    return frozenset(found)


@lru_cache(maxsize=16384)
def display_length(text: str) -> int:
    """Characters, those of East Asian scripts counted twice."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def numbered(values: Iterable[str]) -> frozenset[str]:
    """A multiset as a set: the second ``x`` is ``x#2``."""
    counts: Counter[str] = Counter()
    out = set()
    for value in values:
        counts[value] += 1
        out.add(value if counts[value] == 1 else f"{value}#{counts[value]}")
    return frozenset(out)


class _Said(NamedTuple):
    """What depends on the text of a paragraph alone."""

    tokens: frozenset[str]
    words: frozenset[str]
    length: int
    sentences: int


@lru_cache(maxsize=16384)
def _said(text: str) -> _Said:
    shown = plain(text)
    return _Said(
        numbered("link" if item.kind == "link" else item.value for item in invariants(text)),
        word_beginnings(shown),
        display_length(shown),
        sentence_count(shown),
    )


def of_paragraph(paragraph: a.Paragraph, shape: str, first: bool, followed: str) -> Features:
    said = _said(paragraph.text)
    tokens = said.tokens
    if paragraph.links:
        tokens |= {f"to {link.target}" for link in paragraph.links}
    return Features(
        kind="paragraph",
        shape=shape,
        first=first,
        followed=followed,
        tokens=tokens,
        words=said.words,
        length=said.length,
        sentences=said.sentences,
    )


_CODE_WORD = re.compile(r"[\w$.:-]+|[|{}\\<>=]")


@lru_cache(maxsize=4096)
def code_tokens(code: str) -> frozenset[str]:
    """The words of a command, without case."""
    return numbered(_CODE_WORD.findall(code.casefold()))


def of_command(command: a.Command, shape: str, first: bool, followed: str) -> Features:
    return Features(
        kind="command",
        shape=shape,
        first=first,
        followed=followed,
        tokens=code_tokens(command.code),
        words=frozenset(),
        length=len(command.code),
        sentences=1,
    )


def of_row(row: a.Row, shape: str) -> Features:
    text = " ".join(plain(cell.text) for cell in row.cells)
    tokens = numbered(
        item.value for cell in row.cells for line in cell.text.split("\n") for item in invariants(line)
    )
    return Features(
        kind="row",
        shape=shape,
        first=row.header,
        followed="",
        tokens=tokens,
        words=word_beginnings(text),
        length=display_length(text),
        sentences=len(row.cells),
    )
