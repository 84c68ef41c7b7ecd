"""Output on another file system, by URL: a whole build is made here and then copied there.

Nothing is exchanged at one blow there: the index, which leads to everything else, is written when all
it leads to stands, and what is no longer needed goes after that.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from runbookc.pipeline.writing import Manifest
from runbookc.sources import MANIFEST
from runbookc.sources.remote import file_system

_INDEX = "index.html"


def upload(folder: Path, url: str) -> None:
    """Make what is at `url` equal to the output in `folder`; files with the same bytes are left alone.

    What the last upload wrote there and this one does not is removed, and nothing else.
    Raises MissingPartError and RemoteError.
    """
    with file_system(url) as (remote, root):
        there = _Folder(remote, root.rstrip("/"))
        names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
        for name in sorted(names, key=lambda name: (name == _INDEX, name)):
            if name != MANIFEST:
                there.write(name, (folder / name).read_bytes())
        for name in sorted(set(there.manifest()) - set(names)):
            there.remove(name)
        there.write(MANIFEST, (folder / MANIFEST).read_bytes())


class _Folder:
    """A folder of a remote file system."""

    def __init__(self, remote: Any, root: str) -> None:
        self._remote = remote
        self._root = root

    def write(self, name: str, data: bytes) -> None:
        path = f"{self._root}/{name}"
        if self._read(path) != data:
            self._remote.makedirs(path.rpartition("/")[0], exist_ok=True)
            self._remote.pipe_file(path, data)

    def _read(self, path: str) -> bytes | None:
        try:
            data: bytes = self._remote.cat_file(path)
        except FileNotFoundError:
            return None
        return data

    def manifest(self) -> tuple[str, ...]:
        """What the last upload wrote."""
        data = self._read(f"{self._root}/{MANIFEST}")
        try:
            return msgspec.json.decode(data or b"{}", type=Manifest).files
        except msgspec.DecodeError:
            return ()

    def remove(self, name: str) -> None:
        path = f"{self._root}/{name}"
        inside = ".." not in PurePosixPath(name).parts and not name.startswith("/")
        if inside and self._remote.isfile(path):
            self._remote.rm_file(path)
