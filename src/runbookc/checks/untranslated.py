"""Sentences, paragraphs and titles that were left in another language, or copied from another edition."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from runbookc import inline
from runbookc.checks.corpus import Corpus
from runbookc.checks.languages import Languages, languages
from runbookc.checks.places import Segment, once_per_runbook, segments
from runbookc.checks.sentences import MASK, masked, sentences, words
from runbookc.model.runbook import Runbook

_FEWEST = 4
"""Words of a sentence from which on its language can be told."""
_TITLE = 2
"""Words from which on a whole text that is the same in two languages is a copy."""
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
    learned = languages(corpus)
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
    found: list[Foreign] = []
    for segment in segments(runbook):
        for locale in sorted(segment.texts):
            one = _copied(segment, locale, others[locale], learned) or _foreign(
                segment, locale, others[locale], learned
            )
            if one is not None:
                found.append(one)
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


def _same_language(locale: str, other: str) -> bool:
    return locale.partition("-")[0] == other.partition("-")[0]


def _twins(runbook: Runbook) -> frozenset[frozenset[str]]:
    """Pairs of editions with the same text: one is a copy of the other as a whole."""
    same: dict[frozenset[str], list[bool]] = {}
    for segment in segments(runbook):
        if segment.role != "paragraph":
            continue
        for locale, text in segment.texts.items():
            for other, theirs in segment.texts.items():
                if locale < other and len(text) > 20:
                    same.setdefault(frozenset((locale, other)), []).append(text == theirs)
    return frozenset(pair for pair, equal in same.items() if sum(equal) > _SAME * len(equal))


def _copied(segment: Segment, locale: str, others: tuple[str, ...], learned: Languages) -> Foreign | None:
    """Word by word what another edition says, and more than names."""
    own = inline.plain(segment.texts[locale]).strip()
    same = [other for other in others if inline.plain(segment.texts.get(other, "")).strip() == own]
    differ = [other for other in others if other in segment.texts and other not in same]
    text = masked(segment.texts[locale])
    if not same or len(same) > len(differ) or _spoken(text) < _TITLE:
        return None
    source = learned.foreign(text, locale, tuple(same))
    if source is None:
        return None
    return Foreign(segment=segment, locale=locale, sense="copied", source=source, text=own)


def _foreign(segment: Segment, locale: str, others: tuple[str, ...], learned: Languages) -> Foreign | None:
    """The first sentence that is in the language of another edition."""
    for sentence in sentences(masked(segment.texts[locale])):
        if _spoken(sentence) >= _FEWEST:
            source = learned.foreign(sentence, locale, others)
            if source is not None:
                return Foreign(segment=segment, locale=locale, sense="foreign", source=source, text=sentence)
    return None


@lru_cache(maxsize=16384)
def _spoken(text: str) -> int:
    """How many words are no names."""
    return len(words(" ".join(_LOWER.findall(text.replace(MASK, " ")))))
