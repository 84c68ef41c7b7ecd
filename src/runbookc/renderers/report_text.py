"""Findings for a terminal: groups, the most severe first, then a summary by locale and family."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from runbookc.model.finding import LEVELS, Finding
from runbookc.renderers import Library, Options
from runbookc.renderers._grouping import Counts, Group, count, grouped
from runbookc.terminal import printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

PLACES = 4
"""Places shown of a group; JSON and SARIF have all."""
_STYLES = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
_VALUE = 300
_LABEL = 10


def report(library: Library) -> str:
    """At most `options.width` columns wide, but for paths; colours only with `options.color`."""
    from rich.padding import Padding

    console = _console(library.options)
    titles = {rule.code: rule.title for rule in library.rules}
    for group in grouped(library.findings):
        for line in _group(group, titles.get(group.first.rule, ""), console.width):
            if isinstance(line, Padding):
                console.print(line)
            else:
                # A path stays in one piece, so that a terminal can open it.
                console.print(line, soft_wrap=True)
    if library.findings:
        _table(console, count(library.findings))
    console.print(_closing(library))
    file = console.file
    assert isinstance(file, io.StringIO)
    return "\n".join(line.rstrip() for line in file.getvalue().split("\n"))


def _console(options: Options) -> Console:
    from rich.console import Console

    return Console(
        file=io.StringIO(),
        width=max(40, options.width),
        force_terminal=options.color,
        color_system="standard" if options.color else None,
        no_color=not options.color,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        _environ={},
    )


def _group(group: Group, title: str, width: int) -> Iterator[Text | Padding]:
    from rich.text import Text

    first = group.first
    head = Text(first.level, style=_STYLES[first.level])
    head.append(f" {first.rule} {title}".rstrip(), style="bold")
    head.append(f"  {first.locale}")
    if len(group.places) > 1:
        head.append(f"  {len(group.places)} places", style="dim")
    yield head
    yield _indented("", printable(first.message))
    for label, value in (("expected", first.expected), ("actual", first.actual)):
        if value and f'"{" ".join(value.split())}"' not in first.message:
            yield _indented(label, printable(_short(value)))
    if first.agreeing:
        yield _indented("agreeing", ", ".join(first.agreeing))
    for place in group.places[:PLACES]:
        yield _place(place, width)
    if len(group.places) > PLACES:
        yield Text(f"  and {len(group.places) - PLACES} more", style="dim")
    yield Text("")


def _indented(label: str, value: str) -> Padding:
    from rich.padding import Padding
    from rich.text import Text

    text = Text(label.ljust(_LABEL) if label else "", style="dim" if label else "")
    text.append(value, style="not dim" if label else "")
    return Padding(text, (0, 0, 0, 2))


def _place(finding: Finding, width: int) -> Text:
    from rich.cells import cell_len
    from rich.text import Text

    text = Text("  ")
    text.append(printable(f"{finding.path}:{finding.line}"), style="blue")
    where = printable(f"  {finding.step or finding.section or ''}")
    if where.strip():
        # "Step 2c" is said of many sections: what does not fit beside the path stands under it.
        fits = cell_len(text.plain) + cell_len(where) <= width
        text.append(where if fits else f"\n  {where}", style="dim")
    return text


def _short(value: str) -> str:
    flat = " ".join(value.split())
    return flat if len(flat) <= _VALUE else flat[: _VALUE - 1] + "…"


def _table(console: Console, counts: Counts) -> None:
    from rich.text import Text

    width = max(len("total"), *(len(locale) for locale in counts.locales)) + 1
    head = Text(" " * width + "".join(f"{family:>5}" for family in counts.families), style="bold")
    console.print(head, no_wrap=True, overflow="ignore")
    for locale in counts.locales:
        cells = (counts.cells.get((locale, family), 0) for family in counts.families)
        row = Text(f"{locale:<{width}}" + "".join(f"{number or '·':>5}" for number in cells))
        console.print(row, no_wrap=True, overflow="ignore")
    console.print(Text(""))


def _closing(library: Library) -> Text:
    from rich.text import Text

    totals = count(library.findings).totals
    shown = ", ".join(_plural(totals[level], level) for level in LEVELS if totals[level])
    text = Text(shown or "no findings", style="bold")
    text.append(f" in {_plural(len(library.summaries), 'runbook')}" if library.summaries else "")
    if library.accepted:
        text.append(f"; {len(library.accepted)} accepted by the baseline", style="dim")
    return text


def _plural(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
