"""Identifiers in prose and titles, edition by edition: swapped, damaged or lost.

Identifiers are found by shape (`runbookc.invariants`). Acronyms are translated in some languages and
spelt out in others, which is no defect when it is done throughout: how an edition treats each is
counted over the whole input first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import chain

import msgspec

from runbookc import inline
from runbookc.checks.corpus import Corpus, Observed
from runbookc.checks.evidence import CORPUS, HEADING, SURE
from runbookc.checks.knowledge import NAMES, dotted_names, support
from runbookc.checks.multisets import Difference, Fact, differences, is_moved, section_texts
from runbookc.checks.near_misses import slips
from runbookc.checks.places import Row, Segment, once_per_runbook, segments
from runbookc.checks.registry import observer
from runbookc.invariants import invariants
from runbookc.model.runbook import Runbook

RENDERED = "names rendered"
"""Observer: (locale, name, ``lost`` or the name instead): what an edition makes of names that most
others have."""

_KINDS = {"identifier": "name", "cmdlet": "name", "host": "host", "path": "path", "acronym": "acronym"}
_CLOCK = frozenset(("AM", "PM"))
_STOPS = r"[ \t\u00a0]?[.\u3002\uff0e\uff61]"
_BREAK = rf"(?:{_STOPS}[ \t\u00a0]+|[ \t\u00a0]+[.]|[\u3002\uff0e\uff61])"
_HOST = re.compile(r"\.(?:com|net|org|local)$")
_BROKEN = re.compile(rf"[A-Za-z0-9]{_BREAK}")
_REPEATED = 2
_UNANIMOUS = 3
_SHORT = 3
_LONG = 5


class Name(msgspec.Struct, frozen=True, array_like=True):
    kind: str
    """``name``, ``host``, ``path`` or ``acronym``."""
    key: str
    written: str


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One deviation, and what sort of one."""

    sort: str
    """``swapped``, ``damaged``, ``split`` or ``lost``."""
    kind: str
    difference: Difference
    expected: str | None
    """As the agreeing editions write it."""
    actual: str | None
    """As written."""
    proof: int
    """Rank of the evidence for what is expected, outside of the text."""


@lru_cache(maxsize=16384)
def names(text: str) -> tuple[Name, ...]:
    """The identifiers of canonical inline Markdown, in order."""
    found: list[Name] = []
    for one in invariants(text):
        if one.kind == "code" and " " not in one.written:
            found.extend(names(inline.escape(one.written)))
        elif one.kind in _KINDS and one.written not in _CLOCK:
            found.append(Name(_KINDS[one.kind], one.value.casefold(), one.written))
    return tuple(found)


@lru_cache(maxsize=4096)
def _split(key: str) -> tuple[re.Pattern[str], ...]:
    """A dotted name that fell apart at a dot: whole, and with its last part translated."""
    parts = [re.escape(part) for part in key.split(".")]
    whole = rf"{_STOPS}[ \t\u00a0]*".join(parts)
    opened = rf"{parts[0]}{_BREAK}[^\W\d_]+(?:[ \t][^\W\d_]+){{0,3}}" if len(parts[0]) > 1 else "(?!)"
    return tuple(
        re.compile(rf"(?<![A-Za-z0-9_.]){pattern}", re.IGNORECASE)
        for pattern in (rf"{whole}(?![A-Za-z0-9_])", opened)
    )


@lru_cache(maxsize=8192)
def _broken_text(text: str) -> str:
    """The text in lower case; empty when nothing in it can have fallen apart at a dot."""
    return inline.plain(text).casefold() if _BROKEN.search(text) else ""


@lru_cache(maxsize=4096)
def _broken_in(row: Row) -> Row:
    """Those of some texts in which a name may have fallen apart."""
    return tuple((locale, text) for locale, text in row if _broken_text(text))


def in_pieces(key: str, text: str, *, opened: bool = True) -> str | None:
    """The place in canonical inline Markdown where a dotted name fell apart; None if it did not.

    With `opened` its last part may have become other words.
    """
    if "." not in key or key.partition(".")[0] not in _broken_text(text):
        return None
    plain = inline.plain(text)
    whole, beginning = _split(key)
    found = [match[0] for match in whole.finditer(plain)]
    if not found and opened and (match := beginning.search(plain)):
        found = [match[0]]
    return next((written for written in found if written.casefold() != key), None)


@once_per_runbook
def _raw(runbook: Runbook) -> tuple[tuple[Difference, Mapping[str, Name]], ...]:
    """Every difference, with the names of its segment by key; before the corpus is asked."""
    return tuple(
        (Difference.of(one, segment), known)
        for segment in segments(runbook)
        for known, facts in _of_row(segment.row, runbook.reference_locale)
        for one in facts
        if not is_moved(one, partial(_count, runbook, segment.at.section, one.expected))
    )


def _count(runbook: Runbook, section: str | None, key: str | None, locale: str) -> int:
    """How often a name stands in a section."""
    known = _counts(runbook)
    if (section, locale) not in known:
        texts = section_texts(runbook)[section].get(locale, ())
        known[section, locale] = Counter(chain.from_iterable(map(_sorted_keys, texts)))
    return known[section, locale][key or ""]


@once_per_runbook
def _counts(_runbook: Runbook) -> dict[tuple[str | None, str], Counter[str]]:
    """Section and locale to what `_count` found there."""
    return {}


@lru_cache(maxsize=16384)
def _sorted_keys(text: str) -> tuple[str, ...]:
    return tuple(sorted(name.key for name in names(text)))


