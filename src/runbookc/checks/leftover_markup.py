"""TYP001."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from runbookc.checks import Corpus, Drift, rule, segments
from runbookc.checks.places import Row
from runbookc.checks.plain_prose import prose_of
from runbookc.model.runbook import Runbook

_MARKUP = re.compile(
    r"</?(?:a|b|br|code|div|em|font|i|p|span|strong|sub|sup|table|td|tr|u)(?:\s[^<>]*)?/?>"
    r"|(?<![\w*])\*{2,3}(?=\s?[^\W_*])|(?<=[^\W_*])\*{2,3}(?![\w*])"
    r"|\]\s?\((?:https?:|[\w./-]+\.md)|&(?:nbsp|lt|gt|amp|quot|#\d{2,5});"
    r"|(?<!\w)`(?=[^\s`)])|(?<=[^\s`(])`(?!\w)"
)
_SIGN = re.compile(r"[<*&`]|\]\\?\s?\\?\(")
"""Without one of these in it no text has markup left."""
_SEVERAL = 2
_STAR = re.compile(r"(?<![\w*.\\/])\*(?=[^\W_])|(?<=[^\W_])\*(?![\w*.\\/])")
"""A single asterisk at a word: markup, or a wildcard or footnote when other editions have it too."""


@rule("TYP001", level="warning", title="leftover-markup", message="{place} shows markup as text: {actual}")
def leftover_markup(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """Markup is shown to the reader as text.

    Why: asterisks and tags stand in the middle of the sentence, and what they should set off is not
    set off: a heading becomes a paragraph.

    Bad:  "** Mehr als 5 % der Anrufe**", with a blank that keeps Markdown from seeing bold text.
    Good: "**Mehr als 5 % der Anrufe**".
    """
    for segment in segments(runbook):
        for locale, shown in _in_row(segment.row):
            yield Drift(
                locale=locale,
                at=segment.at,
                line=segment.lines.get(locale),
                actual=shown,
                agreeing=tuple(other for other, text in segment.row if _found(text) is None),
                confidence=0.85,
            )


@lru_cache(maxsize=4096)
def _in_row(row: Row) -> tuple[tuple[str, str], ...]:
    """Locales and the markup that their texts show."""
    texts = dict(row)
    found = ((locale, _found(text) or _star(text, locale, texts)) for locale, text in row)
    return tuple((locale, shown) for locale, shown in found if shown is not None)


def _star(text: str, locale: str, texts: Mapping[str, str]) -> str | None:
    if "*" not in text or len(texts) < _SEVERAL or "*" not in prose_of(text):
        return None
    others = (prose_of(other) for tag, other in texts.items() if tag != locale)
    match = None if any("*" in other for other in others) else _STAR.search(prose_of(text))
    return match[0] if match else None


@lru_cache(maxsize=16384)
def _found(text: str) -> str | None:
    match = _MARKUP.search(prose_of(text)) if _SIGN.search(text) else None
    return match[0] if match else None
