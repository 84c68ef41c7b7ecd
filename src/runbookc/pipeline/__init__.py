"""The driver: the story of a compilation in one screen. Only it knows all the stages.

sources → read → lower → link → align → check → render → write
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path

import msgspec

from runbookc import baseline, checks
from runbookc.alignment import align
from runbookc.linking import LinkIndex, link_editions
from runbookc.model.article import Article
from runbookc.model.finding import Excerpt, Finding
from runbookc.model.runbook import Runbook
from runbookc.model.walking import references_in
from runbookc.pipeline.grouping import Group, groups
from runbookc.pipeline.options import Options
from runbookc.pipeline.problems import failures, problems
from runbookc.pipeline.reading import Progress, Unreadable, read_articles
from runbookc.pipeline.summaries import summary
from runbookc.pipeline.writing import Output
from runbookc.renderers import Bundle, Library, Summary, library_renderers, runbook_renderers
from runbookc.sources import SourceFile, discover

__all__ = ["Options", "Progress", "Result", "Unreadable", "build", "compile_runbooks", "drift"]


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What a command has to say at the end."""

    library: Library
    """Every runbook in brief, the findings, and what reports need to show them."""
    expired: tuple[baseline.Entry, ...] = ()
    """Accepted findings of the baseline that are there no more."""
    failed: tuple[Unreadable, ...] = ()
    """Files that could not be compiled at all."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Without the accepted ones."""
        return self.library.findings


class Compilation(msgspec.Struct, frozen=True, kw_only=True):
    """Everything known after alignment."""

    runbooks: tuple[Runbook, ...]
    corpus: checks.Corpus
    problems: tuple[Finding, ...]
    """`SRC` findings of all editions."""
    failed: tuple[Unreadable, ...]


def compile_runbooks(
    sources: Sequence[Path], options: Options, progress: Progress | None = None
) -> Compilation:
    """Sources to aligned runbooks, in the order of their ids.

    Raises SourceNotFoundError and UnsupportedSourceError.
    """
    discovery = discover(sources, exclude=options.skip)
    files = [file for file in discovery.files if not _excluded(file, options.exclude)]
    read = read_articles(files, options.jobs, progress)
    articles = [item for item in read if isinstance(item, Article)]
    grouped = groups(_wanted(articles, options.locales))
    index = LinkIndex.of((group.id, group.articles) for group in grouped)
    runbooks = tuple(_aligned(group, index, options.reference) for group in grouped)
    observations = (checks.observe(runbook) for runbook in runbooks)
    return Compilation(
        runbooks=runbooks,
        corpus=checks.Corpus(observations, protected=options.protected, locked=options.locked),
        problems=tuple(problems(grouped, options.settings)),
        failed=tuple(failures(read, discovery.unreadable)),
    )


def _excluded(file: SourceFile, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(file.path, pattern) for pattern in patterns)


def _wanted(articles: Iterable[Article], locales: tuple[str, ...]) -> list[Article]:
    return [article for article in articles if not locales or article.locale in locales]


def _aligned(group: Group, index: LinkIndex, reference: str | None) -> Runbook:
    return align(link_editions(group.articles, index), runbook_id=group.id, reference=reference)


def drift(sources: Sequence[Path], options: Options, progress: Progress | None = None) -> Result:
    """All findings over `sources`. Raises SourceNotFoundError and UnsupportedSourceError."""
    compiled = compile_runbooks(sources, options, progress)
    checked = _Checked(compiled, options)
    for runbook in compiled.runbooks:
        checked.check(runbook)
    return checked.result()


def build(
    sources: Sequence[Path], folder: Path, options: Options, progress: Progress | None = None
) -> Result:
    """Compile `sources` into `folder`. Raises SourceNotFoundError, UnsupportedSourceError and OutputError."""
    compiled = compile_runbooks(sources, replace(options, skip=(*options.skip, folder)), progress)
    checked = _Checked(compiled, options)
    output = Output(folder)
    titles = {
        runbook.id: {tag: edition.title for tag, edition in runbook.editions.items()}
        for runbook in compiled.runbooks
    }
    for runbook in compiled.runbooks:
        bundle = Bundle(
            runbook=runbook,
            findings=checked.check(runbook),
            titles=_titles_for(runbook, titles),
            options=options.render,
        )
        output.write(artifact for render in runbook_renderers() for artifact in render(bundle))
    result = checked.result()
    output.write(artifact for render in library_renderers() for artifact in render(result.library))
    output.finish()
    return result


class _Checked:
    """What the checks found so far, runbook by runbook."""

    def __init__(self, compiled: Compilation, options: Options) -> None:
        self._compiled = compiled
        self._options = options
        self._findings: list[Finding] = []
        self._excerpts: dict[str, Excerpt] = {}
        self._summaries: list[Summary] = []

    def check(self, runbook: Runbook) -> tuple[Finding, ...]:
        """The findings of one runbook, without the accepted ones."""
        own = [item for item in self._compiled.problems if item.runbook == runbook.id]
        own += checks.run(runbook, self._compiled.corpus, self._options.settings)
        shown = baseline.apply(sorted(own, key=checks.order), self._options.baseline).open
        for excerpt in checks.excerpts(runbook, own, self._excerpts.keys()):
            self._excerpts[excerpt.group] = excerpt
        self._findings += own
        self._summaries.append(summary(runbook, shown))
        return shown

    def result(self) -> Result:
        """Everything together, in the order of the findings."""
        sorted_ = baseline.apply(sorted(self._findings, key=checks.order), self._options.baseline)
        library = Library(
            summaries=tuple(self._summaries),
            findings=sorted_.open,
            accepted=sorted_.accepted,
            excerpts=tuple(self._excerpts[group] for group in sorted(self._excerpts)),
            rules=tuple(rule.page for rule in checks.rules()),
            options=self._options.render,
        )
        return Result(library=library, expired=sorted_.expired, failed=self._compiled.failed)


def _titles_for(runbook: Runbook, titles: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Titles of the runbooks that this one refers to."""
    wanted = {
        reference.target
        for section in runbook.sections
        for reference in references_in(section.blocks)
        if reference.kind == "runbook" and reference.target
    }
    return {id_: titles[id_] for id_ in sorted(wanted) if id_ in titles}
