"""A second process for what comes last: the artifacts, and half of what is for the whole library.

It starts when the build does and has everything it needs loaded by the time the findings are known.
Without it, or when it dies, this process does all of the work: the bytes are the same.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import IO

import msgspec
from msgspec.structs import replace

from runbookc import checks
from runbookc.model.finding import Finding
from runbookc.model.runbook import Edition, Runbook
from runbookc.pipeline.interning import Interned
from runbookc.pipeline.shared import Form, Shared
from runbookc.pipeline.workers import InProcess, Processes, Workers
from runbookc.renderers import (
    Artifact,
    Bundle,
    Library,
    library_renderers,
    runbook_renderers,
)

_PATIENCE = 120.0
"""Seconds until an answer is given up."""
_AT_ONCE = 500
"""Findings that are encoded at once."""
_THEIRS, _OURS = slice(2), slice(2, None)
"""The library renderers of the second process, which has templates loaded, and of this one."""

_ENCODER = msgspec.msgpack.Encoder()
_LIBRARIES = msgspec.msgpack.Decoder(Library)
_FINDINGS = msgspec.msgpack.Decoder(list[Finding])


class _Theirs(msgspec.Struct, frozen=True, array_like=True):
    """What the second process made for the library."""

    artifacts: list[Artifact]
    used: dict[bytes, str]
    """Of the pieces."""


_MADE = msgspec.msgpack.Decoder(_Theirs)


class Aside:
    """One process more, where `wanted` and where processes are cheap (Linux)."""

    def __init__(self, *, wanted: bool, for_runbooks: bool = False) -> None:
        """`for_runbooks`: there may be so few of them to render that it does that, too."""
        self.processes: Processes | None = None
        if wanted and sys.platform == "linux":
            self.processes = Processes(1)
            self.processes.begin(_load, for_runbooks)

    def rather_than(self, workers: Workers) -> Workers:
        """The second process, where this one would do the work: there, everything is loaded."""
        return self.processes if self.processes and isinstance(workers, InProcess) else workers

    def render(self, library: Library) -> Iterator[Artifact]:
        """The artifacts of all library renderers, one after the other: together they are large."""
        with Shared(library, form=_FORM) as shared:
            begun = self.processes.begin(_render_theirs, shared) if self.processes else None
            yield from _rendered(_OURS, library)
            there = _received(begun) if begun else None
        if there is None:
            yield from _rendered(_THEIRS, library)
        else:
            yield from there.artifacts
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


def _render_theirs(shared: Shared[Library]) -> bytes:
    library = shared.get()
    artifacts = list(_rendered(_THEIRS, library))
    return _ENCODER.encode(_Theirs(artifacts, library.pieces.used))


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


def _load(for_runbooks: bool) -> None:
    """Rules, templates and catalogs, as far as a first rendering loads them."""
    with suppress(Exception):
        list(_rendered(_THEIRS, Library(summaries=(), findings=())))
        if for_runbooks:
            checks.rules()
            for render in runbook_renderers():
                list(render(Bundle(runbook=_EMPTY)))


_EMPTY = Runbook(
    id="empty",
    aliases=(),
    asset_id=None,
    health_set=None,
    reference_locale=None,
    editions={"en-US": Edition(path="", sha256="", title="")},
    probes=(),
    probe_section=None,
    probe_sources={},
    sections=(),
)
