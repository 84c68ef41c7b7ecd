"""What acronyms stand for: the words before the brackets, as in *Client Access server (CAS)*."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

import msgspec

from runbookc import inline
from runbookc.checks.corpus import Corpus, Observed
from runbookc.checks.places import Segment, segments
from runbookc.checks.registry import observer
from runbookc.checks.sentences import is_unspaced, stems
from runbookc.model.runbook import Runbook

EXPANSIONS = "expansions"
"""Observer: locale, acronym, the words before it; each once for every runbook."""
_BRACKETS = re.compile(r"[(（]\s?([A-Z][A-Z0-9]{1,6})\s?[)）]")
_CAPITALS = re.compile(r"(?<![^\W_])[A-Z]+(?![A-Za-z0-9_])")
_NEAR = 24
_WORD = re.compile(r"[^\W\d_]+")
_WORDS, _CHARACTERS = 3, 8
_SHORTEST = 4
_ALIKE = 0.5
_CLEAR = 2
"""By how many times the other meaning must be commoner; and runbooks that have it, at least."""


class Expansion(msgspec.Struct, frozen=True, kw_only=True):
    """One acronym with the words before it."""

    segment: Segment
    locale: str
    acronym: str
    words: str


def expansions(runbook: Runbook) -> Iterator[Expansion]:
    """All of one runbook, in reading order."""
    for segment in segments(runbook):
        for locale, text in segment.row:
            for acronym, words in _expanded(text):
                yield Expansion(segment=segment, locale=locale, acronym=acronym, words=words)


@lru_cache(maxsize=16384)
def _expanded(text: str) -> tuple[tuple[str, str], ...]:
    """Acronyms in brackets, each with the words before it."""
    plain = inline.plain(text) if "(" in text or "（" in text else ""
    found = ((match[1], plain[: match.start()].rstrip()) for match in _BRACKETS.finditer(plain))
    return tuple((acronym, words) for acronym, text in found if (words := _before(text, acronym)))


@observer(EXPANSIONS)
def observed_expansions(runbook: Runbook) -> Observed:
    """Every expansion of the runbook, once."""
    return Counter({(one.locale, one.acronym, one.words) for one in expansions(runbook)})


def usual(corpus: Corpus) -> Mapping[tuple[str, str], tuple[tuple[str, int], ...]]:
    """Locale and acronym to what it stands for: one wording for each meaning, with the number of
    runbooks, the commonest first."""
    return corpus.derive(_usual)


def is_alike(left: str, right: str) -> bool:
    """Whether two wordings share half of their words."""
    a, b = _content(left), _content(right)
    return bool(a) and bool(b) and len(a & b) > _ALIKE * min(len(a), len(b))


def odd_expansion(one: Expansion, corpus: Corpus) -> tuple[str, bool] | None:
    """What the acronym stands for elsewhere in that locale, if that is something else; and whether that
    is clearly the commoner."""
    meanings = usual(corpus).get((one.locale, one.acronym), ())
    own = sum(count for words, count in meanings if is_alike(words, one.words))
    others = [(words, count) for words, count in meanings if not is_alike(words, one.words)]
    if not others or others[0][1] < max(_CLEAR, own):
        return None
    return others[0][0], others[0][1] >= _CLEAR * own


def _before(text: str, acronym: str) -> str:
    """The last words of a text, without those that are as short as articles. Nothing where they have
    another abbreviation of the same name: *CA servers (CAS)*."""
    clause = re.split(r"[,;:.()，。；：、（）]", text)[-1]
    if any(len(one) > 1 and acronym.startswith(one) for one in _CAPITALS.findall(clause[-_NEAR:])):
        return ""
    if is_unspaced(clause[-_CHARACTERS:]):
        return clause[-_CHARACTERS:].strip()
    words = [word for word in _WORD.findall(clause) if len(word) >= _SHORTEST]
    return " ".join(words[-_WORDS:]).casefold() if len(words) > 1 else ""


def _content(words: str) -> frozenset[str]:
    return stems(words)


def _usual(corpus: Corpus) -> Mapping[tuple[str, str], tuple[tuple[str, int], ...]]:
    found: dict[tuple[str, str], list[tuple[str, int]]] = {}
    ordered = sorted(corpus.counts(EXPANSIONS).items(), key=lambda item: (-item[1], item[0]))
    for (locale, acronym, words), count in ordered:
        meanings = found.setdefault((locale, acronym), [])
        for place, (wording, total) in enumerate(meanings):
            if is_alike(wording, words):
                meanings[place] = (wording, total + count)
                break
        else:
            meanings.append((words, count))
    return {key: tuple(sorted(one, key=lambda item: (-item[1], item[0]))) for key, one in found.items()}
