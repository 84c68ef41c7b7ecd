"""``runbookc.lock.json``: a hash for each neutral segment and locale, and the same from git.

With a lock, `runbookc.checks` says which translations did not follow a change (`REV`).
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

import msgspec

from runbookc.checks.revisions import Row, rows
from runbookc.errors import RunbookcError
from runbookc.model.runbook import Runbook

FILE = "runbookc.lock.json"
FORMAT = 1
_SYMLINK = b"120000"


class Lock(msgspec.Struct, frozen=True, kw_only=True):
    format: int = FORMAT
    runbooks: dict[str, tuple[Row, ...]] = {}
    """Runbook id to its segments in reading order."""


class LockError(RunbookcError):
    """A lock, or the state in git that stands for one, that cannot be used."""

    def __init__(self, place: str, message: str) -> None:
        self.place = place
        super().__init__(f"{place}: {message}")


def take(runbooks: Iterable[Runbook]) -> Lock:
    """The lock of these runbooks."""
    taken = {runbook.id: rows(runbook) for runbook in runbooks}
    return Lock(runbooks=dict(sorted(taken.items())))


def encode(lock: Lock) -> bytes:
    """The file's bytes: one segment a line, so that merges conflict only where texts do."""
    lines = [f'{{"format":{lock.format},"runbooks":{{']
    last = len(lock.runbooks) - 1
    for index, (id_, segments) in enumerate(lock.runbooks.items()):
        lines.append(msgspec.json.encode(id_).decode() + ":[")
        encoded = [msgspec.json.encode(row).decode() for row in segments]
        lines.append(",\n".join(encoded))
        lines.append("]" if index == last else "],")
    lines.append("}}")
    return ("\n".join(line for line in lines if line) + "\n").encode()


def read(path: Path) -> Lock:
    """Raises LockError when the file is missing, broken or of another version."""
    try:
        lock = msgspec.json.decode(path.read_bytes(), type=Lock)
    except OSError as error:
        raise LockError(path.as_posix(), f"cannot be read: {error.strerror}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise LockError(path.as_posix(), f"is no lock: {error}") from error
    if lock.format != FORMAT:
        raise LockError(path.as_posix(), f"has format {lock.format}; this version reads {FORMAT}")
    return lock


def restore(revision: str, sources: Iterable[Path], into: Path) -> tuple[Path, ...]:
    """Write the sources as they were at a git revision below the folder `into`.

    Returns the restored counterparts of `sources`, in their order; one that did not exist then is
    left out. Nothing of the repository is changed or run. Raises LockError.
    """
    restored = []
    for number, source in enumerate(sources):
        start = source if source.is_dir() else source.parent
        top = Path(_git(start, "rev-parse", "--show-toplevel").decode(errors="surrogateescape").rstrip("\n"))
        commit = _git(start, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        prefix = source.resolve().relative_to(top.resolve()).as_posix()
        target = into / str(number)
        files = _files(top, commit.decode().strip(), prefix)
        if files:
            _write(top, files, target)
            restored.append(target / prefix)
    return tuple(restored)


def _files(top: Path, commit: str, prefix: str) -> Mapping[str, str]:
    """Path to object name of every regular file at or below `prefix`."""
    below = [] if prefix == "." else ["--", prefix]
    listed = _git(top, "ls-tree", "-r", "-z", "--full-tree", commit, *below)
    files = {}
    for entry in listed.split(b"\0"):
        head, _, name = entry.partition(b"\t")
        mode, kind, object_name = (head.split() + [b""] * 3)[:3]
        if kind == b"blob" and mode != _SYMLINK:
            files[name.decode(errors="surrogateescape")] = object_name.decode()
    return files


def _write(top: Path, files: Mapping[str, str], target: Path) -> None:
    wanted = {
        name: object_name
        for name, object_name in sorted(files.items())
        if not PurePosixPath(name).is_absolute() and ".." not in PurePosixPath(name).parts
    }
    contents = _git(top, "cat-file", "--batch", given="\n".join(wanted.values()).encode() + b"\n")
    position = 0
    for name in wanted:
        head_end = contents.index(b"\n", position)
        size = int(contents[position:head_end].split()[2])
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(contents[head_end + 1 : head_end + 1 + size])
        position = head_end + size + 2


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            input=given,
            capture_output=True,
            check=True,
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
        )
    except OSError as error:
        raise LockError("git", f"cannot be run: {error.strerror}") from error
    except subprocess.CalledProcessError as error:
        told = error.stderr.decode(errors="replace").strip() or "no such revision"
        raise LockError(f"git {arguments[0]}", told) from error
    return done.stdout
