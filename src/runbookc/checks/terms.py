"""Words that a sentence should have, by what its other editions say, and words that stand instead.

Both signs must meet: a term is missing that sentences with such counterparts hardly ever lack, and in
its seat, beside the words that are usually beside it, stands one that nothing in the others answers to.
"""

from __future__ import annotations

from collections import Counter
from statistics import median

import msgspec

from runbookc.checks.corpus import Corpus
from runbookc.checks.lexicon import Lexicon, lexicon
from runbookc.checks.parallel import Row, rows, units
from runbookc.checks.places import Segment, once_per_runbook, segments
from runbookc.checks.sentences import is_unspaced, stem_list, stems
from runbookc.checks.stretches import shown
from runbookc.checks.untranslated import foreign_texts
from runbookc.model.runbook import Runbook

_LEAST = 2
"""Other editions that must foretell the term."""
_SHARE = 0.6
"""Share of the other editions that must."""
_OFTEN = 8
"""Sentences that show what a term is in a locale, at least."""
_SLACK = 0.05
"""Share of them that may say it otherwise."""
_MARGIN = {False: 0, True: 3}
"""Words never seen before that a sentence may have beyond those of its counterparts; pairs of
characters are new more often than words."""
_MANY = {False: 4, True: 10}
"""With more strange words than these it is another sentence, not another term."""
_REACH = {False: 2, True: 3}
"""Words to either side that count as near."""
_MEMO = 20_000


