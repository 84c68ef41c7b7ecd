"""Output on another file system, by URL: a whole build is made here and then copied there.

Nothing is exchanged at one blow there: the index, which leads to everything else, is written when all
it leads to stands, and what is no longer needed goes after that. An upload that is stopped leaves files
of both builds; the next one makes them equal to its own, and knows which to remove, because the
manifest names them before they are written.

File systems of this kind have no locks. Who uploads keeps changing a file there; who finds one that
changes waits, or says so, and takes one that no longer changes for what a stopped upload left.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import uuid4

import msgspec

from runbookc.pipeline.writing import Manifest
from runbookc.sources import MANIFEST
from runbookc.sources.remote import RemoteError, file_system

_INDEX = "index.html"
_MARK = ".runbookc-uploading"
_BEAT = 2.0
"""Seconds after which the mark is changed, as soon as a file is through."""
_SILENCE = 30.0
"""Seconds without a change, until its owner is taken for dead."""
_PATIENCE = 60.0
"""Seconds to wait for another upload."""
_PAUSE = 0.5


def upload(folder: Path, url: str) -> None:
    """Make what is at `url` equal to the output in `folder`; files with the same bytes are left alone.

    What earlier uploads wrote there and this one does not is removed, and nothing else.
    Raises MissingPartError and RemoteError.
    """
    with file_system(url) as (remote, root):
        there = _Folder(remote, root.rstrip("/"))
        names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        same = all(there.read(name) == (folder / name).read_bytes() for name in sorted(names))
        if same and there.read(_MARK) is None:
            return
        with _alone(there, url) as beat:
            before = set(there.manifest())
            there.write(MANIFEST, _manifest((before | names) - {MANIFEST}))
            for name in sorted(names - {MANIFEST}, key=lambda name: (name == _INDEX, name)):
                beat()
                there.write(name, (folder / name).read_bytes())
            for name in sorted(before - names):
                beat()
                there.remove(name)
            there.write(MANIFEST, (folder / MANIFEST).read_bytes())


def _manifest(names: Iterable[str]) -> bytes:
    return msgspec.json.encode(Manifest(files=tuple(sorted(names))))


class _Folder:
    """A folder of a remote file system."""

    def __init__(self, remote: Any, root: str) -> None:
        self._remote = remote
        self._root = root

    def write(self, name: str, data: bytes) -> None:
        path = f"{self._root}/{name}"
        if self.read(name) != data:
            self._remote.makedirs(path.rpartition("/")[0], exist_ok=True)
            self._remote.pipe_file(path, data)

    def read(self, name: str) -> bytes | None:
        try:
            data: bytes = self._remote.cat_file(f"{self._root}/{name}")
        except FileNotFoundError:
            return None
        return data

    def manifest(self) -> tuple[str, ...]:
        """What earlier uploads wrote."""
        try:
            return msgspec.json.decode(self.read(MANIFEST) or b"{}", type=Manifest).files
        except msgspec.DecodeError:
            return ()

    def remove(self, name: str) -> None:
        path = f"{self._root}/{name}"
        inside = ".." not in PurePosixPath(name).parts and not name.startswith("/")
        if inside and self._remote.isfile(path):
            self._remote.rm_file(path)


@contextmanager
def _alone(there: _Folder, url: str) -> Iterator[Callable[[], None]]:
    """While no other upload goes to `url`; what is given is to be called often. Raises RemoteError."""
    owner = uuid4().bytes
    beats = 0
    due = time.monotonic() + _BEAT

    def beat() -> None:
        nonlocal beats, due
        if time.monotonic() < due:
            return
        if not _is_of(owner, there):
            raise RemoteError(url, "another build has begun to write there; try again")
        beats, due = beats + 1, time.monotonic() + _BEAT
        there.write(_MARK, owner + str(beats).encode())

    try:
        _take(there, url, owner)
        yield beat
    finally:
        with suppress(Exception):
            if _is_of(owner, there):
                there.remove(_MARK)


def _take(there: _Folder, url: str, owner: bytes) -> None:
    """Of those that begin at one time, the one whose mark is there when all have written theirs goes on
    (Fischer's algorithm; Lamport, "A Fast Mutual Exclusion Algorithm", 1987)."""
    end = time.monotonic() + _PATIENCE
    while not _is_of(owner, there):
        _wait(there, url)
        if time.monotonic() > end:
            raise _busy(url)
        there.write(_MARK, owner)
        time.sleep(_PAUSE)


def _is_of(owner: bytes, there: _Folder) -> bool:
    return (there.read(_MARK) or b"").startswith(owner)


def _wait(there: _Folder, url: str) -> None:
    """Until there is no mark, or one that nobody changes."""
    seen, since = there.read(_MARK), time.monotonic()
    end = since + _PATIENCE
    while seen is not None and time.monotonic() < since + _SILENCE:
        if time.monotonic() > end:
            raise _busy(url)
        time.sleep(_PAUSE)
        now = there.read(_MARK)
        if now != seen:
            seen, since = now, time.monotonic()


def _busy(url: str) -> RemoteError:
    return RemoteError(url, f"another build has been writing there for {_PATIENCE:g} seconds; try later")
