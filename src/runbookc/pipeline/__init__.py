"""The driver: the story of a compilation in one screen. Only it knows all the stages.

sources → read → lower → link → align → check → render → write

What is kept of a library while it is compiled grows in a temporary file, not in memory; pieces of
work go to as many processes as there is work for, and come back in order. What the cache knows is not
done again: each stage asks it by a key of all that its result depends on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from runbookc import baseline, checks
from runbookc.cache import Cache
from runbookc.model.finding import Excerpt, Finding
from runbookc.model.runbook import Runbook
from runbookc.pipeline import pieces
from runbookc.pipeline.aligning import Aligned, align_groups, load, unreadable
from runbookc.pipeline.aside import Aside
from runbookc.pipeline.crew import Crew
from runbookc.pipeline.grouping import groups
from runbookc.pipeline.interning import Interned
from runbookc.pipeline.left import Left
from runbookc.pipeline.options import Options
from runbookc.pipeline.planning import Setting
from runbookc.pipeline.problems import problems, unlisted
from runbookc.pipeline.reading import Progress, Unreadable, read_editions
from runbookc.pipeline.rendering import Failed, Rendered, render_all
from runbookc.pipeline.spool import Spool
from runbookc.pipeline.store import Store, VanishedError
from runbookc.pipeline.uploading import upload
from runbookc.pipeline.writing import Output
from runbookc.renderers import Library, Summary
from runbookc.sources import Discovery, SourceFile, discover
from runbookc.sources.remote import local_copies, local_path, url_of

__all__ = ["Compilation", "Options", "Progress", "Result", "Unreadable", "build", "compile_runbooks", "drift"]


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What a command has to say at the end."""

    library: Library
    """Every runbook in brief, the findings, and what reports need to show them."""
    expired: tuple[baseline.Entry, ...] = ()
    """Accepted findings of the baseline that are there no more."""
    failed: tuple[Unreadable, ...] = ()
    """Files that could not be compiled at all."""
    outputs: tuple[str, ...] = ()
    """Paths of what was written, in the output folder."""
    settled: bool = False
    """Whether the sources were as the caller's `contents` say, all the time."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Without the accepted ones."""
        return self.library.findings


class Compilation(msgspec.Struct, frozen=True, kw_only=True):
    """Everything known after alignment."""

    runbooks: tuple[Runbook, ...]
    """In the order of their ids."""
    corpus: checks.Corpus
    problems: tuple[Finding, ...]
    """`SRC` findings of all editions."""
    failed: tuple[Unreadable, ...]


def compile_runbooks(
    sources: Sequence[Path], options: Options, progress: Progress | None = None
) -> Compilation:
    """Sources to aligned runbooks, all in memory. Raises SourceNotFoundError, UnsupportedSourceError."""
    with _compiling(sources, options, progress) as job:
        return Compilation(
            runbooks=tuple(load(one, job.store) for one in job.aligned),
            corpus=job.corpus,
            problems=tuple(finding for found in job.problems.values() for finding in found),
            failed=job.failed,
        )


def drift(
    sources: Sequence[Path], options: Options, progress: Progress | None = None, cache: Cache | None = None
) -> Result:
    """All findings over `sources`. Raises SourceNotFoundError and UnsupportedSourceError."""

    def work(cache: Cache | None) -> Result:
        with _compiling(sources, options, progress, cache) as job:
            collected = _Collected(options)
            for rendered in job.render():
                collected.add(rendered)
            return collected.result(job.failed)

    return _at_worst_without(work, cache)


def build(
    sources: Sequence[Path],
    folder: Path,
    options: Options,
    progress: Progress | None = None,
    cache: Cache | None = None,
    contents: Mapping[str, str] | None = None,
) -> Result:
    """Compile `sources` into `folder`; what `cache` knows is not done again. `contents` are the SHA-256
    of the sources by their paths, if they are known.

    Either may be a URL: an output there is made here, whole, and then copied.
    Raises SourceNotFoundError, UnsupportedSourceError, OutputError, FolderBusyError, MissingPartError
    and RemoteError.
    """
    url = url_of(folder)
    if url is not None:
        with TemporaryDirectory(prefix="runbookc-") as here:
            result = build(sources, Path(here), options, progress, cache)
            upload(Path(here), url)
            return result
    folder = local_path(folder)
    options = replace(options, skip=(*options.skip, folder))

    def work(cache: Cache | None) -> Result:
        with (
            _compiling(sources, options, progress, cache, contents, artifacts=True) as job,
            Output(folder, keep=job.locations) as output,
            job.abandoned_on_error(),
        ):
            collected = _Collected(options)
            left = Left(folder, job.store)
            for rendered in job.render(folder, left.keys):
                collected.add(rendered)
                if isinstance(rendered, Failed):
                    continue
                if rendered.artifacts is None:
                    output.written.update(left.keep(rendered))
                else:
                    output.take(rendered.artifacts)
                    left.replace(rendered)
            result = collected.result(job.failed)
            known = pieces.recalled(folder, job.store)
            library = msgspec.structs.replace(result.library, pieces=known)
            output.take(job.aside.render(library, folder))
            output.finish()
            left.remember()
            pieces.remember(known, folder, job.store)
            written = tuple(sorted(output.written))
            return msgspec.structs.replace(result, outputs=written, settled=job.settled)

    return _at_worst_without(work, cache)


