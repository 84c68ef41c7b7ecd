"""Texts held against the termbase of the configuration."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import msgspec

from runbookc.checks.corpus import Corpus
from runbookc.checks.places import Segment, once_per_runbook, segments
from runbookc.checks.plain_prose import prose_of
from runbookc.checks.sentences import is_unspaced
from runbookc.model.runbook import Runbook
from runbookc.model.termbase import Term

_LONG, _ENDING = 5, 3
"""Letters from which on a word may have another ending, and the letters of an ending, at most."""
_Concepts = Mapping[str, Mapping[str, tuple[Term, ...]]]
"""Concept to locale to its terms."""


class Deviation(msgspec.Struct, frozen=True, kw_only=True):
    """A text that does not follow the termbase."""

    segment: Segment
    locale: str
    concept: str
    expected: str
    actual: str | None
    """The forbidden term as it is written; None when the preferred one is merely not there."""
    agreeing: tuple[str, ...]


@once_per_runbook
def deviations(runbook: Runbook, corpus: Corpus) -> tuple[Deviation, ...]:
    """All of one runbook, in reading order."""
    concepts = corpus.derive(_concepts)
    if not concepts:
        return ()
    return tuple(
        found
        for segment in segments(runbook)
        for concept in concepts
        for found in _of(segment, concept, concepts[concept])
    )


def _concepts(corpus: Corpus) -> _Concepts:
    found: dict[str, dict[str, tuple[Term, ...]]] = {}
    for term in corpus.terms:
        by_locale = found.setdefault(term.concept, {})
        by_locale[term.locale] = (*by_locale.get(term.locale, ()), term)
    return found


def _of(segment: Segment, concept: str, by_locale: Mapping[str, tuple[Term, ...]]) -> Iterator[Deviation]:
    """Forbidden terms; and texts without the preferred one, where two other editions have theirs."""
    following: set[str] = set()
    lacking: list[tuple[str, str]] = []
    for locale, text in sorted(segment.texts.items()):
        terms = by_locale.get(locale) or by_locale.get(locale.partition("-")[0], ())
        if not terms:
            continue
        prose = prose_of(text)
        allowed = [match.span() for term in terms for match in _pattern(term.preferred).finditer(prose)]
        forbidden = _forbidden(prose, terms, allowed)
        if forbidden is not None:
            yield Deviation(
                segment=segment,
                locale=locale,
                concept=concept,
                expected=forbidden[0].preferred,
                actual=forbidden[1],
                agreeing=(),
            )
        elif allowed:
            following.add(locale)
        else:
            lacking.append((locale, terms[0].preferred))
    for locale, preferred in lacking if len(following) > 1 else ():
        yield Deviation(
            segment=segment,
            locale=locale,
            concept=concept,
            expected=preferred,
            actual=None,
            agreeing=tuple(sorted(following)),
        )


def _forbidden(
    prose: str, terms: tuple[Term, ...], allowed: list[tuple[int, int]]
) -> tuple[Term, str] | None:
    """The first forbidden term that is no part of a preferred one."""
    for term in terms:
        for one in term.forbidden:
            for match in _pattern(one).finditer(prose):
                start, end = match.span()
                if not any(first <= start and end <= last for first, last in allowed):
                    return term, match[0]
    return None


@lru_cache(maxsize=4096)
def _pattern(term: str) -> re.Pattern[str]:
    """A term in any case, with any blanks between its words and other endings of long ones."""
    parts = [_word(word) for word in term.split()]
    if is_unspaced(term):
        return re.compile(r"\s?".join(parts), re.IGNORECASE)
    joined = r"\s+".join(parts)
    return re.compile(rf"(?<![^\W_]){joined}(?![^\W_])", re.IGNORECASE)


def _word(word: str) -> str:
    if len(word) < _LONG or is_unspaced(word) or not word[-1].isalpha():
        return re.escape(word)
    return re.escape(word[:-1]) + rf"[^\W\d_]{{0,{_ENDING}}}"
