"""What a locale says where other editions have an acronym: the acronym itself, or words for it.

The words are learned: those that cover most of the sentences in which others have the acronym. A
sentence with none of them, but with a stretch of words that nothing in the others answers to, calls it
something else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from runbookc.checks.answers import LONGEST, Gap, is_strange, stretch
from runbookc.checks.corpus import Corpus
from runbookc.checks.lexicon import Lexicon, is_content, lexicon
from runbookc.checks.memo import once_per_corpus
from runbookc.checks.parallel import Row, units_of
from runbookc.checks.places import Row as Texts
from runbookc.checks.places import Segment, once_per_runbook, segments
from runbookc.checks.seats import Usage
from runbookc.checks.sentences import is_unspaced, stem, stems, words
from runbookc.checks.stretches import shown
from runbookc.checks.untranslated import foreign_texts
from runbookc.model.runbook import Runbook

_ACRONYM = re.compile(r"(?<![^\W_])[A-Z]{2,6}(?![^\W_])")
_OFTEN = 6
"""Sentences in which others have the acronym, at least."""
_COVERED = 0.75
"""Share of them that its usual words must cover."""
_WORDS = 4
_FEWEST, _SHARE = 3, 0.2
"""Sentences that a further word must cover, and their share."""
_LIFT = 2.5
"""How much oftener than elsewhere a word must stand there."""
_SHARED = 0.5
"""Share of the other editions that must have the acronym."""
_STRETCH = {False: 2, True: 4}
"""Words (pairs of characters) of a wrong name, at least: one strange word is soon there."""


_Instead = tuple[str, str, str, str, tuple[str, ...]]
"""Locale, acronym, what it is called elsewhere and here, and the editions that have it."""


class Renamed(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that calls what an acronym stands for something else."""

    segment: Segment
    locale: str
    acronym: str
    expected: str
    actual: str
    agreeing: tuple[str, ...]


class _Name(msgspec.Struct, frozen=True):
    """How one locale says one acronym."""

    words: frozenset[str]
    """Stems, the acronym's own among them."""
    spelling: str


@once_per_runbook
def renamed(runbook: Runbook, corpus: Corpus) -> tuple[Renamed, ...]:
    """All of one runbook, in reading order."""
    foreign = {(one.segment.at.id, one.locale) for one in foreign_texts(runbook, corpus)}
    return tuple(
        Renamed(
            segment=segment,
            locale=locale,
            acronym=acronym,
            expected=expected,
            actual=actual,
            agreeing=agreeing,
        )
        for segment in segments(runbook)
        for locale, acronym, expected, actual, agreeing in _renamed(corpus, segment.row)
        if (segment.at.id, locale) not in foreign and acronym not in segment.texts[locale]
    )


@once_per_corpus
def _renamed(corpus: Corpus, row: Texts) -> tuple[_Instead, ...]:
    known, learned = usages(corpus), lexicon(corpus)
    return tuple(one for unit in units_of(row) for one in _in_row(unit.texts, known, learned))


def _in_row(row: Row, known: Mapping[tuple[str, str], _Name], learned: Lexicon) -> Iterator[_Instead]:
    for acronym, having in _acronyms(row).items():
        if len(having) < 2 or len(having) < _SHARED * (len(row) - 1):
            continue
        for locale in sorted(row.keys() - having):
            usage = known.get((locale, acronym))
            if usage is None or not stems(row[locale]).isdisjoint(usage.words):
                continue
            others = {other: _ACRONYM.sub(" ", text) for other, text in row.items() if other != locale}
            actual = _instead(Gap(locale, usage.words), {**others, locale: row[locale]}, learned)
            if actual:
                yield locale, acronym, usage.spelling, actual, tuple(sorted(having))


def _instead(gap: Gap, row: Row, learned: Lexicon) -> str:
    """The longest stretch of words that nothing in the others answers to; empty if it is short."""
    text = row[gap.locale]
    line = words(text)
    found: tuple[str, ...] = ()
    for at, word in enumerate(line if len(line) <= LONGEST else ()):
        if is_strange(word, gap, row, learned):
            found = max(found, stretch(at, gap, row, learned), key=len)
    return shown(text, found) if len(found) >= _STRETCH[is_unspaced(text)] else ""


def _acronyms(row: Row) -> dict[str, frozenset[str]]:
    """Acronyms of a sentence, and the locales that have them. One with an S for *server* or *service*
    at its end is the one without: CA servers are CAS."""
    found: dict[str, set[str]] = {}
    for locale, text in row.items():
        for acronym in _ACRONYM.findall(text):
            found.setdefault(acronym[:-1] if len(acronym) > 2 and acronym[-1] == "S" else acronym, set()).add(
                locale
            )
    return {acronym: frozenset(having) for acronym, having in sorted(found.items())}


def usages(corpus: Corpus) -> Mapping[tuple[str, str], _Name]:
    """Locale and acronym to how the locale says it; learned once for each corpus."""
    return corpus.derive(_usages, lasting=dict[tuple[str, str], _Name])


def _usages(corpus: Corpus) -> Mapping[tuple[str, str], _Name]:
    learned = lexicon(corpus)
    seen: dict[tuple[str, str], list[str]] = {}
    for row in learned.sample:
        for acronym, having in _acronyms(row).items():
            for locale, text in row.items():
                if having - {locale}:
                    seen.setdefault((locale, acronym), []).append(text)
    found: dict[tuple[str, str], _Name] = {}
    for (locale, acronym), texts in sorted(seen.items()):
        usage = _usage(locale, acronym, texts, learned) if len(texts) >= _OFTEN else None
        if usage is not None:
            found[locale, acronym] = usage
    return found


def _usage(locale: str, acronym: str, texts: list[str], learned: Lexicon) -> _Name | None:
    """The words that stand for the acronym, the one that covers most sentences first."""
    own = {stem(acronym), stem(acronym + "S")}
    left = [stems(text) for text in texts if stems(text).isdisjoint(own)]
    further: set[str] = set()
    first = ""
    for _ in range(_WORDS):
        gains = Counter(
            word
            for grams in left
            for word in grams
            if is_content(word) and not learned.is_common(locale, word)
        )
        usual = len(left) / max(1, learned.sizes.get(locale, 0))
        telling = [
            word
            for word, count in sorted(gains.items())
            if count >= max(_FEWEST, _SHARE * len(left), _LIFT * usual * learned.frequency[locale, word])
        ]
        if not telling:
            break
        word = max(telling, key=lambda one: gains[one] ** 2 / learned.frequency[locale, one])
        further.add(word)
        first = first or word
        left = [grams for grams in left if word not in grams]
    if len(left) > (1 - _COVERED) * len(texts):
        return None
    whole = max((acronym, acronym + "S"), key=lambda one: learned.frequency.get((locale, stem(one)), 0))
    is_spelt_out = 2 * sum(stems(text).isdisjoint(own) for text in texts) > len(texts)
    spelling = Usage(learned, {}, {}).spelling(locale, first) if is_spelt_out and first else whole
    return _Name(frozenset(own | further), spelling)
