"""The driver: the story of a compilation in one screen. Only it knows all the stages.

sources → read → lower → link → align → check → render → write
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from runbookc import checks
from runbookc.alignment import align
from runbookc.linking import LinkIndex, link_editions
from runbookc.model.article import Article
from runbookc.model.finding import Finding
from runbookc.model.runbook import Runbook
from runbookc.model.walking import references_in
from runbookc.pipeline.grouping import Group, groups
from runbookc.pipeline.options import Options
from runbookc.pipeline.problems import failures, problems
from runbookc.pipeline.reading import Progress, Unreadable, read_articles
from runbookc.pipeline.summaries import summary
from runbookc.pipeline.writing import Output
from runbookc.renderers import (
    Bundle,
    Library,
    Summary,
    library_renderers,
    runbook_renderers,
)
from runbookc.renderers import Options as RenderOptions
from runbookc.sources import discover

__all__ = ["Options", "Progress", "Result", "Unreadable", "build", "compile_runbooks", "drift"]


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What a command has to say at the end."""

    runbooks: int
    editions: int
    findings: tuple[Finding, ...]
    failed: tuple[Unreadable, ...] = ()
    """Files that could not be compiled at all."""


class Compilation(msgspec.Struct, frozen=True, kw_only=True):
    """Everything known after alignment."""

    runbooks: tuple[Runbook, ...]
    corpus: checks.Corpus
    problems: tuple[Finding, ...]
    """`SRC` findings of all editions."""
    failed: tuple[Unreadable, ...]


def compile_runbooks(
    sources: Sequence[Path],
    options: Options,
    progress: Progress | None = None,
    exclude: Sequence[Path] = (),
) -> Compilation:
    """Sources to aligned runbooks, in the order of their ids; nothing in an `exclude` folder is read.

    Raises SourceNotFoundError and UnsupportedSourceError.
    """
    discovery = discover(sources, exclude=exclude)
    read = read_articles(discovery.files, options.jobs, progress)
    articles = [item for item in read if isinstance(item, Article)]
    grouped = groups(_wanted(articles, options.locales))
    index = LinkIndex.of((group.id, group.articles) for group in grouped)
    runbooks = tuple(_aligned(group, index, options.reference) for group in grouped)
    return Compilation(
        runbooks=runbooks,
        corpus=checks.Corpus(checks.observe(runbook) for runbook in runbooks),
        problems=tuple(problems(grouped, options.settings)),
        failed=tuple(failures(read, discovery.unreadable)),
    )


def _wanted(articles: Iterable[Article], locales: tuple[str, ...]) -> list[Article]:
    return [article for article in articles if not locales or article.locale in locales]


def _aligned(group: Group, index: LinkIndex, reference: str | None) -> Runbook:
    return align(link_editions(group.articles, index), runbook_id=group.id, reference=reference)


def drift(sources: Sequence[Path], options: Options, progress: Progress | None = None) -> Result:
    """All findings over `sources`, sorted."""
    compiled = compile_runbooks(sources, options, progress)
    return _result(compiled, [*compiled.problems, *_checked(compiled, options)])


def _checked(compiled: Compilation, options: Options) -> Iterator[Finding]:
    for runbook in compiled.runbooks:
        yield from checks.run(runbook, compiled.corpus, options.settings)


def _result(compiled: Compilation, findings: Iterable[Finding]) -> Result:
    return Result(
        runbooks=len(compiled.runbooks),
        editions=sum(len(runbook.editions) for runbook in compiled.runbooks),
        findings=tuple(sorted(findings, key=checks.order)),
        failed=compiled.failed,
    )


def build(
    sources: Sequence[Path], folder: Path, options: Options, progress: Progress | None = None
) -> Result:
    """Compile `sources` into `folder`. Raises SourceNotFoundError, UnsupportedSourceError and OutputError."""
    compiled = compile_runbooks(sources, options, progress, exclude=(folder,))
    output = Output(folder)
    render_options = RenderOptions(scripts_mode=options.scripts_mode)
    titles = {
        runbook.id: {tag: edition.title for tag, edition in runbook.editions.items()}
        for runbook in compiled.runbooks
    }
    found: list[Finding] = []
    summaries: list[Summary] = []
    for runbook in compiled.runbooks:
        own = [item for item in compiled.problems if item.runbook == runbook.id]
        own += checks.run(runbook, compiled.corpus, options.settings)
        bundle = Bundle(
            runbook=runbook,
            findings=tuple(sorted(own, key=checks.order)),
            titles=_titles_for(runbook, titles),
            options=render_options,
        )
        output.write(artifact for render in runbook_renderers() for artifact in render(bundle))
        found += own
        summaries.append(summary(bundle))
    library = Library(summaries=tuple(summaries), findings=tuple(found), options=render_options)
    output.write(artifact for render in library_renderers() for artifact in render(library))
    output.finish()
    return _result(compiled, found)


def _titles_for(runbook: Runbook, titles: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Titles of the runbooks that this one refers to."""
    wanted = {
        reference.target
        for section in runbook.sections
        for reference in references_in(section.blocks)
        if reference.kind == "runbook" and reference.target
    }
    return {id_: titles[id_] for id_ in sorted(wanted) if id_ in titles}
