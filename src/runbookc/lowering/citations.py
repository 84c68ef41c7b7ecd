"""Steps cited in prose: ``2c``, ``2.C.``, ``step 2``, ``步骤 5 和 6``, ``2c단계``.

A figure with a letter is a citation by itself when a list of the article has that item. A bare
number is one only beside the word that stands beside such a figure elsewhere in the article (that
is how a language is learned), or beside a word that the locale's optional list has. Numbers joined
to a citation by a comma, a dash or the language's *and* are cited as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

import msgspec

from runbookc.locales.words import connectives, words
from runbookc.lowering.waits import duration_spans

_WORDISH = r"0-9A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f_"
_CANDIDATE = re.compile(
    rf"(?<![{_WORDISH}$#%\\])(?<![\d{_WORDISH}][.,:/])(?<![^\d]-)"
    r"(?P<number>\d{1,2})(?:(?P<dot>\.?)(?P<letter>[A-Za-z\u0430-\u044f\u0410-\u042f])(?:\.?(?P<third>\d{1,2}|[ivx]{1,4}))?)?"
    rf"(?![{_WORDISH}%\u00b0])(?![.,:/]\d)"
)
_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u0900-\u109f\u1780-\u17df])+")
_LONGEST_PREPOSITION = 5
_LAST_WORD = re.compile(r"(?<!\w)[^\W\d_]+\s+\Z")
_GAP = re.compile(r"^[\s\u00a0\u202f\"'()*\u00ab\u00bb\u2018-\u201f\u300c-\u300f:.\uff1a]{0,3}$")
_DIGIT = re.compile(r"\d")
_RANGE = "-\u2010\u2011\u2012\u2013\u2014~\uff5e\u301c"
_DASHES = ",\u3001\uff0c;-\u2010\u2011\u2012\u2013\u2014~\uff5e\u301c/&+"
_ORDINALS = " \u00a0第제"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгдежзиклмн"
_LOOKALIKES = {"а": "a", "в": "b", "с": "c", "е": "e", "к": "k", "м": "m", "н": "h", "д": "d"}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_MIN_LEARNED = 3
_SURE_LENGTH = 4

Addresses = frozenset[tuple[int, ...]]


class Citation(msgspec.Struct, frozen=True):
    start: int
    end: int
    text: str
    through: str = ""
    """The range that begins here, as written: ``1 to 3``."""


def addresses(written: str) -> tuple[tuple[int, ...], ...]:
    """Item numbers that a citation can mean, likeliest first: ``2c`` is (2, 3).

    A Cyrillic letter counts in its own alphabet, or as the Latin one that it looks like.
    """
    match = _CANDIDATE.fullmatch(unicodedata.normalize("NFKC", written).rstrip("."))
    if not match:
        return ()
    number = int(match["number"])
    if not match["letter"]:
        return ((number,),)
    third = match["third"] or ""
    tail = () if not third else (int(third) if third.isdigit() else _ROMAN.get(third, 0),)
    return tuple((number, position, *tail) for position in _positions(match["letter"].lower()))


def _positions(letter: str) -> Iterator[int]:
    if letter in _LATIN:
        yield _LATIN.index(letter) + 1
        return
    if letter in _CYRILLIC:
        yield _CYRILLIC.index(letter) + 1
    if letter in _LOOKALIKES:
        yield _LATIN.index(_LOOKALIKES[letter]) + 1


@dataclass(frozen=True, slots=True)
class CitationReader:
    """Reads the step citations of one article."""

    locale: str
    existing: Addresses
    """Item numbers of every item of the article's ordered lists, from the outermost list."""
    before: tuple[str, ...]
    """Folded words that stand before a cited number."""
    after: tuple[str, ...]

    def read(self, text: str) -> tuple[Citation, ...]:
        """The citations in plain text, in order."""
        found = _candidates(text, self.locale)
        if not found:
            return ()
        cited = [
            self._is_cited(text, match) or self._begins_range(text, match, after)
            for match, after in zip(found, [*found[1:], None], strict=True)
        ]
        if not any(cited):
            return ()
        self._spread(text, found, cited)
        citations = [_citation(text, match) for match, is_cited in zip(found, cited, strict=True) if is_cited]
        return tuple(
            msgspec.structs.replace(one, through=text[one.start : other.end])
            if other and self._spans(text[one.end : other.start])
            else one
            for one, other in zip_longest(citations, citations[1:])
        )

    def numbers(self, text: str) -> tuple[Citation, ...]:
        """Every number that could be a citation by its shape."""
        return tuple(_citation(text, match) for match in _candidates(text, self.locale))

    def _is_cited(self, text: str, match: re.Match[str]) -> bool:
        if _is_unmistakable(match, self.existing):
            return True
        before, after = word_before(text, match.start()), word_after(text, match.end())
        if any(same_word(before, word) for word in self.before):
            return True
        return any(same_word(after, word) for word in self.after)

    def _begins_range(self, text: str, match: re.Match[str], after: re.Match[str] | None) -> bool:
        """*steps from 1 to 3*: the word for *step* stands before the word before the first number."""
        if after is None or not self._spans(text[match.end() : after.start()]):
            return False
        if not (self._exists(match) and self._exists(after)):
            return False
        head = _LAST_WORD.search(text, max(0, match.start() - _LONGEST_PREPOSITION), match.start())
        before = word_before(text, head.start()) if head else ""
        return any(same_word(before, word) for word in self.before)

    def _spread(self, text: str, found: Sequence[re.Match[str]], cited: list[bool]) -> None:
        """From a cited number to the ones joined to it, in both directions."""
        for indexes in (range(1, len(found)), range(len(found) - 2, -1, -1)):
            for index in indexes:
                neighbour = index - indexes.step
                left, right = sorted((index, neighbour))
                gap = text[found[left].end() : found[right].start()]
                if cited[neighbour] and not cited[index] and self._joins(gap) and self._exists(found[index]):
                    cited[index] = True

    def _joins(self, gap: str) -> bool:
        beside = self.before + self.after
        parts = [part for part in re.split(rf"[\s{re.escape(_DASHES)}]+", gap.casefold()) if part]
        parts = [part for part in parts if not any(same_word(part, word) for word in beside)]
        if not parts:
            return bool(gap.strip()) and any(char in _DASHES for char in gap)
        known = words(self.locale)
        return len(parts) == 1 and parts[0] in {*connectives(self.locale), *known.between, *known.through}

    def _spans(self, gap: str) -> bool:
        """Whether what stands between two cited numbers says that those between them are meant too."""
        if not gap.strip(f" \u00a0{_RANGE}"):
            return bool(gap.strip())
        through = words(self.locale).through
        rest = gap.casefold()
        for word in sorted(self.before + self.after, key=len, reverse=True):
            rest = re.sub(
                rf"{re.escape(word)}" if is_unspaced(word) else rf"\b{re.escape(word)}\b", " ", rest
            )
        return rest.strip(_ORDINALS) in through

    def _exists(self, match: re.Match[str]) -> bool:
        return any(address in self.existing for address in addresses(match[0]))


