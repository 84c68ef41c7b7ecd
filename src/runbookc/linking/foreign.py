"""A section cited by a title that no given edition has: the phrase that was left untranslated.

It stands after the word for *section*; or it is a run of Latin words in a text of another script;
or, where a step of another section is cited, a run of words that siblings in other languages have too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from runbookc.lowering.citations import is_unspaced, same_word
from runbookc.lowering.identifiers import is_shaped

_PHRASE_END = re.compile(r"[.,;:!?()\[\]\u00bb\u201d\u300d\u3002\uff0c\uff1b\ufffc]")
_LATIN_RUN = re.compile(r"(?<![A-Za-z'-])[A-Z][A-Za-z'-]*(?: [A-Za-z'-]+)+")
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_OPENING = re.compile(r"[\s\u00a0\"'\u00ab\u201c\u2018\u300c*]*")
_MIN_SHARED = 3
_MAX_WORDS = 12
_STEM = 3
"""`same_word` allows no difference before this."""

Vocabulary = Callable[[str, str], bool]


def after_section_word(
    text: str,
    section_words: Iterable[str],
    vocabulary: Vocabulary,
    is_title: Callable[[str], bool],
    *,
    with_step: bool,
) -> str | None:
    """The phrase that begins right after the word for *section*, with a capital.

    It ends before the first word that the edition uses elsewhere: `vocabulary` tells whether a word
    stands in a paragraph that does not hold the phrase's first word. `is_title` may tell that the
    whole clause is meant all the same (a title half translated); so it is where one word would be
    left and a step of the section is cited (`with_step`).
    """
    for tail in _tails(text, tuple(section_words)):
        clause = _PHRASE_END.split(tail, maxsplit=1)[0].strip()
        if len(clause.split()) <= _MAX_WORDS and is_title(clause):
            return clause
        cut = _own_words_cut(clause, vocabulary)
        whole = with_step and " " not in cut and len(clause.split()) <= _MAX_WORDS
        return clause if whole else cut
    return None


@lru_cache(maxsize=8192)
def _tails(text: str, section_words: tuple[str, ...]) -> tuple[str, ...]:
    """What follows each word for *section*, from its first letter on, where that is a capital."""
    folded = text.casefold()
    if not any(word[:_STEM] in folded for word in section_words):
        return ()
    found = []
    for match in _WORD.finditer(text):
        if any(same_word(match[0].casefold(), word) for word in section_words):
            tail = text[match.end() :]
            opening = _OPENING.match(tail)
            tail = tail[opening.end() :] if opening else tail
            if tail[:1].isupper() and not is_unspaced(tail[0]):
                found.append(tail)
    return tuple(found)


def _own_words_cut(clause: str, vocabulary: Vocabulary) -> str:
    words = list(_WORD.finditer(clause))[:_MAX_WORDS]
    end = words[0].end()
    for word in words[1:]:
        if vocabulary(word[0], words[0][0]) and not is_shaped(word[0]):
            break
        end = word.end()
    return clause[:end]


def untranslated(text: str, siblings: Iterable[str]) -> str | None:
    """The one run of foreign words in a text that cites a step of another section."""
    if _is_other_script(text):
        runs = [run for run in _LATIN_RUN.findall(text) if len(run.split()) >= _MIN_SHARED]
        return runs[0] if len(runs) == 1 else None
    long = [run for run in _shared(text, siblings) if len(run.split()) >= _MIN_SHARED]
    return max(long, key=lambda run: (len(run), run), default=None)


def _shared(text: str, siblings: Iterable[str]) -> Iterator[str]:
    """Runs of words, the first with a capital inside the text, that a sibling in another language has: one
    that shares most of its words is in the same, or in one that is much like it."""
    words = list(_WORD.finditer(text))
    lines = [_WORD.findall(sibling) for sibling in siblings]
    own = {word[0] for word in words}
    others = [f" {' '.join(line)} " for line in lines if 2 * len(own & set(line)) <= len(own)]
    start = 1
    while start < len(words):
        end = start
        if words[start][0][0].isupper():
            for stop in range(start + 1, min(len(words), start + _MAX_WORDS) + 1):
                run = " ".join(word[0] for word in words[start:stop])
                if not any(f" {run} " in other for other in others):
                    break
                end = stop
        if end > start:
            yield text[words[start].start() : words[end - 1].end()]
        start = max(end, start + 1)


def _is_other_script(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    foreign = sum(is_unspaced(char) or "\u0370" <= char <= "\u1fff" for char in letters)
    return foreign * 4 > len(letters)
