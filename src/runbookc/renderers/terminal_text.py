"""A runbook as lines for a terminal: with rich's styles, or plain when they are dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from runbookc.inline import plain
from runbookc.locales import Catalog, catalog
from runbookc.model import runbook as r
from runbookc.renderers._localized import shown
from runbookc.terminal import printable

if TYPE_CHECKING:
    from rich.text import Text


def lines(runbook: r.Runbook, locale: str) -> Iterator[Text]:
    """The runbook in one language, a line at a time; nothing in it steers the terminal."""
    writer = _Writer(runbook, locale, catalog(locale, "checklist"))
    yield from writer.runbook_lines()


class _Writer:
    def __init__(self, runbook: r.Runbook, locale: str, words: Catalog) -> None:
        from rich.text import Text

        self._text = Text
        self.runbook = runbook
        self.locale = locale
        self.words = words

    def runbook_lines(self) -> Iterator[Text]:
        edition = self.runbook.editions[self.locale]
        yield self._line(edition.title, "bold")
        yield self._line(f"{self.runbook.id} · {self.locale} · {edition.path}", "dim")
        if self.runbook.probes:
            yield from self._probes()
        for section in self.runbook.sections:
            if section.level == 0 and not section.blocks:
                continue
            yield self._line("", "")
            if section.level:
                title = plain(shown(section.title, self.locale, self.runbook).text)
                yield self._line(f"{'#' * section.level} {title}  [{section.id}]", "bold cyan")
            yield from self._blocks(section.blocks, 0)

    def _line(self, text: str, style: str) -> Text:
        return self._text(printable(text).replace("\n", " "), style=style)

    def _probes(self) -> Iterator[Text]:
        yield self._line("", "")
        for probe in self.runbook.probes:
            monitors = ", ".join(monitor.id for monitor in probe.monitors)
            yield self._line(f"{probe.health_set or '—'}\\{probe.id or '—'} → {monitors}", "")

    def _blocks(self, blocks: Iterable[r.Block], depth: int) -> Iterator[Text]:
        pad = "  " * depth
        for block in blocks:
            match block:
                case r.Paragraph(text=text):
                    yield self._line(pad + self._shown(text), "")
                case r.Command():
                    style = {"change": "yellow", "read": "green"}.get(block.effect, "magenta")
                    for code in block.code.split("\n"):
                        yield self._line(f"{pad}  {code}", style)
                case r.Steps(items=steps):
                    for step in steps:
                        yield from self._labelled(f"{step.label}. ", step.blocks, depth, step.locales)
                case r.List(items=items, ordered=ordered):
                    for number, item in enumerate(items, 1):
                        mark = f"{number}) " if ordered else "• "
                        yield from self._labelled(mark, item.blocks, depth, item.locales)
                case r.Note():
                    word = self.words.gettext(block.severity.capitalize())
                    yield from self._labelled(f"[{word}] ", block.blocks, depth, block.locales)
                case r.Table(rows=rows):
                    for row in rows:
                        cells = (self._shown(cell).replace("\n", ", ") for cell in row)
                        yield self._line(f"{pad}  {' | '.join(cells)}", "")

    def _labelled(
        self, mark: str, blocks: Iterable[r.Block], depth: int, locales: tuple[str, ...]
    ) -> Iterator[Text]:
        inner = list(self._blocks(blocks, depth + 1))
        pad = "  " * depth
        missing = "" if self.locale in locales else f"({self.words.gettext('Missing in this edition')}) "
        first = inner[0] if inner else self._line("", "")
        head = self._line(f"{pad}{mark}{missing}", "bold")
        head.append_text(self._text(first.plain.lstrip(), style=first.style))
        yield head
        yield from inner[1:]

    def _shown(self, text: r.Text) -> str:
        return plain(shown(text, self.locale, self.runbook).text)
