"""Sentences that one edition of a text has and the others lack, or the other way round."""

from __future__ import annotations

import re
from collections import Counter

import msgspec

from runbookc import inline
from runbookc.checks.corpus import Corpus
from runbookc.checks.evidence import SURE, lacking, majority, witness
from runbookc.checks.fitting import Measure
from runbookc.checks.lengths import Lengths, lengths
from runbookc.checks.lexicon import Lexicon, lexicon
from runbookc.checks.memo import once_per_corpus
from runbookc.checks.places import Row, Segment, once_per_runbook, segments
from runbookc.checks.sentences import masked, repeated, sentences
from runbookc.model.runbook import Runbook

_AGREE = 0.6
"""Share of the other editions that must show the same."""
_ALONE, _MERGED = 4.5, 3.5
"""What it costs to leave a sentence out, and to take two for one."""
_LIKE = 0.4
"""Below this coverage of the rest by each other's words, the texts were written anew."""
_LONGEST = 40
_STOPLESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese and Khmer."""
Sentences = tuple[str, ...]
Cut = dict[str, Sentences]
Learned = tuple[Lengths, Lexicon]


class _Odd(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence that is missing from, or only in, one edition of some text."""

    locale: str
    sense: str
    """``missing`` or ``extra``."""
    text: str
    """The sentence: of an edition that has it."""
    twice: bool
    """The edition says the same sentence twice."""
    agreeing: tuple[str, ...]
    confidence: float


class Uneven(_Odd, frozen=True, kw_only=True):
    """The same, and where that text stands."""

    segment: Segment


@once_per_runbook
def uneven(runbook: Runbook, corpus: Corpus) -> tuple[Uneven, ...]:
    """All of one runbook, in reading order."""
    return tuple(
        Uneven(
            segment=segment,
            locale=one.locale,
            sense=one.sense,
            text=one.text,
            twice=one.twice,
            agreeing=one.agreeing,
            confidence=one.confidence,
        )
        for segment in segments(runbook)
        for one in _in_row(corpus, segment.row, runbook.reference_locale)
    )


@once_per_corpus
def _in_row(corpus: Corpus, row: Row, reference: str | None) -> tuple[_Odd, ...]:
    cut = {locale: sentences(masked(text)) for locale, text in row}
    if len(cut) < 2 or max(map(len, cut.values())) > _LONGEST:
        return ()
    found = _repeating(row)
    if len({len(one) for one in cut.values()}) > 1:
        learned = lengths(corpus), lexicon(corpus)
        once = sorted(cut.keys() - {one.locale for one in found})
        found += [one for locale in once if (one := _of(cut, locale, reference, learned)) is not None]
    return tuple(found)


def _repeating(row: Row) -> list[_Odd]:
    """Editions that say something twice in a row, when not all do."""
    doubled = {locale: repeated(inline.plain(text)) for locale, text in row}
    others = tuple(locale for locale, found in doubled.items() if found is None)
    return [
        _Odd(
            locale=locale,
            sense="extra",
            text=found,
            twice=True,
            agreeing=others,
            confidence=SURE,
        )
        for locale, found in doubled.items()
        if found is not None and others
    ]


def _of(cut: Cut, locale: str, reference: str | None, learned: Learned) -> _Odd | None:
    """Against the editions that have the commonest number of sentences, one more or one less."""
    others = [other for other in cut if other != locale and cut[other]]
    own = cut[locale]
    counts = Counter(len(cut[other]) for other in others)
    count = max(sorted(counts), key=lambda number: counts[number], default=0)
    agreeing = tuple(other for other in others if len(cut[other]) == count)
    if (
        not own
        or not _is_stopped(own)
        or abs(count - len(own)) != 1
        or len(agreeing) < max(1, _AGREE * len(others))
    ):
        return None
    pairs = [(cut[other], Measure(locale, other, *learned, {})) for other in agreeing]
    alone = _alone(own, pairs)
    if alone is None:
        return None
    sense = "missing" if count > len(own) else "extra"
    if not _is_to_blame(sense, locale, agreeing, reference):
        return None
    return _Odd(
        locale=locale,
        sense=sense,
        text=own[alone] if sense == "extra" else cut[witness(agreeing, reference)][alone],
        twice=False,
        agreeing=agreeing,
        confidence=majority(len(agreeing), len(others) + 1),
    )


def _is_stopped(cut: Sentences) -> bool:
    """Whether a stop ends some sentence: scripts like Thai have none, and a blank there says nothing."""
    return not all(_STOPLESS.match(one[-1]) for one in cut)


def _alone(own: Sentences, pairs: list[tuple[Sentences, Measure]]) -> int | None:
    """Which sentence of the longer side has no counterpart; None when two of them were merged, or when
    the rest does not fit either.

    Every way to leave one out and every way to merge two is tried against all editions at once.
    """
    longer = max(len(own), len(pairs[0][0]))
    is_own = len(own) == longer
    best: tuple[float, int | None] = (float("inf"), None)
    for place in range(longer):
        for joined in (False, True) if place + 1 < longer else (False,):
            total = 0.0
            for theirs, measure in pairs:
                long, short = (own, theirs) if is_own else (theirs, own)
                rest = _without(long, place, joined=joined)
                total += _MERGED if joined else _ALONE
                for left, right in zip(rest, short, strict=True):
                    total += measure.cost(left, right) if is_own else measure.cost(right, left)
            best = min(best, (total, None if joined else place), key=lambda option: option[0])
    found = best[1]
    return found if found is not None and _is_alike(own, pairs, found, is_own=is_own) else None


def _without(long: Sentences, place: int, *, joined: bool) -> Sentences:
    if joined:
        return (*long[:place], f"{long[place]} {long[place + 1]}", *long[place + 2 :])
    return (*long[:place], *long[place + 1 :])


def _is_alike(own: Sentences, pairs: list[tuple[Sentences, Measure]], place: int, *, is_own: bool) -> bool:
    """Whether the sentences that have a counterpart say the same: a text written anew is no lost sentence."""
    shares = []
    for theirs, measure in pairs:
        here = own if not is_own else _without(own, place, joined=False)
        there = theirs if is_own else _without(theirs, place, joined=False)
        share = measure.coverage(" ".join(here), " ".join(there))
        if share is not None:
            shares.append(share)
    return not shares or sum(shares) / len(shares) >= _LIKE


def _is_to_blame(sense: str, locale: str, agreeing: tuple[str, ...], reference: str | None) -> bool:
    """Of two editions the reference is right; without one both are named."""
    if len(agreeing) > 1:
        return True
    having, absent = (agreeing, (locale,)) if sense == "missing" else ((locale,), agreeing)
    return lacking(having, absent, reference)[0] in (sense, "open")