def _candidates(text: str, locale: str) -> tuple[re.Match[str], ...]:
    """What could be a citation by its shape, and is no duration."""
    return _known_candidates(text, locale) if _DIGIT.search(text) else ()


@lru_cache(maxsize=4096)
def _known_candidates(text: str, locale: str) -> tuple[re.Match[str], ...]:
    found = tuple(_CANDIDATE.finditer(text))
    if not found:
        return found
    spans = duration_spans(text, locale)
    inside = {at for start, end, _ in spans for at in range(start, end)}
    return tuple(match for match in found if match.start() not in inside)


def learn(texts: Iterable[str], existing: Addresses, locale: str) -> CitationReader:
    """Learn from the unmistakable citations of `texts` which words stand beside them."""
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    attached: Counter[str] = Counter()
    total = 0
    for text in texts:
        if not _DIGIT.search(text):
            continue
        for match in _CANDIDATE.finditer(text):
            if match["letter"] and _is_unmistakable(match, existing):
                total += 1
                before[word_before(text, match.start())] += 1
                after[word_after(text, match.end())] += 1
                attached[word_after(text, match.end(), attached=True)] += 1
    known = words(locale).step
    joined = set(connectives(locale))
    left = _usual(before, total, joined, sure=bool(known))
    right = _usual(attached, total, joined, sure=bool(known))
    if not left and not known:
        right += _usual(after, total, joined, sure=False)
    unspaced = tuple(word for word in known if is_unspaced(word))
    return CitationReader(locale, existing, (*known, *left), (*unspaced, *right))


