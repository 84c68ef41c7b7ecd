"""Whether a build would give what is there already: by the content of everything that goes in.

This is the whole of a build with nothing to do, so it imports next to nothing.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatch
from hashlib import blake2b, sha256
from pathlib import Path

import msgspec

from runbookc import __version__
from runbookc.cache import Cache
from runbookc.sources import SourceFile, discover

_PACKAGE = Path(__file__).parent
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:[/\\]")
"""A URL that became a path."""


class Message(msgspec.Struct, frozen=True, array_like=True):
    """A line that the build said on stderr."""

    text: str
    urgent: bool = False
    """Whether it is said with ``--quiet`` too."""


class Inputs(msgspec.Struct, frozen=True):
    """Everything that goes into a build."""

    digest: bytes
    contents: dict[str, str]
    """Path of a source to the SHA-256 of its content."""


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """What a build left behind."""

    inputs: bytes
    """Digest of everything that went in."""
    outputs: tuple[tuple[str, int, int], ...]
    """Path in the output folder, size and time of the last change."""
    messages: tuple[Message, ...]
    serious: bool
    """Whether there were errors or warnings."""


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Built)


def recall(cache: Cache, folder: Path, inputs: bytes) -> Built | None:
    """What the last build into `folder` said, if it had the same inputs and its files are as it left them."""
    data = cache.get("built", os.path.realpath(folder))
    if data is None:
        return None
    try:
        built = _DECODER.decode(data)
    except msgspec.DecodeError:
        return None
    return built if built.inputs == inputs and outputs(folder, _names(built)) == built.outputs else None


def remember(cache: Cache, folder: Path, built: Built) -> None:
    """Keep for `recall` what a build left behind."""
    cache.put(_ENCODER.encode(built), "built", os.path.realpath(folder))


def _names(built: Built) -> list[str]:
    return [name for name, _, _ in built.outputs]


def outputs(folder: Path, names: Iterable[str]) -> tuple[tuple[str, int, int], ...]:
    """Size and time of files; those that are not there are left out."""
    found = []
    for name in names:
        try:
            status = os.stat(os.path.join(folder, name), follow_symlinks=False)  # noqa: PTH116, PTH118 - 5 times faster
        except OSError:
            continue
        found.append((name, status.st_size, status.st_mtime_ns))
    return tuple(found)


def inputs(
    sources: Sequence[Path], folder: Path, exclude: Sequence[str], options: Mapping[str, object]
) -> Inputs | None:
    """The sources' paths and contents, with `options` and this program.

    None when a source cannot be read, or is none of this machine. Raises SourceNotFoundError and
    UnsupportedSourceError.
    """
    if any(_ELSEWHERE.match(str(path)) for path in (folder, *sources)):
        return None
    discovery = discover(sources, exclude=(folder,))
    if discovery.unreadable:
        return None
    digest = blake2b(about(options), digest_size=20)
    contents = {}
    for file in discovery.files:
        if any(fnmatch(file.path, pattern) for pattern in exclude):
            continue
        content = _content(file)
        if content is None:
            return None
        line = f"{file.path}\0{file.folder_locale}\0{content}\0"
        digest.update(line.encode("utf-8", "surrogateescape"))
        contents[file.path] = content
    return Inputs(digest.digest(), contents)


def about(options: Mapping[str, object]) -> bytes:
    """Stands for options and this program."""
    text = f"{stamp()}\0{sorted(options.items())!r}"
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).digest()


def _content(file: SourceFile) -> str | None:
    try:
        with open(file.location, "rb", buffering=0) as stream:  # noqa: PTH123 - no need of a buffer
            return sha256(stream.read()).hexdigest()
    except OSError:
        return None


def stamp() -> str:
    """Tells one state of this program from another: versions, and the files of the package."""
    digest = blake2b(digest_size=16)
    for line in sorted(_files(_PACKAGE)):
        digest.update(line.encode("utf-8", "surrogateescape"))
    parts = [__version__, sys.version, digest.hexdigest(), *sorted(_distributions())]
    return "\n".join(parts)


def _files(folder: str | Path) -> list[str]:
    found: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    found += _files(entry.path)
            else:
                status = entry.stat()
                found.append(f"{entry.path} {status.st_size} {status.st_mtime_ns}")
    return found


def _distributions() -> list[str]:
    """Names with versions of what is installed beside msgspec."""
    with os.scandir(Path(msgspec.__file__).parents[1]) as entries:
        return [entry.name for entry in entries if entry.name.endswith(".dist-info")]
