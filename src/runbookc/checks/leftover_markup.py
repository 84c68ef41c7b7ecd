"""TYP001."""

from __future__ import annotations

import re
from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule, segments
from runbookc.checks.plain_prose import prose_of
from runbookc.model.runbook import Runbook

_MARKUP = re.compile(
    r"</?(?:a|b|br|code|div|em|font|i|p|span|strong|sub|sup|table|td|tr|u)(?:\s[^<>]*)?/?>"
    r"|(?<![\w*])\*{2,3}(?=\s?[^\W_*])|(?<=[^\W_*])\*{2,3}(?![\w*])"
    r"|\]\((?:https?:|[\w./-]+\.md)|&(?:nbsp|lt|gt|amp|quot|#\d{2,5});"
)
_SIGN = re.compile(r"[<*&]|\]\\?\(")
"""Without one of these in it no text has markup left."""


@rule("TYP001", level="warning", title="leftover-markup", message="{place} shows markup as text: {actual}")
def leftover_markup(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """Markup is shown to the reader as text.

    Why: asterisks and tags stand in the middle of the sentence, and what they should set off is not
    set off: a heading becomes a paragraph.

    Bad:  "** Mehr als 5 % der Anrufe**", with a blank that keeps Markdown from seeing bold text.
    Good: "**Mehr als 5 % der Anrufe**".
    """
    for segment in segments(runbook):
        for locale, text in sorted(segment.texts.items()):
            match = _found(text)
            if match is not None:
                yield Drift(
                    locale=locale,
                    at=segment.at,
                    line=segment.lines.get(locale),
                    actual=match[0],
                    agreeing=tuple(
                        other for other, words in sorted(segment.texts.items()) if _found(words) is None
                    ),
                    confidence=0.85,
                )


def _found(text: str) -> re.Match[str] | None:
    return _MARKUP.search(prose_of(text)) if _SIGN.search(text) else None
