"""Blocks of a runbook as Markdown lines, in one language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from runbookc.inline import escape, guard_block_start, parse, plain, to_markdown
from runbookc.locales import Catalog
from runbookc.model import runbook as r
from runbookc.model.finding import Finding
from runbookc.renderers import Bundle
from runbookc.renderers._localized import agreed_references, shown
from runbookc.renderers._page.expected import expected_values
from runbookc.renderers._relevance import changes_what_to_do, concerns
from runbookc.renderers._safe_links import settled

_SEVERITIES = {
    "note": "Note", "tip": "Tip", "important": "Important", "caution": "Caution", "warning": "Warning",
}  # fmt: skip


class Writer:
    """Writes one language's view of one runbook."""

    def __init__(self, bundle: Bundle, locale: str, words: Catalog) -> None:
        self.runbook = bundle.runbook
        self.titles = bundle.titles
        self.locale = locale
        self.words = words
        self._differing = _differing_steps(bundle.findings, locale)
        self._labels = dict(_labels(bundle.runbook))

    def text(self, paragraph: r.Paragraph) -> str:
        """A paragraph's Markdown; says so when it is in another language than the reader's."""
        found = shown(paragraph.text, self.locale, self.runbook)
        body = guard_block_start(_written(found.text, tuple(self._runbook_links(paragraph, found.locale))))
        if found.locale == self.locale or not body:
            return body
        name = self._language(found.locale)
        return f"{body} *({escape(self.words.gettext('Shown in {language}', language=name))})*"

    def title(self, section: r.Section) -> str:
        """A section's title as plain Markdown, never empty."""
        found = shown(section.title, self.locale, self.runbook)
        return escape(plain(found.text)) or escape(self.words.gettext(_role_title(section.role)))

    def _language(self, tag: str) -> str:
        from runbookc.locales import catalog

        return catalog(tag).language_name(self.locale)

    def differs(self, step: r.Step) -> bool:
        return step.id in self._differing

    def dependencies(self, probe: r.Probe) -> str:
        """A table cell: what the probe depends on, in the reader's words."""
        return ", ".join(self._cell(item.text) for item in probe.dependencies)

    def monitors(self, probe: r.Probe) -> str:
        """A table cell: the monitors that judge the probe, by id."""
        return ", ".join(escape(item.id).replace("|", "\\|") for item in probe.monitors)

    def section(self, section: r.Section) -> str:
        """Everything below a section's heading."""
        return "\n".join(self._blocks(section.blocks))

    def source(self, sources: r.Sources) -> str:
        """``file.md:12–34`` of the reader's edition, or of the first that has it."""
        locale = self.locale if self.locale in sources else min(sources, default="")
        if not locale:
            return ""
        span = sources[locale]
        return f"{self.runbook.editions[locale].path}:{span.first}-{span.last}"

    def _blocks(self, blocks: Iterable[r.Block]) -> Iterator[str]:
        for block in blocks:
            yield from self._block(block)
            yield ""

    def _block(self, block: r.Block) -> Iterator[str]:
        match block:
            case r.Paragraph():
                yield self.text(block)
                yield from self._pointers(block)
            case r.Command():
                yield from self._command(block)
            case r.Steps(items=steps):
                for step in steps:
                    yield from self._step(step)
            case r.List(items=items):
                for number, item in enumerate(items, 1):
                    bullet = f"{number}. " if block.ordered else "- "
                    yield from _hang(bullet, self._blocks(item.blocks))
            case r.Note():
                label = f"**{self.words.gettext(_SEVERITIES[block.severity])}**"
                lines = [label, "", *self._blocks(block.blocks)]
                yield from (f"> {line}".rstrip() for line in _trimmed(lines))
            case r.Table():
                yield from self._table(block)

    def _step(self, step: r.Step) -> Iterator[str]:
        anchor = f'<a id="{step.id}"></a>'
        head = f"{anchor}**{step.label}**"
        notes = list(self._step_marks(step))
        body = list(_trimmed(self._blocks(step.blocks)))
        if body and body[0] and not body[0].startswith(("```", "> ", "|", "- ", "<a")):
            head, body = f"{head} {body[0]}", body[1:]
        yield from _hang("- [ ] ", [head, *notes, *body, *self._expected(step)])
        yield ""

    def _expected(self, step: r.Step) -> Iterator[str]:
        word = escape(self.words.gettext("Expected"))
        for name, value in expected_values(step):
            yield ""
            yield f"✓ {word}: `{name}` = `{value}`"

    def _step_marks(self, step: r.Step) -> Iterator[str]:
        if self.locale not in step.locales:
            yield ""
            yield f"⚠ *{escape(self.words.gettext('Missing in this edition'))}*"
        elif self.differs(step):
            yield ""
            yield f"⚠ *{escape(self.words.gettext('Differs from the other languages'))}*"

    def _runbook_links(self, paragraph: r.Paragraph, locale: str) -> Iterator[tuple[str, str]]:
        """Link texts that stand for other runbooks, with their checklists."""
        for reference in paragraph.references:
            if reference.kind == "runbook" and reference.target in self.titles and locale in reference.text:
                yield reference.text[locale], f"{reference.target}.md"

    def _pointers(self, paragraph: r.Paragraph) -> Iterator[str]:
        links = list(
            dict.fromkeys(
                link
                for reference in agreed_references(paragraph, self.locale)
                for link in self._pointer(reference)
            )
        )
        if links:
            yield ""
            yield f"→ {' · '.join(links)}"
        for wait in dict.fromkeys(paragraph.waits):
            yield ""
            yield f"⏱ {escape(self.words.gettext('Wait'))}: {escape(self.words.duration(wait))}"

    def _pointer(self, reference: r.Reference) -> Iterator[str]:
        target = reference.target
        if target is None:
            return
        if reference.kind in ("step", "section", "table") and target in self._labels:
            yield f"[{self._label(target)}](#{target})"

    def _label(self, target: str) -> str:
        label, section = self._labels[target]
        return f"{label} · {self.title(section)}" if label else self.title(section)

    def _command(self, command: r.Command) -> Iterator[str]:
        code = command.code
        longest = max((len(run) for run in re.findall("`+", code)), default=0)
        fence = "`" * max(3, longest + 1)
        yield fence + (command.language if command.language in ("powershell", "cmd", "xml") else "text")
        yield from code.split("\n")
        yield fence
        facts = [self.words.gettext(word) for word in _command_words(command)]
        fill = [f"`<{item.name}>`" for item in command.placeholders]
        if fill:
            facts.append(f"{self.words.gettext('Fill in')}: {self.words.list(fill)}")
        if facts:
            yield ""
            yield f"*{' · '.join(facts)}*"

    def _table(self, table: r.Table) -> Iterator[str]:
        width = max((len(row) for row in table.rows), default=0)
        rows = [
            [self._cell(row[place]) if place < len(row) else "" for place in range(width)]
            for row in table.rows
        ]
        head, *rest = rows if table.header else [[""] * width, *rows]
        yield _table_row(head)
        yield "|" + " --- |" * width
        yield from (_table_row(row) for row in rest)

    def _cell(self, text: r.Text) -> str:
        found = shown(text, self.locale, self.runbook).text
        lines = (_written(line) for line in found.split("\n"))
        return "<br>".join(lines).replace("|", "\\|")


