"""Lines of colons with a word: ``::: warning`` … ``:::`` is an alert, ``::: zone`` is no text.

Markdown dialects of documentation sites write containers so. A container whose word labels a note in
some language becomes the alert ``> [!WARNING]``; the lines of any other are left out, what stands
between them stays. No line is added or lost, so that lines stay where they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from runbookc.locales.labels import severity

_FENCE = re.compile(r"(?P<indent>[ \t]*):{3,}[ \t]*(?:\{?\.?(?P<word>[^\W\d_]+)(?P<rest>[^\n]*))?$")
_ANY = re.compile(r"^[ \t]*:::", re.MULTILINE)


def as_alerts(body: str, stream: Sequence[Token], locale: str) -> str | None:
    """`body` with such containers as alerts; None if there are none. `stream` are its tokens."""
    if ":::" not in body or not _ANY.search(body):
        return None
    lines = body.split("\n")
    fences = _fences(lines, stream)
    inside: list[str | None] = []  # for each open container, where the innermost alert around stands
    for line in range(len(lines)):
        found = fences.get(line)
        alert = inside[-1] if inside else None
        if found is None:
            if alert is not None:
                lines[line] = _quoted(lines[line], alert)
            continue
        word, indent = found["word"], found["indent"]
        known = severity(word, locale) if word else None
        lines[line] = f"{indent}> [!{word.upper()}]" if known and word else ""
        if word is not None and not found["rest"].startswith("-end"):
            inside.append(indent if known else alert)
        elif inside:
            inside.pop()
    return "\n".join(lines) if fences else None


def _quoted(line: str, indent: str) -> str:
    """`line` in a quote that stands at `indent`."""
    return f"{indent}> {line.removeprefix(indent)}" if line.strip() else f"{indent}>"


def _fences(lines: Sequence[str], stream: Sequence[Token]) -> dict[int, re.Match[str]]:
    """The lines of colons that stand in paragraphs, not in code."""
    found: dict[int, re.Match[str]] = {}
    for token in stream:
        if token.type == "inline" and token.map:
            for line in range(*token.map):
                match = _FENCE.match(lines[line])
                if match is not None and not (match["rest"] or "").rstrip().endswith(":::"):
                    found[line] = match
    return found
