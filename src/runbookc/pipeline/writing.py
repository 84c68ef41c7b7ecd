"""The one place that writes files. What belongs together is replaced together, or not at all.

New files are staged inside the output folder. When all of a runbook's are there, a journal says so,
and they replace the old ones; if that fails half-way, what was replaced is put back. After a crash the
next build carries the journal out, or throws away what was staged without one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from types import TracebackType

import msgspec

from runbookc.errors import RunbookcError
from runbookc.pipeline.locking import FolderLock
from runbookc.pipeline.staging import STAGING, Staged, put, stage
from runbookc.renderers import Artifact
from runbookc.sources import MANIFEST

_JOURNAL = "journal"


class OutputError(RunbookcError):
    """The output folder cannot be written."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        super().__init__(f"{path}: {reason}; choose a folder that can be written with -o")


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What the last build wrote, so that the next one can remove what is no longer there."""

    files: tuple[str, ...] = ()


class _Move(msgspec.Struct, frozen=True, array_like=True):
    """A staged file and where it is to stand."""

    staged: str
    target: str


_JOURNALS = msgspec.json.Decoder(list[_Move])


class Output:
    """An output folder during one build, which has it for itself."""

    def __init__(self, folder: Path, *, keep: Iterable[Path] = ()) -> None:
        """`keep`: files that may not be replaced, because they are sources."""
        self.folder = folder
        self.written: set[str] = set()
        """Paths of the artifacts, in the folder."""
        self._staging = folder / STAGING
        self._safe: set[Path] = set()
        self._real = os.path.realpath(folder)
        self._keep = {real for real in _real_paths(keep) if real.startswith(self._real)}
        self._lock = FolderLock(folder)

    def __enter__(self) -> Output:
        """Take the folder; finish or undo what a crashed build left. Raises OutputError, FolderBusyError."""
        with self._errors():
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock.take()
            try:
                self._recover()
            except BaseException:
                self._lock.release()
                raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):
            shutil.rmtree(self._staging, ignore_errors=True)
        self._lock.release()

    def write(self, artifacts: Iterable[Artifact]) -> None:
        """Write artifacts that belong together. Files whose bytes do not change are left alone.

        Raises OutputError; then the old files are all as they were.
        """
        self.take(stage(self.folder, artifacts))

    def take(self, staged: Iterable[Staged]) -> None:
        """Put staged artifacts that belong together in their places. Raises OutputError, as `write`."""
        with self._errors():
            moves: list[_Move] = []
            for one in staged:
                target = self._target(one.path)
                self.written.add(one.path)
                if one.name or one.data is not None:
                    moves.append(_Move(one.name or put(self.folder, one.data or b""), one.path))
                    self._enter(target.parent)
            if moves:
                name = put(self.folder, msgspec.json.encode(moves))
                (self._staging / name).replace(self._staging / _JOURNAL)
                self._replace(moves)
                (self._staging / _JOURNAL).unlink()

    def finish(self) -> None:
        """Remove what earlier builds wrote and this one did not. Raises OutputError."""
        with self._errors():
            for path in sorted(set(self._read_manifest()) - self.written):
                self._remove(path)
            files = tuple(sorted(self.written))
            data = msgspec.json.format(msgspec.json.encode(Manifest(files=files)), indent=1) + b"\n"
            self.write([Artifact(path=MANIFEST, data=data)])

    def _target(self, path: str) -> Path:
        parts = PurePosixPath(path).parts
        if not parts or path.startswith("/") or ".." in parts or "\\" in path or "\0" in path:
            raise OutputError(self.folder, f"an artifact would be written outside: {path!r}")
        target = self.folder / path
        if self._keep and os.path.realpath(target) in self._keep:
            raise OutputError(self.folder, f"{path} is a source, and would be overwritten")
        return target

    def _enter(self, parent: Path) -> None:
        """Make a folder. None of the output may be a link that leads out of it."""
        if parent in self._safe:
            return
        parent.mkdir(parents=True, exist_ok=True)
        real = os.path.realpath(parent)
        if real != self._real and not real.startswith(self._real.rstrip(os.sep) + os.sep):
            raise OutputError(parent, "this link leads out of the output folder")
        self._safe.add(parent)

    def _replace(self, moves: list[_Move]) -> None:
        """Put staged files in their places; all, or none."""
        done: list[tuple[Path, Path | None]] = []
        try:
            for number, move in enumerate(moves):
                target = self.folder / move.target
                old = self._saved(target, f"old-{number}")
                (self._staging / move.staged).replace(target)
                done.append((target, old))
        except BaseException:
            (self._staging / _JOURNAL).unlink(missing_ok=True)
            for target, old in reversed(done):
                with suppress(OSError):
                    if old is None:
                        target.unlink()
                    else:
                        old.replace(target)
            raise

    def _saved(self, target: Path, name: str) -> Path | None:
        """A second name for what is there, to put it back."""
        saved = self._staging / name
        try:
            os.link(target, saved, follow_symlinks=False)
        except FileNotFoundError:
            return None
        except FileExistsError:
            saved.unlink()
            return self._saved(target, name)
        except (OSError, NotImplementedError):
            if not os.path.lexists(target):
                return None
            saved.unlink(missing_ok=True)
            shutil.copy2(target, saved, follow_symlinks=False)
        return saved

    def _recover(self) -> None:
        """Carry out the journal of a build that crashed, and clear what it had staged."""
        try:
            moves = _JOURNALS.decode((self._staging / _JOURNAL).read_bytes())
        except (OSError, msgspec.DecodeError):
            moves = []
        for move in moves:
            staged = self._staging / PurePosixPath(move.staged).name
            if staged.is_file():
                target = self._target(move.target)
                self._enter(target.parent)
                staged.replace(target)
        if self._staging.is_dir():
            shutil.rmtree(self._staging)

    def _read_manifest(self) -> tuple[str, ...]:
        try:
            data = (self.folder / MANIFEST).read_bytes()
            return msgspec.json.decode(data, type=Manifest).files
        except (OSError, msgspec.DecodeError):
            return ()

    def _remove(self, path: str) -> None:
        target = self.folder / path
        inside = target.resolve().is_relative_to(self.folder.resolve())
        if not inside or not target.is_file() or os.path.realpath(target) in self._keep:
            return
        target.unlink()
        for parent in target.parents:
            if parent == self.folder or any(parent.iterdir()):
                return
            parent.rmdir()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputError(self.folder, error.strerror or type(error).__name__) from error


def _real_paths(paths: Iterable[Path]) -> Iterator[str]:
    """Without symbolic links; each folder is looked up once."""
    folders: dict[str, str] = {}
    for path in paths:
        folder, name = os.path.split(path)
        if folder not in folders:
            folders[folder] = os.path.realpath(folder)
        real = os.path.join(folders[folder], name)  # noqa: PTH118 - thousands of them
        yield os.path.realpath(real) if os.path.islink(real) else real  # noqa: PTH114


def write_file(path: Path, data: bytes) -> None:
    """Write one file that the user named: whole, or not at all. Raises OutputError."""
    temporary = path.with_name(f".{path.name[:100]}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        try:
            temporary.write_bytes(data)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(path, error.strerror or type(error).__name__) from error
