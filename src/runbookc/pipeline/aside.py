"""What is written for the whole library, half of it by a second process.

That process starts when the build does and has everything it needs loaded by the time the findings
are known. Without it, or when it dies, this process does all of the work: the bytes are the same.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import TracebackType

import msgspec

from runbookc.pipeline.workers import prepare_process
from runbookc.renderers import Artifact, Library, RenderLibrary, library_renderers

_PATIENCE = 120.0
"""Seconds until an answer is given up."""
_LOOK = 2.0
"""Seconds between two looks whether the build is still there."""

_ENCODER = msgspec.msgpack.Encoder()
_LIBRARIES = msgspec.msgpack.Decoder(Library)
_ARTIFACTS = msgspec.msgpack.Decoder(list[Artifact])


class Aside:
    """Renders libraries, with a second process where `wanted` and where processes are cheap (Linux)."""

    def __init__(self, *, wanted: bool) -> None:
        self._other: Connection | None = None
        if wanted and sys.platform == "linux":
            context = get_context("fork")
            self._other, far = context.Pipe()
            self._process = context.Process(target=_serve, args=(far, self._other, os.getpid()), daemon=True)
            self._process.start()
            far.close()

    def render(self, library: Library) -> Iterator[Artifact]:
        """The artifacts of all library renderers, one after the other: together they are large."""
        theirs, ours = _halves()
        if self._other is not None:
            with suppress(OSError):
                self._other.send_bytes(_ENCODER.encode(library))
        yield from _rendered(ours, library)
        there = self._received()
        yield from _rendered(theirs, library) if there is None else there

    def _received(self) -> list[Artifact] | None:
        """What the second process made; None if it is not there, or says nothing."""
        try:
            if self._other is not None and self._other.poll(_PATIENCE):
                return _ARTIFACTS.decode(self._other.recv_bytes())
        except (OSError, EOFError, msgspec.DecodeError):
            pass
        return None

    def __enter__(self) -> Aside:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._other is not None:
            self._other.close()
            self._process.kill()
            self._process.join()


def _halves() -> tuple[Sequence[RenderLibrary], Sequence[RenderLibrary]]:
    renderers = library_renderers()
    middle = (len(renderers) + 1) // 2
    return renderers[:middle], renderers[middle:]


def _rendered(renderers: Sequence[RenderLibrary], library: Library) -> Iterator[Artifact]:
    for render in renderers:
        yield from render(library)


def _serve(own: Connection, far: Connection, parent: int) -> None:
    """The second process: one library, then the end. Nothing it does may reach the terminal."""
    with suppress(Exception, KeyboardInterrupt):
        far.close()
        prepare_process()
        renderers = _halves()[0]
        # A first rendering loads templates and catalogs.
        list(_rendered(renderers, Library(summaries=(), findings=())))
        for data in _received(own, parent):
            own.send_bytes(_ENCODER.encode(list(_rendered(renderers, _LIBRARIES.decode(data)))))


def _received(own: Connection, parent: int) -> Iterator[bytes]:
    while os.getppid() == parent:
        if own.poll(_LOOK):
            yield own.recv_bytes()
            return
