"""Sources on other file systems, by URL (``s3://bucket/docs``): copied here, and read as any file.

Which schemes there are is a matter of fsspec and what is installed beside it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import msgspec

from runbookc.errors import MissingPartError, RunbookcError
from runbookc.sources import SUFFIXES, Discovery, SourceNotFoundError

_URL = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]+):/+(?P<rest>.*)", re.DOTALL)
_LOCAL = frozenset({"file", "local"})


class RemoteError(RunbookcError):
    """Something by URL that cannot be read or written."""

    def __init__(self, url: str, reason: str) -> None:
        self.url = url
        super().__init__(f"{url}: {reason}")


def url_of(path: Path) -> str | None:
    """The URL that became a path on its way here (``s3:/bucket/docs``); None for a path of this machine."""
    match = _URL.fullmatch(path.as_posix())
    if match is None or match["scheme"].lower() in _LOCAL:
        return None
    return f"{match['scheme'].lower()}://{match['rest']}"


def local_path(path: Path) -> Path:
    """`path`; a ``file:`` URL as the path that it names."""
    match = _URL.fullmatch(path.as_posix())
    return Path("/" + match["rest"]) if match and match["scheme"].lower() in _LOCAL else path


@contextmanager
def file_system(url: str) -> Iterator[tuple[Any, str]]:
    """The file system of a URL and the path in it. Raises MissingPartError, RemoteError.

    What is raised inside by the file system becomes a RemoteError too: each has errors of its own.
    """
    try:
        from fsspec.core import url_to_fs  # type: ignore[import-untyped]
    except ImportError as error:
        raise MissingPartError("cluster") from error
    try:
        yield url_to_fs(url)
    except RunbookcError:
        raise
    except Exception as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise RemoteError(url, reason or type(error).__name__) from error


class Copies(NamedTuple):
    """Sources as folders and files of this machine."""

    sources: tuple[Path, ...]
    names: dict[str, str]
    """Where something was copied to, to the URL that it came from."""

    def named(self, discovery: Discovery) -> Discovery:
        """What was found in the copies, under the names that the user gave."""
        if not self.names:
            return discovery
        files = (msgspec.structs.replace(file, path=self._name(file.path)) for file in discovery.files)
        return Discovery(
            files=tuple(sorted(files, key=lambda file: file.path)),
            skipped=tuple(sorted(map(self._name, discovery.skipped))),
            unreadable=tuple(sorted(map(self._name, discovery.unreadable))),
        )

    def _name(self, path: str) -> str:
        for copy, url in self.names.items():
            if path == copy or path.startswith(f"{copy}/"):
                return url + path[len(copy) :]
        return path


@contextmanager
def local_copies(sources: Sequence[Path]) -> Iterator[Copies]:
    """What is named by URL is copied for as long as the context lasts; the rest stays where it is.

    Raises MissingPartError, RemoteError and SourceNotFoundError.
    """
    urls = [url_of(source) for source in sources]
    if not any(urls):
        yield Copies(tuple(map(local_path, sources)), {})
        return
    with TemporaryDirectory(prefix="runbookc-") as folder:
        here: list[Path] = []
        names: dict[str, str] = {}
        for number, (source, url) in enumerate(zip(sources, urls, strict=True)):
            if url is None:
                here.append(local_path(source))
                continue
            copy = _copied(url.rstrip("/"), Path(folder) / str(number))
            here.append(copy)
            names[copy.as_posix()] = url.rstrip("/")
        yield Copies(tuple(here), names)


def _copied(url: str, folder: Path) -> Path:
    """Copy what may be an article, under the names that its folders have: they tell locales."""
    with file_system(url) as (remote, root):
        if not remote.exists(root):
            raise SourceNotFoundError(url)
        top = folder / _safe(url, url.partition("://")[2])
        if remote.isfile(root):
            _copy(remote, root, top)
            return top
        top.mkdir(parents=True)
        for path in sorted(remote.find(root)):
            below = path.removeprefix(root).lstrip("/")
            if PurePosixPath(below).suffix.lower() in SUFFIXES:
                _copy(remote, path, top / _safe(url, below))
    return top


def _copy(remote: Any, path: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(remote.cat_file(path))


def _safe(url: str, path: str) -> PurePosixPath:
    """A path below a folder of ours. Raises RemoteError."""
    parts = PurePosixPath(path.strip("/")).parts
    if ".." in parts or "\0" in path or (os.sep != "/" and os.sep in path):
        raise RemoteError(url, f"a name that leads elsewhere: {path!r}")
    return PurePosixPath(*parts)
