"""Compares two editions of one runbook, element by element.

Two editions in one language are compared word by word. In two languages only what must be equal is
compared: steps, commands, identifiers, numbers, code and links.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator

from runbookc import commands, inline
from runbookc.checks.figures import numbers
from runbookc.checks.identity import names
from runbookc.checks.literals import terms
from runbookc.checks.places import Place, Segment, places, segments
from runbookc.lowering.links import neutral
from runbookc.model import runbook as model
from runbookc.model.comparison import Comparison, Pair, Side
from runbookc.model.runbook import Runbook

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_KINDS = {"title": "heading", "heading": "heading", "paragraph": "paragraph", "cell": "row"}

Marks = tuple[tuple[int, int], ...]


def compare(runbook: Runbook, left: str, right: str) -> Comparison:
    """Everything that at least one of the two locales has, in reading order.

    Raises KeyError when the runbook lacks one of them.
    """
    return Comparison(
        runbook=runbook.id,
        left=left,
        right=right,
        titles={locale: runbook.editions[locale].title for locale in (left, right)},
        paths={locale: runbook.editions[locale].path for locale in (left, right)},
        pairs=tuple(_labelled(runbook, _pairs(runbook, left, right))),
    )


def _pairs(runbook: Runbook, left: str, right: str) -> Iterator[Pair]:
    texts = {segment.at.id: segment for segment in segments(runbook)}
    arranged = _arranged(runbook, left, right)
    for place in places(runbook):
        if left not in place.locales and right not in place.locales:
            continue
        segment = texts.get(place.id)
        if isinstance(place.element, model.Command):
            yield _command(place, left, right, arranged)
        elif isinstance(place.element, model.Probe):
            yield _row(place, left, right)
        elif place.kind == "row":
            yield _table_row(place, left, right)
        elif segment is not None and any(segment.texts.get(locale) for locale in (left, right)):
            yield _text(place, segment, left, right, arranged)


def _arranged(runbook: Runbook, left: str, right: str) -> dict[str, str]:
    """Element to how one of the two editions arranges it otherwise, if the other does not."""
    kinds: dict[tuple[str, str], set[str]] = {}
    for one in runbook.divergences:
        kinds.setdefault((one.element, one.kind), set()).add(one.locale)
    return {
        element: kind
        for (element, kind), locales in sorted(kinds.items())
        if (left in locales) != (right in locales)
    }


def _labelled(runbook: Runbook, pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Give the first element of each step the step's label."""
    steps = {place.id: place.element.label for place in places(runbook) if place.kind == "step"}
    owner = {place.id: place.step for place in places(runbook)}
    seen: set[str] = set()
    for pair in pairs:
        step = owner.get(pair.id)
        label = steps.get(step, "") if step and step not in seen else ""
        seen.add(step or "")
        yield Pair(
            kind=pair.kind,
            id=pair.id,
            step=label,
            left=pair.left,
            right=pair.right,
            differs=pair.differs,
            arranged=pair.arranged,
        )


def _pair(
    place: Place, kind: str, sides: tuple[Side | None, Side | None], *, differs: bool, arranged: str = ""
) -> Pair:
    left, right = sides
    missing = left is None or right is None
    return Pair(
        kind=kind,
        id=place.id,
        step="",
        left=left,
        right=right,
        differs=differs or missing or bool(arranged),
        arranged=arranged,
    )


def _command(place: Place, left: str, right: str, arranged: dict[str, str]) -> Pair:
    written, language = place.element.variants, place.element.language
    a, b = written.get(left), written.get(right)
    same = a is None or b is None or _means_the_same(a, b, language)
    marks: tuple[Marks, Marks] = ((), ()) if same or a is None or b is None else _word_marks(a, b)
    sides = (_side(place, left, a, marks[0]), _side(place, right, b, marks[1]))
    return _pair(place, "command", sides, differs=not same, arranged=arranged.get(place.id, ""))


def _means_the_same(a: str, b: str, language: str) -> bool:
    return a == b or commands.normal_form(a, language) == commands.normal_form(b, language)


def _side(place: Place, locale: str, text: str | None, marks: Marks) -> Side | None:
    return None if text is None else Side(text=text, line=place.line(locale), marks=marks)


def _row(place: Place, left: str, right: str) -> Pair:
    probe: model.Probe = place.element
    a, b = (_probe_cells(probe, locale) if locale in probe.locales else None for locale in (left, right))
    ids = [[_ids(probe, locale)] for locale in (left, right)]
    sides = (_side(place, left, a, ()), _side(place, right, b, ()))
    return _pair(place, "row", sides, differs=ids[0] != ids[1])


