"""A section cited by a title that no given edition has: the phrase that was left untranslated.

It stands after the word for *section* (or before it, where a language puts it last), or it is a
run of Latin words in a text of another script, or a run of words that the same edition's siblings
in other languages have too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from runbookc.lowering.citations import is_unspaced, same_word

_PHRASE_END = re.compile(r"[.,;:!?()\[\]\u00bb\u201d\u300d\u3002\uff0c\uff1b\ufffc]")
_LATIN_RUN = re.compile(r"[A-Z][A-Za-z'-]*(?: [A-Za-z'-]+)+")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_MIN_SHARED = 3
_MAX_WORDS = 12


def phrase(text: str, section_words: Iterable[str], siblings: Iterable[str]) -> str | None:
    """The phrase in plain text that names a section, if one can be told from the rest."""
    words = tuple(section_words)
    shared = set(_shared(text, siblings))
    for match in _WORD.finditer(text):
        if any(same_word(match[0].casefold(), word) for word in words):
            found = _after(text[match.end() :], shared)
            if found:
                return found
    if _is_other_script(text):
        runs = [run for run in _LATIN_RUN.findall(text) if len(run.split()) >= _MIN_SHARED]
        return runs[0] if len(runs) == 1 else None
    long = [run for run in shared if len(run.split()) >= _MIN_SHARED]
    return max(long, key=lambda run: (len(run), run), default=None)


def _after(tail: str, shared: set[str]) -> str | None:
    """The phrase that begins right after the word for *section*."""
    start = re.match(r"[\s\u00a0\"'\u00ab\u201c\u2018\u300c*]*", tail)
    tail = tail[start.end() :] if start else tail
    if not tail[:1].isupper():
        return None
    for run in sorted(shared, key=lambda run: (-len(run), run)):
        if tail.startswith(run):
            return run
    clause = _PHRASE_END.split(tail, maxsplit=1)[0].strip()
    return clause if 0 < len(clause.split()) <= _MAX_WORDS and clause != tail.strip() else None


def _shared(text: str, siblings: Iterable[str]) -> Iterator[str]:
    """Runs of words, the first with a capital inside the text, that a sibling in another language has."""
    words = list(_WORD.finditer(text))
    others = [f" {' '.join(_WORD.findall(sibling))} " for sibling in siblings]
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
