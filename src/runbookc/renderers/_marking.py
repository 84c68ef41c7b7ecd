"""Text around a finding as HTML: what a page shows of it, and which words deviate."""

from __future__ import annotations

import bisect
import difflib
import itertools
import re
import string
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec
from markupsafe import Markup, escape

from runbookc import inline

_TAGS = {"strong": "b", "em": "i", "code": "code"}
"""Style of a run to its element."""
_LETTERS = frozenset(string.ascii_letters + string.digits)
_WORD = re.compile(r"[A-Za-z0-9_]+|\s+|.", re.DOTALL)
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ufff9-\ufffb\ud800-\udfff\U000e0001-\U000e007f]"
)
_MOST_PAIRS = 1_000_000
"""Words of one text times words of the other: comparing them takes half a second at worst."""


class Run(msgspec.Struct, frozen=True):
    """A stretch of text in one style."""

    text: str
    style: str = ""
    """``strong``, ``em``, ``code`` or empty."""
    marked: bool = False


def visible(text: str) -> str:
    """Controls, embeddings and overrides spelt out; a page can hold the result."""
    return _CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def text_html(markdown: str, needles: Iterable[str | None]) -> Markup:
    """Canonical inline Markdown, each place that holds one of `needles` marked."""
    runs = [run for line in markdown.split("\n") for run in (*_styled(inline.parse(line), ""), Run("\n"))][
        :-1
    ]
    wanted = [plain for needle in needles if needle and (plain := inline.plain(needle).strip())]
    return _html(_marked(runs, wanted))


@lru_cache(maxsize=1024)
def code_html(code: str, agreed: str | None) -> Markup:
    """A command, the words that `agreed` has not marked."""
    if agreed is None or agreed == code:
        return _html([Run(visible(code), "code")])
    return _html(Run(visible(text), "code", marked) for text, marked in different(agreed, code))


def different(left: str, right: str) -> Iterator[tuple[str, bool]]:
    """`right` in stretches, with whether `left` lacks them; word by word, whatever the case.

    Of texts too long for that, all or nothing.
    """
    ours, theirs = _WORD.findall(left), _WORD.findall(right)
    if len(ours) * len(theirs) > _MOST_PAIRS:
        yield right, left != right
        return
    matcher = difflib.SequenceMatcher(
        None, [word.casefold() for word in ours], [word.casefold() for word in theirs], autojunk=False
    )
    for kind, _, _, start, end in matcher.get_opcodes():
        if end > start:
            yield "".join(theirs[start:end]), kind != "equal"


def _html(runs: Iterable[Run]) -> Markup:
    parts = []
    for run in runs:
        text = str(escape(run.text))
        tag = _TAGS.get(run.style)
        text = f"<{tag}>{text}</{tag}>" if tag else text
        parts.append(f"<mark>{text}</mark>" if run.marked else text)
    return Markup("".join(parts))


def _styled(nodes: Sequence[inline.Inline], style: str) -> Iterator[Run]:
    for node in nodes:
        match node:
            case inline.Text(text):
                yield Run(text, style)
            case inline.Code(text):
                yield Run(text, "code")
            case inline.Placeholder(name):
                yield Run(f"<{name}>", style)
            case inline.Strong(children):
                yield from _styled(children, "strong")
            case inline.Emphasis(children):
                yield from _styled(children, style or "em")
            case inline.Link(_, children):
                yield from _styled(children, style)
            case inline.Image(_, alt):
                yield Run(alt, style)


def _marked(runs: list[Run], needles: list[str]) -> Iterator[Run]:
    whole = "".join(run.text for run in runs)
    bounds = _bounds(span for needle in needles for span in _found(whole, needle))
    start = 0
    for run in runs:
        end = start + len(run.text)
        first, past = bisect.bisect_right(bounds, start), bisect.bisect_left(bounds, end)
        cuts = [start, *bounds[first:past], end] if start < end else []
        for offset, (left, right) in enumerate(itertools.pairwise(cuts), first):
            yield Run(visible(whole[left:right]), run.style, offset % 2 == 1)
        start = end


def _bounds(spans: Iterable[tuple[int, int]]) -> list[int]:
    """Where marked text begins, ends, begins again …: the spans, those that touch made one."""
    bounds: list[int] = []
    for start, end in sorted(spans):
        if bounds and start <= bounds[-1]:
            bounds[-1] = max(bounds[-1], end)
        else:
            bounds += (start, end)
    return bounds


def _found(text: str, needle: str) -> Iterator[tuple[int, int]]:
    """Whatever the case; whole words only, where the needle begins or ends with one."""
    lower, wanted = _lower(text), _lower(needle)
    at = lower.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if _joins(wanted[0], lower[at - 1 : at]) or _joins(wanted[-1], lower[end : end + 1]):
            at = lower.find(wanted, at + 1)
        else:
            yield at, end
            at = lower.find(wanted, end)


def _lower(text: str) -> str:
    """In lower case, each character at its place."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _joins(edge: str, beside: str) -> bool:
    """Whether the needle's `edge` and the character beside it are of one word."""
    return edge in _LETTERS and (beside in _LETTERS or beside == "_")