@lru_cache(maxsize=8192)
def _written(text: str, runbooks: tuple[tuple[str, str], ...] = ()) -> str:
    """A source's inline Markdown as it may stand here; `runbooks`: link texts with their checklists."""
    return to_markdown(settled(parse(text), dict(runbooks)))


def _table_row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _hang(bullet: str, lines: Iterable[str]) -> Iterator[str]:
    """Lines as one list item: the first behind the bullet, the others below its text."""
    indent = "  " if bullet.startswith("- [") else " " * len(bullet)
    for position, line in enumerate(_trimmed(lines)):
        yield f"{bullet}{line}" if position == 0 else f"{indent}{line}" if line else ""


def _trimmed(lines: Iterable[str]) -> Iterator[str]:
    """Without blank lines at either end."""
    pending = 0
    begun = False
    for line in lines:
        if not line:
            pending += begun
            continue
        yield from [""] * pending
        pending, begun = 0, True
        yield line


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


def _labels(runbook: r.Runbook) -> Iterator[tuple[str, tuple[str, r.Section]]]:
    """Id of each section and step to its label and its section."""
    for section in runbook.sections:
        yield section.id, ("", section)
        yield from ((id_, (label, section)) for id_, label in _step_labels(section.blocks))


def _step_labels(blocks: Iterable[r.Block]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if isinstance(block, r.Steps):
            for step in block.items:
                yield step.id, step.label
                yield from _step_labels(step.blocks)
        elif isinstance(block, r.List):
            for item in block.items:
                yield from _step_labels(item.blocks)
        elif isinstance(block, r.Note):
            yield from _step_labels(block.blocks)


def _role_title(role: str) -> str:
    return role.replace("-", " ").capitalize()