def _probe_cells(probe: model.Probe, locale: str) -> str:
    cells = [
        probe.text.get(locale, ""),
        probe.health_set_text.get(locale, ""),
        ", ".join(one.text[locale] for one in probe.dependencies if locale in one.text),
        ", ".join(one.text[locale] for one in probe.monitors if locale in one.text),
    ]
    return " | ".join(cells)


def _ids(probe: model.Probe, locale: str) -> tuple[object, ...]:
    """What must be equal: identifiers as written where the row has one, and which entries there are."""
    return (
        probe.text.get(locale) if probe.id else None,
        probe.health_set_text.get(locale) if probe.health_set and probe.health_set.isascii() else None,
        tuple(one.id for one in probe.dependencies if locale in one.text),
        tuple(one.id for one in probe.monitors if locale in one.text),
    )


def _table_row(place: Place, left: str, right: str) -> Pair:
    texts = [
        " | ".join(cell.get(locale, "") for cell in place.element) if locale in place.locales else None
        for locale in (left, right)
    ]
    return _compared(place, "row", texts[0], texts[1], left, right, "")


def _text(place: Place, segment: Segment, left: str, right: str, arranged: dict[str, str]) -> Pair:
    a, b = segment.texts.get(left), segment.texts.get(right)
    return _compared(place, _KINDS[segment.role], a, b, left, right, arranged.get(place.id, ""))


def _compared(
    place: Place, kind: str, a: str | None, b: str | None, left: str, right: str, arranged: str
) -> Pair:
    plain = [None if text is None else inline.plain(text) for text in (a, b)]
    marks: tuple[Marks, Marks] = ((), ())
    if a is not None and b is not None and plain[0] is not None and plain[1] is not None:
        if left.partition("-")[0] == right.partition("-")[0]:
            marks = _word_marks(plain[0], plain[1])
        else:
            marks = _fact_marks(a, b, left, right)
    sides = (_side(place, left, plain[0], marks[0]), _side(place, right, plain[1], marks[1]))
    return _pair(place, kind, sides, differs=bool(marks[0] or marks[1]), arranged=arranged)


def _word_marks(a: str, b: str) -> tuple[Marks, Marks]:
    """Offsets of the words that the other text lacks."""
    left, right = _WORD.findall(a), _WORD.findall(b)
    starts = [_starts(left), _starts(right)]
    found: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            for side, first, last in ((0, i, j), (1, k, m)):
                if last > first:
                    found[side].append((starts[side][first], starts[side][last]))
    return tuple(found[0]), tuple(found[1])


def _starts(words: list[str]) -> list[int]:
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word))
    return starts


def _fact_marks(a: str, b: str, left: str, right: str) -> tuple[Marks, Marks]:
    """Offsets of facts (names, numbers, code, links) that the other language's text lacks."""
    ours, theirs = _facts(a, left), _facts(b, right)
    missing = {key: text for key, text in ours.items() if key not in theirs}
    more = {key: text for key, text in theirs.items() if key not in ours}
    for kind in ("number", "link"):
        # Numbers may be words, and addresses of two kinds one article: only what was swapped counts.
        if not _of(missing, kind) or not _of(more, kind):
            missing = {key: text for key, text in missing.items() if key[0] != kind}
            more = {key: text for key, text in more.items() if key[0] != kind}
    return _places(inline.plain(a), missing.values()), _places(inline.plain(b), more.values())


def _of(facts: dict[tuple[str, str], str], kind: str) -> bool:
    return any(key[0] == kind for key in facts)


def _facts(text: str, locale: str) -> dict[tuple[str, str], str]:
    """Kind and key to the text as written."""
    found = {("name", one.key): one.written for one in names(text) if one.kind != "acronym"}
    found |= {("number", key): written for key, written in numbers(text, locale)}
    found |= {("code", term.text.casefold()): term.text for term in terms(text) if term.is_code}
    for node in inline.walk(inline.parse(text)):
        if isinstance(node, inline.Link):
            found["link", neutral(node.href)] = inline.plain_text(node.children)
    return found


def _places(plain: str, written: Iterable[str]) -> Marks:
    found = sorted(
        {match.span() for text in written if text for match in re.finditer(re.escape(text), plain)}
    )
    out: list[tuple[int, int]] = []
    for start, end in found:
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return tuple(out)