def _usual(counts: Counter[str], total: int, joined: set[str], *, sure: bool) -> tuple[str, ...]:
    """Words beside more than half of the citations.

    A single citation teaches a word only where no list is at hand, and only a long one.
    """
    found = [word for word, count in counts.items() if word and count * 2 > total and word not in joined]
    if total == 1:
        found = [] if sure else [word for word in found if is_unspaced(word) or len(word) >= _SURE_LENGTH]
    return tuple(sorted(word for word in found if is_unspaced(word) or len(word) >= _MIN_LEARNED))


def _is_unmistakable(match: re.Match[str], existing: Addresses) -> bool:
    """A figure with a letter that a list has; "2D" and "3D" are no such thing."""
    if not match["letter"] or match["letter"] == "D":
        return False
    return any(address in existing for address in addresses(match[0]))


def _citation(text: str, match: re.Match[str]) -> Citation:
    end = match.end()
    if match["dot"] and text[end : end + 1] == ".":
        end += 1
    return Citation(match.start(), end, text[match.start() : end])


def word_before(text: str, start: int) -> str:
    """The folded word right before a place in plain text; empty if something else is there."""
    head = text[max(0, start - 40) : start]
    found = list(_WORD.finditer(head))
    if not found or not _GAP.match(head[found[-1].end() :]):
        return ""
    return _clipped(found[-1][0].casefold(), last=True)


def word_after(text: str, end: int, *, attached: bool = False) -> str:
    """The folded word right after a place; `attached` wants it without a blank."""
    tail = text[end : end + 40]
    match = _WORD.search(tail)
    if match is None or not _GAP.match(tail[: match.start()]) or (attached and match.start()):
        return ""
    return _clipped(match[0].casefold(), last=False)


def _clipped(word: str, *, last: bool) -> str:
    """In scripts without spaces, the two characters next to the number (four where vowels are marks)."""
    if not word or not is_unspaced(word):
        return word
    count = 4 if "\u0e00" <= word[0] <= "\u109f" or "\u1780" <= word[0] <= "\u17ff" else 2
    return word[-count:] if last else word[:count]


def is_unspaced(word: str) -> bool:
    """Thai, Lao, Burmese, Khmer, Chinese, Japanese, and Korean, whose particles cling to the word."""
    return bool(word) and (
        "\u0e00" <= word[0] <= "\u109f" or "\u1780" <= word[0] <= "\u17ff" or "\u2e80" <= word[0] <= "\uffdc"
    )


def same_word(found: str, known: str) -> bool:
    """Equal but for an inflection (*step*, *steps*; *passaggio*, *passaggi*)."""
    if not found or not known:
        return False
    if found == known:
        return True
    if is_unspaced(known):
        if len(found) >= 2 and (known.startswith(found) or known.endswith(found)):
            return True
        return found.endswith(known) or found.startswith(known)
    shorter, longer = sorted((found, known), key=len)
    common = 0
    while common < len(shorter) and shorter[common] == longer[common]:
        common += 1
    ending = len(longer) - common
    return common >= _MIN_LEARNED and common >= len(shorter) - 1 and ending <= 2 and common > ending