@lru_cache(maxsize=4096)
def _of_row(row: Row, reference: str | None) -> tuple[tuple[Mapping[str, Name], tuple[Fact, ...]], ...]:
    """The names of texts by key, and how the texts differ in them; empty if they do not."""
    if len({_sorted_keys(text) for _, text in row}) < 2:
        return ()
    known = {name.key: name for _, text in row for name in names(text)}
    dotted = [key for key in known if "." in key]
    found = differences(
        {locale: _keys(text, dotted) for locale, text in row},
        reference=reference,
        alike=lambda key, stray: _alike(known[key], known[stray]),
    )
    return ((known, found),) if found else ()


def _keys(text: str, dotted: Iterable[str]) -> Counter[str]:
    """How often each name stands in a text; one in pieces stands there too, and its pieces do not."""
    found = Counter(_sorted_keys(text))
    for key in dotted:
        if key not in found and in_pieces(key, text):
            for piece in _pieces(key):
                del found[piece]
            found[key] = 1
    return found


def _pieces(key: str) -> set[str]:
    parts = key.split(".")
    return {".".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1)} - {key}


def _alike(name: Name, other: Name) -> bool:
    """Whether one may stand where the other belongs."""
    return name.kind == other.kind or _is_damaged(name.key, other.key)


def _is_damaged(key: str, other: str) -> bool:
    """A slip, two words grown together, or a host cut short."""
    if slips(key, other) or (len(key) >= _SHORT and key in other):
        return True
    return len(other) >= _LONG and key.startswith(f"{other}.")


@observer(RENDERED)
def observed_renderings(runbook: Runbook) -> Observed:
    """How often each edition loses or replaces the names that most others have."""
    counts: Observed = Counter()
    for one, _ in _raw(runbook):
        if one.expected is not None:
            counts[one.locale, one.expected, one.actual or "lost"] += 1
    return counts


@once_per_runbook
def deviations(runbook: Runbook, corpus: Corpus) -> tuple[Found, ...]:
    """Every identifier in which an edition's text differs, in reading order."""
    rank = support(runbook, corpus)
    found = [
        told
        for one, known in _raw(runbook)
        if (told := _told(one, known, corpus, rank(known[one.expected].written) if one.expected else 0))
    ]
    return (*found, *_broken(runbook))


def _broken(runbook: Runbook) -> Iterator[Found]:
    """Dotted names that fell apart in an edition, held against the editions where they are whole and
    against the article's commands and table."""
    proved = {name.casefold(): name for name in dotted_names(runbook)}
    for segment in segments(runbook):
        broken = _broken_in(segment.row)
        if not broken:
            continue
        whole = {
            name.key: name.written
            for text in segment.texts.values()
            for name in names(text)
            if "." in name.key
        }
        for locale, text in broken:
            own = Counter(_sorted_keys(text))
            for key, spelt in sorted((proved | whole).items()):
                if own[key] and own[key] >= _most(key, segment):
                    continue
                written = in_pieces(key, text, opened=key in whole and not own[key])
                if written is not None:
                    yield _in_pieces(segment, locale, key, spelt, written)


def _most(key: str, segment: Segment) -> int:
    """How often a name stands in the text that has it most often."""
    return max(_sorted_keys(text).count(key) for text in segment.texts.values())


def _in_pieces(segment: Segment, locale: str, key: str, spelt: str, written: str) -> Found:
    having = tuple(
        other
        for other, text in sorted(segment.texts.items())
        if other != locale and any(name.key == key for name in names(text))
    )
    return Found(
        sort="split",
        kind="host" if _HOST.search(key) else "name",
        difference=Difference(
            segment=segment,
            locale=locale,
            expected=key,
            actual=written.casefold(),
            agreeing=having,
            confidence=SURE,
        ),
        expected=spelt,
        actual=written,
        proof=CORPUS,
    )


def _told(one: Difference, known: Mapping[str, Name], corpus: Corpus, proof: int) -> Found | None:
    expected = known[one.expected] if one.expected else None
    actual = known[one.actual] if one.actual else None
    kind = (expected or actual or Name("name", "", "")).kind
    damaged = bool(expected and actual and _is_damaged(expected.key, actual.key))
    if not damaged and expected and _is_usual(corpus, one.locale, expected, actual):
        return None
    if actual is None and not _is_missed(one, kind, proof):
        return None
    return Found(
        sort="damaged" if damaged else "swapped" if actual else "lost",
        kind=kind,
        difference=one,
        expected=expected.written if expected else None,
        actual=actual.written if actual else None,
        proof=proof,
    )


def _is_missed(one: Difference, kind: str, proof: int) -> bool:
    """Whether a name that is just not there is worth a word: acronyms are often spelt out."""
    if kind == "acronym":
        return proof >= HEADING
    return len(one.agreeing) >= _UNANIMOUS or proof >= CORPUS


def _is_usual(corpus: Corpus, locale: str, name: Name, instead: Name | None) -> bool:
    """Whether the edition's language does without the name again and again, and so on purpose.

    Only for what may be a word of the language, not for what a shell or the table knows; and not when
    what stands instead stands nowhere else.
    """
    if name.kind != "acronym":
        return False
    if instead is not None and corpus.counts(NAMES).get((instead.written,), 0) <= 1:
        return False
    return corpus.derive(_dropped).get((locale, name.key), 0) >= _REPEATED


def _dropped(corpus: Corpus) -> dict[tuple[str, str], int]:
    """How often an edition's language lost or replaced a name."""
    found: dict[tuple[str, str], int] = {}
    for (locale, key, _), count in corpus.counts(RENDERED).items():
        found[locale, key] = found.get((locale, key), 0) + count
    return found
