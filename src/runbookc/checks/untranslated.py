"""Sentences, paragraphs and titles that were left in another language, or copied from another edition."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from itertools import combinations

import msgspec
from msgspec.structs import replace

from runbookc import inline
from runbookc.checks.corpus import Corpus
from runbookc.checks.languages import Languages, languages
from runbookc.checks.memo import once_per_corpus
from runbookc.checks.places import Row, Segment, once_per_runbook, segments
from runbookc.checks.sentences import MASK, masked, sentences, words
from runbookc.model.runbook import Runbook

_FEWEST = 4
"""Words of a sentence from which on its language can be told."""
_TITLE = 2
"""Words from which on a whole text that is the same in two languages is a copy."""
_LONG = 20
"""Characters up to which a text says nothing of its edition."""
_SAME = 0.5
"""Share of texts that two editions have in common from which on they are in one language."""
_LOWER = re.compile(r"[^\W\d_]*[^\W\d_A-Z]+[^\W\d_]*")


class Foreign(msgspec.Struct, frozen=True, kw_only=True):
    """A text in the wrong language."""

    segment: Segment
    locale: str
    sense: str
    """``copied`` from another edition word by word, or ``foreign``."""
    source: str
    """The locale whose language it is."""
    text: str
    quoted: bool = False
    """Several editions leave it so: likely a message that is quoted as it is logged."""


@once_per_runbook
def foreign_texts(runbook: Runbook, corpus: Corpus) -> tuple[Foreign, ...]:
    """All of one runbook, in reading order; one for each text and edition."""
    twins = _twins(runbook)
    others = {
        locale: tuple(
            other
            for other in runbook.locales
            if other != locale
            and frozenset((locale, other)) not in twins
            and not _same_language(locale, other)
        )
        for locale in runbook.locales
    }
    rivals = tuple(sorted(others.items()))
    found = [
        Foreign(segment=segment, locale=locale, sense=sense, source=source, text=text)
        for segment in segments(runbook)
        for locale, sense, source, text in _told(corpus, segment.row, rivals)
    ]
    accused = {(one.segment.at.id, one.locale, one.source) for one in found}
    # Two that would each be in the other's language are too much alike to tell.
    found = [one for one in found if (one.segment.at.id, one.source, one.locale) not in accused]
    shared = Counter(one.segment.at.id for one in found)
    return tuple(
        replace(
            one,
            quoted=shared[one.segment.at.id] > 1
            and 2 * shared[one.segment.at.id] >= len(one.segment.texts) - 1,
        )
        for one in found
    )


@once_per_corpus
def _told(
    corpus: Corpus, row: Row, rivals: tuple[tuple[str, tuple[str, ...]], ...]
) -> tuple[tuple[str, str, str, str], ...]:
    """Locale, sense, source and text of what is in the wrong language; `rivals` are the locales whose
    language it may be, by locale."""
    learned, others = languages(corpus), dict(rivals)
    plain = {locale: inline.plain(text).strip() for locale, text in row}
    found = []
    for locale, text in row:
        one = _copied(locale, text, others[locale], plain, learned) or _foreign(
            locale, text, others[locale], learned
        )
        if one is not None:
            found.append((locale, *one))
    return tuple(found)


def _same_language(locale: str, other: str) -> bool:
    return locale.partition("-")[0] == other.partition("-")[0]


def _twins(runbook: Runbook) -> frozenset[frozenset[str]]:
    """Pairs of editions with the same text: one is a copy of the other as a whole."""
    both: Counter[tuple[str, str]] = Counter()
    same: Counter[tuple[str, str]] = Counter()
    for segment in segments(runbook):
        for (locale, text), (other, theirs) in (
            combinations(segment.row, 2) if segment.role == "paragraph" else ()
        ):
            if len(text) > _LONG:
                both[locale, other] += 1
                same[locale, other] += text == theirs
    return frozenset(frozenset(pair) for pair, count in both.items() if same[pair] > _SAME * count)


def _copied(
    locale: str, text: str, others: tuple[str, ...], plain: Mapping[str, str], learned: Languages
) -> tuple[str, str, str] | None:
    """Word by word what another edition says, and more than names."""
    own = plain[locale]
    same = tuple(other for other in others if plain.get(other, "") == own)
    differ = sum(other in plain for other in others if other not in same)
    if not same or len(same) > differ or _spoken(masked(text)) < _TITLE:
        return None
    source = learned.foreign(masked(text), locale, same)
    return ("copied", source, own) if source is not None else None


def _foreign(
    locale: str, text: str, others: tuple[str, ...], learned: Languages
) -> tuple[str, str, str] | None:
    """The first sentence that is in the language of another edition."""
    for sentence in sentences(masked(text)):
        source = learned.foreign(sentence, locale, others)
        if source is not None and _spoken(sentence) >= _FEWEST:
            return "foreign", source, sentence
    return None


@lru_cache(maxsize=16384)
def _spoken(text: str) -> int:
    """How many words are no names."""
    return len(words(" ".join(_LOWER.findall(text.replace(MASK, " ")))))
