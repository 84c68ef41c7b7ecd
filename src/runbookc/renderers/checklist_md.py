"""Markdown checklists: one per runbook and locale, the same step numbers in every language."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.inline import escape
from runbookc.locales import Catalog
from runbookc.model.runbook import Edition, Probe, Section
from runbookc.renderers import Artifact, Bundle
from runbookc.renderers._markdown_blocks import Outline, Writer, cell, table_row


def render(bundle: Bundle) -> Iterator[Artifact]:
    """One Markdown checklist per runbook and locale (CommonMark with GFM tables and task lists)."""
    outline = Outline(bundle.runbook)
    for locale in bundle.runbook.locales:
        text = "\n".join(_document(Writer(bundle, outline, locale))) + "\n"
        yield Artifact(
            path=f"checklists/{locale}/{bundle.runbook.id}.md", data=text.encode("utf-8", "replace")
        )


def _document(writer: Writer) -> Iterator[str]:
    """The lines; none ends in a blank, and no blank line follows another."""
    runbook, words = writer.runbook, writer.words
    edition = runbook.editions[writer.locale]
    yield f"# {escape(edition.title)}".rstrip()
    if runbook.health_set:
        yield ""
        yield f"**{words.health_set}:** {escape(runbook.health_set)}".rstrip()
    yield ""
    yield escape(" · ".join(_facts(edition, words.catalog))).rstrip()
    if runbook.probes:
        yield ""
        yield from _probes(writer, runbook.probes)
    for section in runbook.sections:
        if section.title or section.blocks:
            yield from _section(writer, section)


def _facts(edition: Edition, words: Catalog) -> Iterator[str]:
    match edition.translation:
        case "human":
            yield words.gettext("Human translation")
        case "machine":
            yield words.gettext("Machine translation")
    if edition.modified:
        yield f"{words.gettext('Last modified')}: {words.date(edition.modified)}"
    if edition.published:
        yield f"{words.gettext('Published')}: {words.date(edition.published)}"
    yield f"{words.gettext('Source')}: {edition.path}"


def _probes(writer: Writer, probes: tuple[Probe, ...]) -> Iterator[str]:
    words = writer.words
    yield f"## {words.probes}"
    yield ""
    yield table_row(map(cell, words.probe_columns))
    yield "|" + " --- |" * 4
    for probe in probes:
        monitors = ", ".join(cell(monitor.id) for monitor in probe.monitors)
        yield table_row(
            (
                cell(probe.id or "—"),
                cell(probe.health_set or "—"),
                writer.dependencies(probe) or "—",
                monitors or "—",
            )
        )


def _section(writer: Writer, section: Section) -> Iterator[str]:
    """With a blank line before it."""
    yield ""
    yield f'<a id="{section.id}"></a>'
    if section.level:
        yield ""
        yield f"{'#' * max(section.level, 2)} {writer.title(section)}".rstrip()
    body = writer.blocks(section.blocks)
    if body:
        yield ""
        yield from body
    yield ""
    yield f"*{writer.words.source}: {escape(writer.source(section.sources))}*"
