"""Blocks of a runbook as Markdown lines, in one language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from runbookc.inline import escape, guard_block_start, parse, plain, to_markdown
from runbookc.model import runbook as r
from runbookc.model.finding import Finding
from runbookc.renderers import Bundle
from runbookc.renderers._localized import agreed_references, shown
from runbookc.renderers._markdown_words import command_facts, shown_in, wait_words, words
from runbookc.renderers._page.expected import expected_values
from runbookc.renderers._page.pool import walk_steps
from runbookc.renderers._relevance import changes_what_to_do, concerns
from runbookc.renderers._safe_links import settled


class Outline:
    """What every language's view of one runbook needs, and is the same in all."""

    def __init__(self, runbook: r.Runbook) -> None:
        steps = [(step, section) for section in runbook.sections for step in walk_steps(section.blocks)]
        self.labels = {section.id: ("", section) for section in runbook.sections}
        """Id of each section and step to its label and its section."""
        self.labels.update((step.id, (step.label, section)) for step, section in steps)
        self.expected = {step.id: found for step, _ in steps if (found := expected_values(step))}
        """Id of a step to what is expected of it, where something is."""


class Writer:
    """Writes one language's view of one runbook. No list of lines begins or ends with a blank one."""

    def __init__(self, bundle: Bundle, outline: Outline, locale: str) -> None:
        self.runbook = bundle.runbook
        self.titles = bundle.titles
        self.locale = locale
        self.words = words(locale)
        self._outline = outline
        self._differing = _differing_steps(bundle.findings, locale)

    def title(self, section: r.Section) -> str:
        """A section's title as plain Markdown, never empty."""
        found = shown(section.title, self.locale, self.runbook)
        return _title(found.text) or escape(self.words.catalog.gettext(_role_title(section.role)))

    def dependencies(self, probe: r.Probe) -> str:
        """A table cell: what the probe depends on, in the reader's words."""
        return ", ".join(self._cell(item.text) for item in probe.dependencies)

    def source(self, sources: r.Sources) -> str:
        """``file.md:12–34`` of the reader's edition, or of the first that has it."""
        locale = self.locale if self.locale in sources else min(sources, default="")
        if not locale:
            return ""
        span = sources[locale]
        return f"{self.runbook.editions[locale].path}:{span.first}-{span.last}"

    def blocks(self, blocks: Iterable[r.Block]) -> list[str]:
        """Blocks with a blank line between them."""
        out: list[str] = []
        for block in blocks:
            _append(out, self._block(block))
        return out

    def _block(self, block: r.Block) -> list[str]:
        match block:
            case r.Paragraph():
                return self._paragraph(block)
            case r.Command():
                return self._command(block)
            case r.Steps(items=steps):
                out: list[str] = []
                for step in steps:
                    _append(out, self._step(step))
                return out
            case r.List(items=items, ordered=ordered):
                return [
                    line
                    for number, item in enumerate(items, 1)
                    for line in _hung(f"{number}. " if ordered else "- ", self.blocks(item.blocks))
                ]
            case r.Note():
                lines = [f"**{self.words.severities[block.severity]}**"]
                _append(lines, self.blocks(block.blocks))
                return [f"> {line}" if line else ">" for line in lines]
            case r.Table():
                return self._table(block)

    def _paragraph(self, paragraph: r.Paragraph) -> list[str]:
        body = self._text(paragraph)
        lines = [body] if body else []
        if paragraph.references:
            _append(lines, self._pointers(paragraph))
        for wait in dict.fromkeys(paragraph.waits):
            _append(lines, [f"⏱ {wait_words(self.locale, wait)}"])
        return lines

    def _text(self, paragraph: r.Paragraph) -> str:
        """A paragraph's Markdown; says so when it is in another language than the reader's."""
        found = shown(paragraph.text, self.locale, self.runbook)
        links = tuple(self._runbook_links(paragraph, found.locale)) if paragraph.references else ()
        body = _standing(found.text, links)
        if found.locale == self.locale or not body:
            return body
        return f"{body} *({shown_in(self.locale, found.locale)})*"

    def _step(self, step: r.Step) -> list[str]:
        head = f'<a id="{step.id}"></a>**{step.label}**'
        body = self.blocks(step.blocks)
        if body and not body[0].startswith(_BEGINS_BLOCK):
            head = f"{head} {body.pop(0)}"
        return _hung("- [ ] ", [head, *self._step_marks(step), *body, *self._expected(step)])

    def _expected(self, step: r.Step) -> Iterator[str]:
        for name, value in self._outline.expected.get(step.id, ()):
            yield ""
            yield f"✓ {self.words.expected}: `{name}` = `{value}`"

    def _step_marks(self, step: r.Step) -> tuple[str, ...]:
        if self.locale not in step.locales:
            return "", f"⚠ *{self.words.missing}*"
        return ("", f"⚠ *{self.words.differs}*") if step.id in self._differing else ()

    def _runbook_links(self, paragraph: r.Paragraph, locale: str) -> Iterator[tuple[str, str]]:
        """Link texts that stand for other runbooks, with their checklists."""
        for reference in paragraph.references:
            if reference.kind == "runbook" and reference.target in self.titles and locale in reference.text:
                yield reference.text[locale], f"{reference.target}.md"

    def _pointers(self, paragraph: r.Paragraph) -> list[str]:
        links = dict.fromkeys(
            f"[{self._label(reference.target)}](#{reference.target})"
            for reference in agreed_references(paragraph, self.locale)
            if reference.kind in ("step", "section", "table") and reference.target in self._outline.labels
        )
        return [f"→ {' · '.join(links)}"] if links else []

    def _label(self, target: str) -> str:
        label, section = self._outline.labels[target]
        return f"{label} · {self.title(section)}" if label else self.title(section)

    def _command(self, command: r.Command) -> list[str]:
        lines = [*_fenced(command.code, command.language)]
        names = tuple(item.name for item in command.placeholders)
        facts = command_facts(self.locale, tuple(_command_words(command)), names)
        _append(lines, [f"*{facts}*"] if facts else [])
        return lines

    def _table(self, table: r.Table) -> list[str]:
        width = max((len(row) for row in table.rows), default=0)
        rows = [
            [self._cell(row[place]) if place < len(row) else "" for place in range(width)]
            for row in table.rows
        ]
        head, *rest = rows if table.header else [[""] * width, *rows]
        return [table_row(head), "|" + " --- |" * width, *map(table_row, rest)]

    def _cell(self, text: r.Text) -> str:
        return _cell(shown(text, self.locale, self.runbook).text)


