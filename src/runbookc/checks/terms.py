"""Terms that a sentence should have, by what its other editions say, and words that stand in their seat.

Three signs must meet. A term is missing that sentences with such counterparts hardly ever lack. In a seat
where it stands elsewhere, between the same words, stands another one. And nothing in the other editions
answers to that one, as counterparts that it has elsewhere would.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from runbookc.checks.answers import LONGEST, Gap, is_other, is_strange, stretch
from runbookc.checks.corpus import Corpus
from runbookc.checks.lexicon import Group, Groups, Lexicon, is_content, lexicon
from runbookc.checks.memo import once_per_corpus
from runbookc.checks.parallel import Row, units_of
from runbookc.checks.places import Row as Texts
from runbookc.checks.places import Segment, once_per_runbook, segments
from runbookc.checks.seats import Usage, seats_at
from runbookc.checks.sentences import stem_list, stems, words
from runbookc.checks.stretches import shown
from runbookc.checks.untranslated import foreign_texts
from runbookc.model.runbook import Runbook

_LEAST = 2
"""Other editions that must foretell the term."""
_SHARE = 0.6
"""Share of the other editions that must."""
_OFTEN, _SURE = 8, 20
"""Sentences that show what a term is in a locale: for a hint, and to be sure."""
_SURE_SHARE = 0.05
_SLACK = 0.05
"""Share of them that may say it otherwise."""
_ALL_SEATS = 3
"""A word that stands there as the term does on all sides is no other, whatever answers to it."""
_NOTHING: Group = {}


class Odd(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence in which a term is replaced."""

    segment: Segment
    locale: str
    expected: str
    """The term, as this locale writes it elsewhere."""
    actual: str
    """What stands here."""
    agreeing: tuple[str, ...]
    clear: bool
    """All other editions foretell the term, and many sentences show it."""


class _Missing(msgspec.Struct, frozen=True):
    """A term that one edition lacks."""

    main: str
    group: frozenset[str]
    """Stems, each a rendering of it."""
    clear: bool


class _Fault(msgspec.Struct, frozen=True):
    """A term that is missing from one edition of a sentence, and what stands instead."""

    locale: str
    expected: str
    actual: str
    agreeing: tuple[str, ...]
    clear: bool


_Regular = dict[tuple[str, str, int], tuple[int, int]]
"""Locale, term and number of editions that foretell it to sentences, and those without it."""


class _Terms(msgspec.Struct, frozen=True):
    """How terms are used in the whole input."""

    usage: Usage
    regular: _Regular
    groups: Groups
    """Those of the lexicon that are for terms which such sentences hardly ever lack."""

    @property
    def learned(self) -> Lexicon:
        """What the words foretell."""
        return self.usage.learned


@once_per_runbook
def odd_terms(runbook: Runbook, corpus: Corpus) -> tuple[Odd, ...]:
    """Sentences of three editions or more in which one has another word for a term."""
    foreign = {(one.segment.at.id, one.locale) for one in foreign_texts(runbook, corpus)}
    return tuple(
        Odd(
            segment=segment,
            locale=fault.locale,
            expected=fault.expected,
            actual=fault.actual,
            agreeing=fault.agreeing,
            clear=fault.clear,
        )
        for segment in segments(runbook)
        for fault in _faults(corpus, segment.row)
        if (segment.at.id, fault.locale) not in foreign
    )


def _learn(corpus: Corpus) -> _Terms:
    learned, known = lexicon(corpus), regular(corpus)
    usual = {(locale, term) for (locale, term, _), counts in known.items() if _is_usual(*counts)}
    groups = {
        (other, locale): {word: found for word, found in own.items() if (locale, found[0]) in usual}
        for (other, locale), own in learned.groups.items()
    }
    return _Terms(Usage(learned, {}, {}), known, groups)


def _is_usual(seen: int, missed: int) -> bool:
    """Whether enough sentences show that a term is hardly ever missing."""
    return seen >= _OFTEN and missed <= 1 + _SLACK * seen


def regular(corpus: Corpus) -> _Regular:
    """Learned once for each corpus."""
    return corpus.derive(_regular, lasting=_Regular)


def _regular(corpus: Corpus) -> _Regular:
    learned = lexicon(corpus)
    seen: Counter[tuple[str, str, int]] = Counter()
    missed: Counter[tuple[str, str, int]] = Counter()
    for row in learned.sample:
        for locale in row if len(row) > _LEAST else ():
            own = stems(row[locale])
            for term, votes in _votes(locale, row, learned.groups).items():
                if len(votes) >= _LEAST:
                    seen[locale, term, len(votes)] += 1
                    missed[locale, term, len(votes)] += term not in own and all(map(own.isdisjoint, votes))
    return {key: (count, missed[key]) for key, count in seen.items()}


