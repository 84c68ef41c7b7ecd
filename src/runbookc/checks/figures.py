"""Numbers, dates, times and durations in prose, in a form that does not depend on how they are written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from runbookc import inline
from runbookc.locales import catalog
from runbookc.locales.words import words
from runbookc.lowering.waits import duration_spans

_SPACES = "\u00a0\u202f\u2009"
_LEFT = r"(?<![A-Za-z0-9_\\/$%.-])"
_FIGURE = re.compile(
    rf"{_LEFT}(?P<figure>\d{{4}}-\d{{2}}-\d{{2}}|\d+(?:[.,:/\u066b\u066c'\u2019{_SPACES}]\d+)*)"
    r"(?:\s?[AaPp]\.?[Mm]\b)?(?![A-Za-z0-9_\\])"
)
_UNIT = re.compile(
    r"(?<![A-Za-z0-9_\\/$%.-])(?P<figure>\d+(?:[.,]\d+)?)(?=(?:[KMGT]i?[Bbo]|[hms]|ms|min)(?![A-Za-z0-9_]))"
)
_DATE = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{2,4})$")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?$")
_GROUPED = re.compile(rf"\d{{1,3}}(?:([.,\u066c'\u2019{_SPACES} ])\d{{3}})(?:\1\d{{3}})*$")
_DECIMAL = re.compile(r"(\d+)[.,\u066b](\d+)$")
_SPACED = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_SECONDS = {"S": 1, "M": 60, "H": 3600, "D": 86_400, "W": 604_800}
_RANGE = re.compile(r"(?<![\w-])(\d{1,4})-(\d{1,4})(?![\w-])")
"""``15-60``; no date has only one hyphen."""
_FROM_TO = "\\1\u2013\\2"
_JOINED = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_NUMERALS = "\u7b2c\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\u5343\u4e24\u5169"
"""Chinese digits, tens and thousands, and the mark of an ordinal number."""
_DIGIT = re.compile(r"\d")
_ISO = re.compile(r"P(?:T)?([\d.]+)([SMHDW])$")
_SAMPLE = 1_000_000


@lru_cache(maxsize=8192)
def numbers(text: str, locale: str) -> tuple[tuple[str, str], ...]:
    """Key and spelling of every number, date and time in canonical inline Markdown, in order.

    Names with digits, citations (``2c``), code and addresses are no numbers. Digits of any script,
    thousands and decimals of any style, and the order of day and month make no difference.
    """
    if not _DIGIT.search(text):
        return ()
    plain = _RANGE.sub(_FROM_TO, _ascii_digits(_prose(text)))
    if _groups_with_space(locale):
        plain = _SPACED.sub("\u00a0", plain)
    if not _DIGIT.search(plain):
        return ()
    found = {match.start(): match["figure"] for match in _FIGURE.finditer(plain)}
    found |= {match.start(): match["figure"] for match in _UNIT.finditer(plain)}
    return tuple((_key(figure), figure) for _, figure in sorted(found.items()))


@lru_cache(maxsize=8192)
def number_words(text: str, locale: str) -> tuple[tuple[str, str], ...]:
    """Key and spelling of every small number that the text says in words, in order."""
    pattern = _word_pattern(locale)
    if pattern is None:
        return ()
    prose, known = _prose(text), _words(locale)
    folded = prose.casefold()
    if not any(word in folded for word in known):
        return ()
    # The pattern takes dotless and dotted letters (ı, İ) for an i; case folding does not.
    found = ((match[0].casefold(), match[0]) for match in pattern.finditer(prose))
    return tuple((known[key], written) for key, written in found if key in known)


def has_number_words(locale: str) -> bool:
    """Whether the locale's language has a list of them."""
    return bool(words(locale).numbers)


@lru_cache(maxsize=64)
def _words(locale: str) -> dict[str, str]:
    return {word.casefold(): number for number, said in words(locale).numbers.items() for word in said}


@lru_cache(maxsize=64)
def _word_pattern(locale: str) -> re.Pattern[str] | None:
    said = sorted(_words(locale), key=lambda word: (-len(word), word))
    if not said:
        return None
    joined = _JOINED.match(said[0])
    left, right = (f"(?<![{_NUMERALS}])", "") if joined else (r"(?<![\w-])", r"(?![\w-])")
    return re.compile(f"{left}(?:{'|'.join(map(re.escape, said))}){right}", re.IGNORECASE)


@lru_cache(maxsize=8192)
def durations(text: str, locale: str) -> tuple[str, ...]:
    """The durations in the text, sorted: ``PT600S`` for ten minutes, however written."""
    if not _DIGIT.search(text):
        return ()
    plain = _RANGE.sub(_FROM_TO, inline.plain(text))
    return tuple(sorted(_in_seconds(iso) for _, _, iso in duration_spans(plain, locale)))


def _in_seconds(iso: str) -> str:
    match = _ISO.match(iso)
    if match is None:
        return iso
    return f"PT{float(match[1]) * _SECONDS[match[2]]:g}S"


def duration_words(text: str, locale: str, key: str) -> str | None:
    """The place in the text that says the duration `key`."""
    plain = inline.plain(text)
    for start, end, iso in duration_spans(_RANGE.sub(_FROM_TO, plain), locale):
        if _in_seconds(iso) == key:
            return plain[start:end]
    return None


@lru_cache(maxsize=4096)
def _prose(text: str) -> str:
    """Plain text without code, unless that is a number; a gap keeps what stood around it apart."""
    return "".join(
        "\u2042" if _is_opaque(node) else inline.plain_text((node,)) for node in inline.parse(text)
    )


def _is_opaque(node: inline.Inline) -> bool:
    if isinstance(node, inline.Code):
        return not node.text.strip().isdecimal()
    return isinstance(node, inline.Placeholder | inline.Image)


def _ascii_digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(
        char if char.isascii() or not char.isdecimal() else str(unicodedata.decimal(char)) for char in text
    )


@lru_cache(maxsize=256)
def _groups_with_space(locale: str) -> bool:
    return catalog(locale, "report").number(_SAMPLE)[1].isspace()


def _key(figure: str) -> str:
    if match := _TIME.match(figure):
        hour = int(match[1]) % 12
        return f"{hour}:{match[2]}:{match[3] or '00'}"
    if match := _DATE.match(figure):
        return "/".join(str(part) for part in sorted(int(match[group]) % 100 for group in (1, 3, 4)))
    if _GROUPED.match(figure):
        return re.sub(r"\D", "", figure)
    if match := _DECIMAL.match(figure):
        return f"{_whole(match[1])}.{match[2].rstrip('0') or '0'}"
    return _whole(figure) if figure.isdecimal() else re.sub(r"[^\d.:/-]", "", figure)


def _whole(figure: str) -> str:
    """Without zeros before it. Figures may be longer than what Python makes a number of."""
    return _ascii_digits(figure).lstrip("0") or "0"