_BEGINS_BLOCK = ("```", "> ", "|", "- ", "<a")
"""Lines that cannot go on behind a step's label."""


def table_row(cells: Iterable[str]) -> str:
    """Cells as a row of a GFM table."""
    return "| " + " | ".join(cells) + " |"


def cell(text: str) -> str:
    """Plain text for a cell of a GFM table."""
    return escape(text).replace("|", "\\|")


@lru_cache(maxsize=8192)
def _written(text: str, runbooks: tuple[tuple[str, str], ...] = ()) -> str:
    """A source's inline Markdown as it may stand here; `runbooks`: link texts with their checklists."""
    return to_markdown(settled(parse(text), dict(runbooks)))


@lru_cache(maxsize=8192)
def _standing(text: str, runbooks: tuple[tuple[str, str], ...]) -> str:
    """The same for a paragraph of its own."""
    return guard_block_start(_written(text, runbooks)).rstrip()


@lru_cache(maxsize=4096)
def _cell(text: str) -> str:
    return "<br>".join(map(_written, text.split("\n"))).replace("|", "\\|")


@lru_cache(maxsize=4096)
def _title(text: str) -> str:
    return escape(plain(text))


@lru_cache(maxsize=2048)
def _fenced(code: str, language: str) -> tuple[str, ...]:
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    named = language if language in ("powershell", "cmd", "xml") else "text"
    return (fence + named, *code.split("\n"), fence)


def _append(out: list[str], lines: Sequence[str]) -> None:
    """Lines behind those that are there, with a blank line between."""
    if lines:
        if out:
            out.append("")
        out += lines


def _hung(bullet: str, lines: Sequence[str]) -> list[str]:
    """Lines as one list item: the first behind the bullet, the others below its text."""
    indent = "  " if bullet.startswith("- [") else " " * len(bullet)
    rest = [f"{indent}{line}" if line else "" for line in lines[1:]]
    return [f"{bullet}{lines[0]}", *rest] if lines else rest


def _command_words(command: r.Command) -> Iterator[str]:
    if command.purpose == "output":
        yield "Output"
        return
    if command.purpose == "example":
        yield "Example"
    if command.effect == "read":
        yield "Reads only"
    elif command.effect == "change":
        yield "Changes the system"


def _differing_steps(findings: Iterable[Finding], locale: str) -> frozenset[str]:
    return frozenset(f.step for f in findings if f.step and changes_what_to_do(f) and concerns(f, locale))


def _role_title(role: str) -> str:
    return role.replace("-", " ").capitalize()
