"""Literals in prose: what a shell prints or a person must type, edition by edition.

Bold and code set them off. A bold word is a literal when it is known to be one, or when several
languages keep it as it is; a label that every language translates is none.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from importlib.resources import files

import msgspec

from runbookc import inline
from runbookc.checks.corpus import Corpus, Observed
from runbookc.checks.evidence import CODE, NOTHING
from runbookc.checks.multisets import Difference, Fact, differences, is_moved, section_texts
from runbookc.checks.places import Row, once_per_runbook, segments
from runbookc.checks.registry import observer
from runbookc.commands import tables
from runbookc.model.runbook import Runbook

LITERALS = "literals"
"""Observer: (literal, ``code``) for literals in code; (locale, literal, ``lost``) for lost ones."""

_LONGEST = {False: 60, True: 240}
"""Characters of a term, at most; more in code."""
_REPEATED = 2
_SHAPED = re.compile(r"[a-z][A-Z]|[A-Z]{2}|[A-Z]\d")
_HUMP = re.compile(r"[a-z][A-Z]")
_QUOTED = re.compile(
    '[\u201c\u00ab\u201e\u300c"]\\s*([^\u201c\u201d\u00ab\u00bb\u201e\u300c\u300d"]{1,60}?)\\s*[\u201d\u00bb\u201c\u300d"]'
)
_LETTERS = re.compile(r"[A-Za-z]{2}")


class Term(msgspec.Struct, frozen=True, array_like=True):
    """One stretch of a text that is set off."""

    text: str
    is_code: bool


class Found(msgspec.Struct, frozen=True, kw_only=True):
    difference: Difference
    expected: str
    actual: str | None
    """What stands instead, as written."""
    sort: str
    """``translated``, ``swapped`` (another literal stands there) or ``name`` (one of several words, such
    as a service's, for another)."""


@lru_cache(maxsize=1)
def built_in() -> frozenset[str]:
    """Literals that products print, lower case."""
    table = tomllib.loads(files(__package__).joinpath("data/literals.toml").read_text("utf-8"))
    return frozenset(literal.casefold() for group in table.values() for literal in group)


@lru_cache(maxsize=1)
def _properties() -> frozenset[str]:
    """Names of properties that are no ordinary words."""
    names = (name for cmdlet in tables.cmdlets().values() for name in cmdlet.properties)
    return frozenset(name.casefold() for name in names if _HUMP.search(name))


@lru_cache(maxsize=8192)
def terms(text: str) -> tuple[Term, ...]:
    """What is bold or in code in canonical inline Markdown, in order."""
    if "*" not in text and "`" not in text and "<strong>" not in text:
        return ()
    return tuple(_terms(inline.parse(text), bold=False))


def _terms(nodes: Iterable[inline.Inline], *, bold: bool) -> Iterator[Term]:
    for node in nodes:
        match node:
            case inline.Code(text):
                yield Term(text.strip(), True)
            case inline.Strong(children):
                yield Term(inline.plain_text(children).strip(), False)
                yield from (term for term in _terms(children, bold=True) if term.is_code)
            case inline.Emphasis(children) | inline.Link(_, children):
                yield from _terms(children, bold=bold)


@lru_cache(maxsize=8192)
def _pattern(literal: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9_]){re.escape(literal)}(?![A-Za-z0-9_])", re.IGNORECASE)


def _stands_in(literal: str, text: str) -> bool:
    """Whether canonical inline Markdown has the literal, set off or not."""
    set_off, plain = _folded(text)
    return literal in set_off or (
        literal in plain and _pattern(literal).search(inline.plain(text)) is not None
    )


@lru_cache(maxsize=8192)
def _folded(text: str) -> tuple[frozenset[str], str]:
    """In lower case: what is set off in canonical inline Markdown, and its plain text."""
    return frozenset(term.text.casefold() for term in terms(text)), inline.plain(text).casefold()


@once_per_runbook
def _raw(runbook: Runbook) -> tuple[tuple[Difference, Mapping[str, str]], ...]:
    return tuple(
        (Difference.of(one, segment), spelt)
        for segment in segments(runbook)
        for spelt, facts in _of_row(segment.row, runbook.reference_locale)
        for one in facts
        if not is_moved(one, partial(_count, runbook, segment.at.section, spelt.get(one.expected or "", "")))
    )