def _votes(
    locale: str, row: Row, groups: Groups, but: frozenset[str] = frozenset()
) -> dict[str, list[frozenset[str]]]:
    """Terms that other editions foretell, `but` some: for each edition that does, the stems that will do."""
    votes: dict[str, list[frozenset[str]]] = {}
    for other, text in row.items():
        own = groups.get((other, locale), _NOTHING) if other != locale else _NOTHING
        said: dict[str, frozenset[str]] = {}
        for word in own.keys() & stems(text) if own else ():
            term, group = own[word]
            if term not in but:
                said[term] = said[term] | group if term in said else group
        for term, group in said.items():
            votes.setdefault(term, []).append(group)
    return votes


def _times(term: str, locale: str, row: Row, learned: Lexicon) -> int:
    """How often every edition that foretells the term does so, at least; 1 if one says it once."""
    counts = []
    for other, text in row.items():
        if other == locale:
            continue
        groups = learned.groups.get((other, locale), _NOTHING)
        twice = [count for word, count in _repeated(text) if word in groups and term in groups[word][1]]
        if twice:
            counts.append(max(twice))
        elif any(term in groups[word][1] for word in groups.keys() & stems(text)):
            return 1
    return min(counts, default=0)


@lru_cache(maxsize=16384)
def _repeated(text: str) -> tuple[tuple[str, int], ...]:
    """The stems that a text has more than once."""
    counts = Counter(stem_list(text))
    return tuple((word, count) for word, count in counts.items() if count > 1)


@once_per_corpus
def _faults(corpus: Corpus, texts: Texts) -> tuple[_Fault, ...]:
    terms = corpus.derive(_learn)
    rows = (unit.texts for unit in units_of(texts) if len(unit.texts) > _LEAST)
    return tuple(fault for row in rows for locale in row if (fault := _fault(locale, row, terms)) is not None)


def _fault(locale: str, row: Row, terms: _Terms) -> _Fault | None:
    """What replaces the term whose seat is taken most surely."""
    line = words(row[locale])
    if len(line) > LONGEST:
        return None
    best: tuple[tuple[int, int], _Missing, int] | None = None
    for one in _missing(locale, row, terms):
        seats = terms.usage.seats(locale, one.main)
        gap = _gap(locale, one, terms)
        for at, word in enumerate(line):
            taken = [seat for seat in seats_at(line, at, at) if seat in seats]
            weight = len(taken), sum(is_content(side) for seat in taken for side in seat[1:])
            if weight > (best[0] if best else (0, 0)) and (
                is_strange(word, gap, row, terms.learned)
                or (len(taken) == _ALL_SEATS and one.clear and is_other(word, gap, terms.learned))
            ):
                best = weight, one, at
    if best is None:
        return None
    _, one, at = best
    return _Fault(
        locale,
        terms.usage.spelling(locale, one.main),
        shown(row[locale], stretch(at, _gap(locale, one, terms), row, terms.learned)),
        tuple(other for other in row if other != locale),
        one.clear,
    )


def _gap(locale: str, missing: _Missing, terms: _Terms) -> Gap:
    return Gap(locale, missing.group, terms.usage.companions(locale, missing.main))


def _missing(locale: str, row: Row, terms: _Terms) -> Iterator[_Missing]:
    """Terms that the others foretell, and that such sentences hardly ever lack, but this one does."""
    needed = max(_LEAST, _SHARE * (len(row) - 1))
    # A term that is there is missing once if all who foretell it say it twice.
    twice = sum(other != locale and bool(_repeated(text)) for other, text in row.items())
    here = Counter(stem_list(row[locale]))
    votes = _votes(locale, row, terms.groups, stems(row[locale]) if twice < needed else frozenset())
    for term in sorted(term for term, groups in votes.items() if len(groups) >= needed):
        voters = len(votes[term])
        seen, missed = terms.regular.get((locale, term, voters), (0, 0))
        if not _is_usual(seen, missed):
            continue
        group = frozenset[str]().union(*votes[term])
        own = sum(here[word] for word in group)
        if not own:
            sure = max(_SURE, _SURE_SHARE * terms.learned.sizes[locale])
            yield _Missing(term, group, seen >= sure and voters == len(row) - 1)
        elif twice >= voters and own < _times(term, locale, row, terms.learned):
            yield _Missing(term, group, False)
