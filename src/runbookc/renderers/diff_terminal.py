"""Two editions side by side in a terminal: wide characters aligned, deviating words marked."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from runbookc.model.comparison import Comparison, Pair, Side
from runbookc.terminal import printable

if TYPE_CHECKING:
    from rich.text import Text

_STYLES = {"heading": "bold", "command": "cyan", "row": "", "paragraph": ""}
_GUTTERS = {(True, True): "|", (True, False): "<", (False, True): ">"}
"""As in `diff --side-by-side`: which sides have the element, when they differ."""
_LABEL = 5
_NARROWEST = 40


def side_by_side(
    comparison: Comparison, *, width: int = 80, color: bool = False, all_pairs: bool = True
) -> str:
    """A column for each edition with a gutter between: blank when both say the same, ``|`` when they
    differ, ``<`` and ``>`` when only one has it. Marked words are reversed, or in ``[-…-]`` without colour.
    """
    from rich.console import Console
    from rich.table import Table

    console = Console(
        file=io.StringIO(), width=max(_NARROWEST, width), force_terminal=color, no_color=not color,
        color_system="standard" if color else None, highlight=False, markup=False, emoji=False,
        legacy_windows=False, _environ={},
    )  # fmt: skip
    table = Table(box=None, show_header=False, expand=True, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(width=_LABEL, no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(width=1)
    table.add_column(ratio=1, overflow="fold")
    for row in _rows(comparison, color=color, all_pairs=all_pairs):
        table.add_row(*row)
    console.print(table)
    assert isinstance(console.file, io.StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().split("\n"))


def _rows(comparison: Comparison, *, color: bool, all_pairs: bool) -> Iterator[tuple[Text, ...]]:
    from rich.text import Text

    def head(locale: str) -> Text:
        name = printable(f"{locale}  {comparison.paths[locale]}")
        return Text(name, style="bold underline")

    yield Text(), head(comparison.left), Text(), head(comparison.right)
    for pair in comparison.pairs:
        if pair.differs or all_pairs:
            if pair.kind == "heading":
                yield Text(), Text(), Text(), Text()
            yield _row(pair, color=color)


def _row(pair: Pair, *, color: bool) -> tuple[Text, ...]:
    from rich.text import Text

    gutter = _GUTTERS[pair.left is not None, pair.right is not None] if pair.differs else " "
    label = Text(printable(pair.step), style="bold")
    return (
        label,
        _text(pair.left, pair, color=color),
        Text(gutter, style="bold red" if pair.differs else ""),
        _text(pair.right, pair, color=color),
    )


def _text(side: Side | None, pair: Pair, *, color: bool) -> Text:
    from rich.text import Text

    if side is None:
        return Text("")
    style = _STYLES[pair.kind]
    text = Text("", style=style)
    if pair.arranged:
        text.append(f"({pair.arranged}) ", style="italic yellow")
    for part, marked in stretches(side):
        shown = printable(part)
        if not marked:
            text.append(shown)
        elif color:
            text.append(shown, style="reverse")
        else:
            text.append(f"[-{shown}-]")
    return text


def stretches(side: Side) -> Iterator[tuple[str, bool]]:
    """A side's text in stretches, with whether each is marked."""
    end = 0
    for start, stop in side.marks:
        if start > end:
            yield side.text[end:start], False
        yield side.text[start:stop], True
        end = stop
    if end < len(side.text):
        yield side.text[end:], False
