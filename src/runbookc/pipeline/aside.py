"""A second process for what comes last: half of what is for the whole library, and artifacts of runbooks
where they are so few that this process would make them.

It starts when the build does and has everything it needs loaded by the time that is known. Without it, or
when it dies, this process does all of the work: the bytes are the same.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import IO

import msgspec
from msgspec.structs import replace

from runbookc.model.finding import Finding
from runbookc.pipeline.interning import Interned
from runbookc.pipeline.shared import Form, Shared
from runbookc.pipeline.staging import Staged, stage
from runbookc.pipeline.warming import load_runbooks, most_used
from runbookc.pipeline.workers import InProcess, Processes, Workers
from runbookc.renderers import Artifact, Library, library_renderers

_PATIENCE = 120.0
"""Seconds until an answer is given up."""
_AT_ONCE = 500
"""Findings that are encoded at once."""
_ALL, _PAGES, _REPORTS = slice(None), slice(2), slice(2, None)
"""Of the library renderers: every one, those that load templates and catalogs, and the others."""

_ENCODER = msgspec.msgpack.Encoder()
_LIBRARIES = msgspec.msgpack.Decoder(Library)
_FINDINGS = msgspec.msgpack.Decoder(list[Finding])


class _Theirs(msgspec.Struct, frozen=True, array_like=True):
    """What the second process made for the library."""

    staged: tuple[Staged, ...]
    used: dict[bytes, str]
    """Of the pieces."""


_MADE = msgspec.msgpack.Decoder(_Theirs)


class Aside:
    """One process more, where `wanted` and where processes are cheap (Linux)."""

    def __init__(
        self, *, wanted: bool, for_runbooks: bool = False, locales: Iterable[str | None] = ()
    ) -> None:
        """`for_runbooks`: there may be so few of them to render that it does that, too; in which locales
        is guessed from those of the files.
        """
        self.processes: Processes | None = None
        self._for_runbooks = for_runbooks
        self._has_runbooks = False
        if wanted and sys.platform == "linux":
            self.processes = Processes(1)
            if for_runbooks:
                self.processes.begin(load_runbooks, most_used(locales))
            else:
                self.processes.begin(_load_pages, None)

    def rather_than(self, workers: Workers) -> Workers:
        """The second process, where this one would do the work: there, everything is loaded."""
        if self.processes and self._for_runbooks:
            if isinstance(workers, InProcess):
                self._has_runbooks = True
                return self.processes
            self.processes.begin(_load_pages, None)
        return workers

    def load(self) -> None:
        """While the second process has runbooks to do: what this one needs afterwards."""
        if self._has_runbooks:
            _load_pages(None)

    def render(self, library: Library, folder: Path) -> Iterator[Staged]:
        """The artifacts of all library renderers, staged in `folder`."""
        if self.processes is None or self._has_runbooks:
            # Little is new then: rendering takes no longer than handing the library over.
            yield from stage(folder, _rendered(_ALL, library))
            return
        with Shared(library, form=_FORM) as shared:
            begun = self.processes.begin(_render_pages, (shared, folder))
            yield from stage(folder, _rendered(_REPORTS, library))
            there = _received(begun)
        if there is None:
            yield from stage(folder, _rendered(_PAGES, library))
        else:
            yield from there.staged
            library.pieces.used.update(there.used)

    def __enter__(self) -> Aside:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.processes:
            self.processes.abandon()


def _received(begun: Future[bytes]) -> _Theirs | None:
    """What the second process made; None if it is not there, fails, or says nothing."""
    with suppress(Exception):
        return _MADE.decode(begun.result(_PATIENCE))
    return None


def _rendered(some: slice, library: Library) -> Iterator[Artifact]:
    for render in library_renderers()[some]:
        yield from render(library)


def _render_pages(given: tuple[Shared[Library], Path]) -> bytes:
    shared, folder = given
    library = shared.get()
    staged = stage(folder, _rendered(_PAGES, library))
    return _ENCODER.encode(_Theirs(staged, library.pieces.used))


def _write(library: Library, file: IO[bytes]) -> None:
    """Findings are the largest part of a library: they are never all in memory twice."""
    pickle.dump(_ENCODER.encode(replace(library, findings=())), file)
    for start in range(0, len(library.findings), _AT_ONCE):
        pickle.dump(_ENCODER.encode(library.findings[start : start + _AT_ONCE]), file)
    pickle.dump(b"", file)


def _read(file: IO[bytes]) -> Library:
    library = _LIBRARIES.decode(pickle.load(file))
    interned = Interned()
    findings: list[Finding] = []
    for some in iter(partial(pickle.load, file), b""):
        findings += interned.findings(_FINDINGS.decode(some))
    return replace(library, findings=tuple(findings))


_FORM: Form[Library] = Form(_write, _read)


def _load_pages(_nothing: None) -> None:
    """Templates and catalogs, as far as a first rendering loads them."""
    with suppress(Exception):
        list(_rendered(_PAGES, Library(summaries=(), findings=())))