def _count(runbook: Runbook, section: str | None, literal: str, locale: str) -> int:
    """In how many texts of a section a literal stands, set off or spelt as it is: without a capital it is
    an English word."""
    texts = section_texts(runbook)[section].get(locale, ())
    key = literal.casefold()
    return sum(key in _folded(text)[0] or (literal in text and _stands_in(key, text)) for text in texts)


@lru_cache(maxsize=4096)
def _of_row(row: Row, reference: str | None) -> tuple[tuple[Mapping[str, str], tuple[Fact, ...]], ...]:
    """Literals of texts, lower case to spelling, and how the texts differ in them; empty if they do not."""
    spelt = _candidates(row) if len(row) > 1 and any(terms(text) for _, text in row) else {}
    found = differences(
        {locale: Counter(key for key in spelt if _stands_in(key, text)) for locale, text in row},
        reference=reference,
        alike=lambda key, stray: not (_pattern(key).search(stray) or _pattern(stray).search(key)),
        rank=_rank,
    )
    return ((spelt, found),) if found else ()


def _candidates(row: Row) -> dict[str, str]:
    """Lower case to spelling of what may be a literal in these texts."""
    spelt: dict[str, str] = {}
    holders: Counter[str] = Counter()
    for _, text in row:
        own = {term.text.casefold(): term for term in terms(text) if _is_eligible(term)}
        for key, term in own.items():
            holders[key] += 1
            if term.is_code or _is_known(key):
                holders[key] += len(row)
            spelt.setdefault(key, term.text)
    return {key: text for key, text in spelt.items() if holders[key] > 1}


def _is_eligible(term: Term) -> bool:
    text = term.text
    return text.isascii() and len(text) <= _LONGEST[term.is_code] and _LETTERS.search(text) is not None


def _is_known(key: str) -> bool:
    return key in built_in() or key in _properties()


def _rank(key: str) -> int:
    return CODE if _is_known(key) else NOTHING


@observer(LITERALS)
def observed_literals(runbook: Runbook) -> Observed:
    """What stands in code, and which literals each edition lost."""
    counts: Observed = Counter()
    for segment in segments(runbook):
        for text in set(segment.texts.values()):
            for term in terms(text):
                if term.is_code:
                    counts[term.text.casefold(), "code"] += 1
    counts.update((one.locale, one.expected, "lost") for one, _ in _raw(runbook) if one.expected)
    return counts


@once_per_runbook
def deviations(runbook: Runbook, corpus: Corpus) -> tuple[Found, ...]:
    """Every literal that an edition translated, lost or swapped, in reading order."""
    return tuple(
        Found(
            difference=one,
            expected=spelt[one.expected],
            actual=spelt[one.actual] if one.actual else _instead(one),
            sort=_sort(spelt[one.expected], spelt[one.actual] if one.actual else _instead(one), one),
        )
        for one, spelt in _raw(runbook)
        if one.expected is not None and not _is_usual(corpus, one)
    )


def _sort(expected: str, actual: str | None, one: Difference) -> str:
    if actual is not None and _is_product_name(expected) and _is_product_name(actual):
        return "name"
    return "translated" if one.actual is None else "swapped"


def _is_product_name(text: str) -> bool:
    """Several words with an identifier or acronym among them: ``Microsoft Exchange POP3 Backend``."""
    return text.isascii() and " " in text and any(map(_SHAPED.search, text.split()))


def _is_usual(corpus: Corpus, one: Difference) -> bool:
    """Whether it may be a label of a user interface: the edition translates it throughout, or it is
    not the only one to do so."""
    key = one.expected or ""
    if _is_known(key) or key in corpus.protected:
        return False
    counts = corpus.counts(LITERALS)
    if counts.get((key, "code"), 0) >= _REPEATED:
        return False
    alone = len(one.agreeing) == len(one.segment.texts) - 1
    return not alone or counts.get((one.locale, key, "lost"), 0) >= _REPEATED


def _instead(one: Difference) -> str | None:
    """What is set off at the same place among as many terms: most likely the translation."""
    texts = one.segment.texts
    own = _set_off(texts[one.locale])
    for locale in one.agreeing:
        other = _set_off(texts[locale])
        at = [index for index, text in enumerate(other) if text.casefold() == one.expected]
        if at and len(other) == len(own):
            return own[at[0]]
    return None


def _set_off(text: str) -> tuple[str, ...]:
    """What is bold, in code, or in quotation marks where a language prefers those."""
    found = tuple(term.text for term in terms(text))
    return found or tuple(match[1] for match in _QUOTED.finditer(inline.plain(text)))