def _at_worst_without(work: Callable[[Cache | None], Result], cache: Cache | None) -> Result:
    """What the cache loses while it is used is made again."""
    try:
        return work(cache)
    except VanishedError:
        return work(None)


class _Job(msgspec.Struct, frozen=True):
    """A compilation up to alignment, with what it needs to go on."""

    options: Options
    crew: Crew
    aside: Aside
    store: Store
    aligned: list[Aligned]
    corpus: checks.Corpus
    problems: dict[str, list[Finding]]
    failed: tuple[Unreadable, ...]
    locations: tuple[Path, ...]
    """Where the sources are."""
    settled: bool
    """Whether every source was as it was told to be."""

    def render(
        self, folder: Path | None = None, there: Mapping[str, bytes] | None = None
    ) -> Iterator[Rendered | Failed]:
        titles = {one.group.id: {head.locale: head.title for head in one.group.heads} for one in self.aligned}
        setting = Setting(self.corpus, self.options, titles, folder)
        return render_all(
            self.aligned, self.problems, self.crew, self.store, setting, there or {}, self.aside
        )

    @contextmanager
    def abandoned_on_error(self) -> Iterator[None]:
        """Nobody works on when this is left by an error: what they would stage nobody would clear."""
        try:
            yield
        except BaseException:
            self.crew.abandon()
            if self.aside.processes:
                self.aside.processes.abandon()
            raise


@contextmanager
def _compiling(
    sources: Sequence[Path],
    options: Options,
    progress: Progress | None,
    cache: Cache | None = None,
    contents: Mapping[str, str] | None = None,
    *,
    artifacts: bool = False,
) -> Iterator[_Job]:
    with local_copies(sources) as copies:
        discovery = copies.named(discover(copies.sources, exclude=options.skip))
        with _compiling_files(discovery, options, progress, cache, contents, artifacts=artifacts) as job:
            yield job


@contextmanager
def _compiling_files(
    discovery: Discovery,
    options: Options,
    progress: Progress | None,
    cache: Cache | None = None,
    contents: Mapping[str, str] | None = None,
    *,
    artifacts: bool = False,
) -> Iterator[_Job]:
    files = [file for file in discovery.files if not _excluded(file, options.exclude)]
    cached = cache is not None and cache.is_on
    with (
        Crew(options, (file.location for file in files)) as crew,
        Aside(
            wanted=artifacts and crew.has_room(len(files)),
            for_runbooks=cached,
            locales=(file.folder_locale for file in files),
        ) as aside,
        Spool() as spool,
    ):
        store = Store(spool, cache)
        editions, failed = read_editions(
            files,
            crew,
            store,
            limits=options.limits,
            seconds=options.seconds,
            progress=progress,
            contents=contents,
        )
        settled = {file.path for file in files} == (contents or {}).keys() and all(
            edition.key for edition in editions
        )
        wanted = [one for one in editions if not options.locales or one.head.locale in options.locales]
        grouped = groups(wanted)
        corpus = checks.Corpus(protected=options.protected, terms=options.terms, locked=options.locked)
        aligned, unaligned = align_groups(
            grouped,
            crew,
            store,
            reference=options.reference,
            seconds=options.seconds,
            corpus=corpus,
        )
        found: dict[str, list[Finding]] = {}
        for finding in problems(grouped, options.settings):
            found.setdefault(finding.runbook, []).append(finding)
        lost = (*failed, *unaligned, *unlisted(discovery.unreadable))
        locations = tuple(file.location for file in files)
        yield _Job(options, crew, aside, store, aligned, corpus, found, lost, locations, settled)


def _excluded(file: SourceFile, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(file.path, pattern) for pattern in patterns)


class _Collected:
    """What the checks found so far, runbook by runbook."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._findings: list[Finding] = []
        self._interned = Interned()
        self._excerpts: dict[str, tuple[str, Excerpt]] = {}
        """Group to its excerpt, from the first runbook that has one."""
        self._summaries: list[Summary] = []
        self._failed: list[Unreadable] = []

    def add(self, rendered: Rendered | Failed) -> None:
        if isinstance(rendered, Failed):
            self._failed += unreadable(rendered.group, rendered.failure)
            return
        checked = rendered.checked
        id_ = checked.summary.id
        for excerpt in checked.excerpts:
            if excerpt.group not in self._excerpts or id_ < self._excerpts[excerpt.group][0]:
                self._excerpts[excerpt.group] = (id_, excerpt)
        self._findings += self._interned.findings(checked.findings)
        self._summaries.append(checked.summary)

    def result(self, failed: tuple[Unreadable, ...]) -> Result:
        """Everything together, in the order of the findings."""
        sorted_ = baseline.apply(sorted(self._findings, key=checks.order), self._options.baseline)
        library = Library(
            summaries=tuple(sorted(self._summaries, key=lambda summary: summary.id)),
            findings=sorted_.open,
            accepted=sorted_.accepted,
            excerpts=tuple(self._excerpts[group][1] for group in sorted(self._excerpts)),
            rules=tuple(rule.page for rule in checks.rules()),
            options=self._options.render,
        )
        return Result(library=library, expired=sorted_.expired, failed=(*failed, *self._failed))