class Odd(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence in which a term is replaced."""

    segment: Segment
    locale: str
    expected: str
    """The term, as this locale writes it elsewhere."""
    actual: str
    """What stands here."""
    agreeing: tuple[str, ...]


class _Fault(msgspec.Struct, frozen=True):
    """A term that is missing from one edition of a sentence, and what stands instead."""

    locale: str
    expected: str
    actual: str
    agreeing: tuple[str, ...]


class _Terms(msgspec.Struct, frozen=True):
    """How terms are used in the whole input; what is asked for is remembered."""

    learned: Lexicon
    rows: tuple[Row, ...]
    regular: dict[tuple[str, str, int], tuple[int, int]]
    """Locale, stem and number of editions that foretell it to sentences, and those without it."""
    beside: dict[tuple[str, str], frozenset[str]]
    faults: dict[tuple[tuple[str, str], ...], tuple[_Fault, ...]]

    def is_regular(self, locale: str, term: str, voters: int) -> bool:
        """Whether a sentence hardly ever lacks the term when so many editions foretell it."""
        seen, missed = self.regular.get((locale, term, voters), (0, 0))
        return seen >= _OFTEN and missed <= 1 + _SLACK * seen

    def near(self, locale: str, term: str) -> frozenset[str]:
        """The stems that stand beside `term` somewhere in the input."""
        key = (locale, term)
        if key not in self.beside:
            texts = (row[locale] for row in self.rows if locale in row)
            self.beside[key] = frozenset(
                found for text in texts if term in stems(text) for found in _neighbours(term, text)
            )
        return self.beside[key]

    def spelling(self, locale: str, term: str) -> str:
        """How the locale writes a term most often."""
        found = Counter(
            shown(row[locale], (term,)).casefold()
            for row in self.rows
            if locale in row and term in stems(row[locale])
        )
        return max(sorted(found), key=lambda text: found[text], default="")


@once_per_runbook
def odd_terms(runbook: Runbook, corpus: Corpus) -> tuple[Odd, ...]:
    """Sentences of three editions or more in which one has another word for a term."""
    terms = corpus.derive(_learn)
    foreign = {(one.segment.at.id, one.locale) for one in foreign_texts(runbook, corpus)}
    return tuple(
        Odd(
            segment=segment,
            locale=fault.locale,
            expected=fault.expected,
            actual=fault.actual,
            agreeing=fault.agreeing,
        )
        for segment in segments(runbook)
        for unit in units(segment)
        if len(unit.texts) > _LEAST
        for fault in _faults(unit.texts, terms)
        if (segment.at.id, fault.locale) not in foreign
    )


def _learn(corpus: Corpus) -> _Terms:
    learned = lexicon(corpus)
    seen: Counter[tuple[str, str, int]] = Counter()
    missed: Counter[tuple[str, str, int]] = Counter()
    for row in rows(corpus):
        for locale in row if len(row) > _LEAST else ():
            own = Counter(stem_list(row[locale]))
            for term, counts in _votes(locale, row, learned).items():
                for voters in range(_LEAST, len(counts) + 1):
                    seen[locale, term, voters] += 1
                    missed[locale, term, voters] += own[term] < min(counts)
    regular = {key: (count, missed[key]) for key, count in seen.items()}
    return _Terms(learned, rows(corpus), regular, {}, {})


def _votes(locale: str, row: Row, learned: Lexicon) -> dict[str, list[int]]:
    """Terms that other editions foretell, with how often each of these editions says it."""
    votes: dict[str, list[int]] = {}
    for other, text in row.items():
        if other == locale:
            continue
        said: dict[str, int] = {}
        for word, count in Counter(stem_list(text)).items():
            term = learned.terms.get((other, word, locale))
            if term is not None:
                said[term] = count
        for term, count in said.items():
            votes.setdefault(term, []).append(count)
    return votes


def _faults(row: Row, terms: _Terms) -> tuple[_Fault, ...]:
    key = tuple(row.items())
    if key not in terms.faults:
        if len(terms.faults) > _MEMO:
            terms.faults.clear()
        terms.faults[key] = tuple(
            fault for locale in row if (fault := _fault(locale, row, terms)) is not None
        )
    return terms.faults[key]


def _fault(locale: str, row: Row, terms: _Terms) -> _Fault | None:
    text, learned = row[locale], terms.learned
    own = Counter(stem_list(text))
    needed = max(_LEAST, _SHARE * (len(row) - 1))
    missing = [
        term
        for term, counts in sorted(_votes(locale, row, learned).items())
        if len(counts) >= needed
        and own[term] < min(counts)
        and not learned.is_common(locale, term)
        and terms.is_regular(locale, term, len(counts))
    ]
    strange = _strange(locale, row, learned) if missing else ()
    if not 0 < len(strange) <= _MANY[is_unspaced(text)]:
        return None
    for term in missing:
        instead = tuple(word for word in strange if _sits_like(word, term, text, locale, terms))
        if instead:
            others = tuple(other for other in row if other != locale)
            return _Fault(locale, terms.spelling(locale, term), shown(text, instead), others)
    return None


def _strange(locale: str, row: Row, learned: Lexicon) -> tuple[str, ...]:
    """Words that elsewhere have counterparts which are missing here; and words never seen before, if
    there are more of them than in the other editions."""
    unanswered = [word for word in stems(row[locale]) if _is_unanswered(word, locale, row, learned)]
    new = {
        other: [word for word in stems(text) if learned.frequency.get((other, word), 0) <= 1 < len(word)]
        for other, text in row.items()
    }
    unspaced = is_unspaced(row[locale])
    usual = median(len(words) for other, words in new.items() if other != locale)
    if len(new[locale]) > usual * (1 + unspaced) + _MARGIN[unspaced] * (usual > 0):
        unanswered += new[locale]
    return tuple(sorted(set(unanswered)))


def _is_unanswered(word: str, locale: str, row: Row, learned: Lexicon) -> bool:
    answers = [
        not stems(row[other]).isdisjoint(learned.foretold[locale, word, other])
        for other in row
        if (locale, word, other) in learned.foretold
    ]
    return len(answers) >= _LEAST and not any(answers)


def _neighbours(word: str, text: str) -> set[str]:
    reach = _REACH[is_unspaced(text)]
    line = stem_list(text)
    return {
        line[j]
        for i, found in enumerate(line)
        if found == word
        for j in range(max(0, i - reach), min(len(line), i + reach + 1))
        if j != i
    }


def _sits_like(word: str, term: str, text: str, locale: str, terms: _Terms) -> bool:
    """Whether the word stands beside words that elsewhere stand beside the term."""
    beside = {found for found in _neighbours(word, text) if not terms.learned.is_common(locale, found)}
    return not beside.isdisjoint(terms.near(locale, term))
