"""TYP001."""

from __future__ import annotations

import re
from collections.abc import Iterator

from runbookc import inline
from runbookc.checks import Corpus, Drift, rule, segments
from runbookc.model.runbook import Runbook

_MARKUP = re.compile(
    r"</?(?:a|b|br|code|div|em|font|i|p|span|strong|sub|sup|table|td|tr|u)(?:\s[^<>]*)?/?>"
    r"|(?<![\w*])\*{2,3}(?=\s?[^\W_*])|(?<=[^\W_*])\*{2,3}(?![\w*])"
    r"|\]\((?:https?:|[\w./-]+\.md)|&(?:nbsp|lt|gt|amp|quot|#\d{2,5});"
)


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
            prose = "".join(
                inline.plain_text((node,)) if isinstance(node, inline.Text) else "\u2042"
                for node in inline.walk(inline.parse(text))
                if isinstance(node, inline.Text | inline.Code)
            )
            match = _MARKUP.search(prose)
            if match is not None:
                yield Drift(
                    locale=locale,
                    at=segment.at,
                    line=segment.lines.get(locale),
                    actual=match[0],
                    agreeing=tuple(
                        other
                        for other, words in sorted(segment.texts.items())
                        if not _MARKUP.search(inline.plain(words))
                    ),
                    confidence=0.85,
                )
