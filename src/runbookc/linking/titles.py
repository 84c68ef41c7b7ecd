"""Sections cited by their titles: in the edition's own words, or in another edition's."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from runbookc import inline
from runbookc.linking.sections import Key
from runbookc.locales.words import words
from runbookc.lowering.citations import is_unspaced, same_word, word_after, word_before
from runbookc.model.article import Article, Section

_MANY_WORDS = 3
_MANY_CHARACTERS = 5
"""A title of so many characters is unmistakable in a script without spaces."""
_MIN_LEARNED = 4
_NOT_ALNUM = re.compile(r"[\W_]+")
_BEFORE = 40
_OPENING = " \t\u00a0\"'*\u00ab\u201c\u2018\u300c("
_SENTENCE_END = ".!?\u3002\uff01\uff1f"
_MAX_TITLES = 500
"""So that a file of many thousand headings and paragraphs does not take minutes."""


@dataclass(frozen=True, slots=True)
class Title:
    plain: str
    compact: str
    """Letters and digits alone, folded."""
    section: int
    found_by: str
    """``title`` or ``foreign-title``."""
    weak: bool
    """Titles of sections that only link are turns of phrase ("For more information")."""

    @property
    def sure(self) -> bool:
        """Long enough to be a citation inside a sentence."""
        if self.weak:
            return False
        if _is_mostly_unspaced(self.compact):
            return len(self.compact) >= _MANY_CHARACTERS
        return len(self.plain.split()) >= _MANY_WORDS


@dataclass(frozen=True, slots=True)
class Mention:
    start: int
    end: int
    text: str
    section: int | None
    """Index in the citing article; None when it is not known which one is meant."""
    found_by: str


class Keyed(NamedTuple):
    """An article with the keys of its sections (see `section_keys`)."""

    article: Article
    keys: Sequence[Key]


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles by which an article's sections may be cited."""

    titles: tuple[Title, ...]
    """The longest first."""
    section_words: tuple[str, ...]
    """Folded words that stand beside a cited title."""

    @classmethod
    def of(cls, own: Keyed, siblings: Iterable[Keyed], texts: Sequence[str]) -> Titles:
        """`texts` is the article's prose, from which the word for *section* is learned."""
        found = _titles(own, siblings)
        known = words(own.article.locale).section
        reader = cls(found, known)
        return reader if known else cls(found, reader._learned(texts))

    def find(self, text: str) -> tuple[Mention, ...]:
        """The titles cited in plain text, in order; the longest of those that overlap."""
        if not self.titles:
            return ()
        text = unicodedata.normalize("NFC", text)
        compact = _compact(text)
        hits = list(self._hits(compact))
        positions = _positions(text) if hits else []
        if len(positions) != len(compact):
            return ()
        taken = bytearray(len(text))
        found: list[Mention] = []
        for at, title in hits:
            start, end = positions[at], positions[at + len(title.compact) - 1] + 1
            whole = _is_edge(text, start) and _is_edge(text, end) and not any(taken[start:end])
            if whole and self._is_citation(title, text, start, end):
                taken[start:end] = b"\1" * (end - start)
                found.append(Mention(start, end, text[start:end], title.section, title.found_by))
        return tuple(sorted(found, key=lambda mention: mention.start))

    def _hits(self, compact: str) -> Iterator[tuple[int, Title]]:
        """Where titles stand in a compact text, the longest first."""
        for title in self.titles:
            if title.compact in compact:
                at = compact.find(title.compact)
                while at >= 0:
                    yield at, title
                    at = compact.find(title.compact, at + 1)

    def _is_citation(self, title: Title, text: str, start: int, end: int) -> bool:
        capital = text[start].isupper() or not title.plain[:1].isupper()
        before = text[max(0, start - _BEFORE) : start].rstrip(_OPENING)
        inside = bool(before) and before[-1] not in _SENTENCE_END
        return (title.sure and capital and inside) or self.beside(text, start, end)

    def beside(self, text: str, start: int, end: int) -> bool:
        """Whether a word for *section* stands right before or after."""
        before, after = word_before(text, start), word_after(text, end)
        return any(same_word(before, word) or same_word(after, word) for word in self.section_words)

    def _learned(self, texts: Sequence[str]) -> tuple[str, ...]:
        """The word beside most of the long titles that are cited."""
        before: Counter[str] = Counter()
        after: Counter[str] = Counter()
        total = 0
        for text in texts:
            for mention in self.find(text):
                total += 1
                before[word_before(text, mention.start)] += 1
                after[word_after(text, mention.end)] += 1
        counts = before + after
        return tuple(
            sorted(
                word
                for word, count in counts.items()
                if count * 2 > total >= 2 and (len(word) >= _MIN_LEARNED or (word and is_unspaced(word)))
            )
        )


def _titles(own: Keyed, siblings: Iterable[Keyed]) -> tuple[Title, ...]:
    place = {key: index for index, key in enumerate(own.keys)}
    found: dict[str, Title] = {}
    for index, section in enumerate(own.article.sections):
        _add(found, section, index, "title")
    for sibling in siblings:
        for key, section in zip(sibling.keys, sibling.article.sections, strict=True):
            if key in place and len(found) < _MAX_TITLES:
                _add(found, section, place[key], "foreign-title")
    titles = list(found.values())[:_MAX_TITLES]
    return tuple(sorted(titles, key=lambda title: (-len(title.compact), title.compact)))


def _add(found: dict[str, Title], section: Section, index: int, found_by: str) -> None:
    plain = inline.plain(section.title).strip()
    compact = _compact(plain)
    if compact and compact not in found:
        found[compact] = Title(plain, compact, index, found_by, section.role == "further-information")


@lru_cache(maxsize=8192)
def _compact(text: str) -> str:
    """The folded letters and digits of `text`."""
    return _NOT_ALNUM.sub("", unicodedata.normalize("NFKC", text).casefold())


def _positions(text: str) -> list[int]:
    """Where in `text` each character of its compact form stands."""
    return [index for index, char in enumerate(text) for _ in _compact(char)]


def _is_edge(text: str, index: int) -> bool:
    """Whether no word goes on from before `index` to behind it."""
    pair = text[max(0, index - 1) : index + 1]
    return len(pair) < 2 or not all(char.isalnum() and not is_unspaced(char) for char in pair)


def _is_mostly_unspaced(text: str) -> bool:
    return sum(is_unspaced(char) for char in text) * 2 > len(text)
