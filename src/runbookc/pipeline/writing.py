"""The one place that writes files: into a temporary name and then over the old one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from runbookc.errors import RunbookcError
from runbookc.renderers import Artifact

_MANIFEST = ".runbookc.json"
_TEMPORARY = ".runbookc-tmp-"


class OutputError(RunbookcError):
    """The output folder cannot be written."""

    def __init__(self, path: Path, error: OSError) -> None:
        self.path = path
        reason = error.strerror or type(error).__name__
        super().__init__(f"{path}: {reason}; choose a folder that can be written with -o")


class _Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What the last build wrote, so that the next one can remove what is no longer there."""

    files: tuple[str, ...] = ()


class Output:
    """An output folder during one build."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._written: set[str] = set()

    def write(self, artifacts: Iterable[Artifact]) -> None:
        """Write some artifacts that belong together: all are on disk before the first replaces its
        predecessor. Files whose bytes do not change are left alone. Raises OutputError."""
        with self._errors():
            pending: list[tuple[Path, Path]] = []
            try:
                for artifact in artifacts:
                    self._prepare(artifact, pending)
                for temporary, target in pending:
                    temporary.replace(target)
            finally:
                for temporary, _ in pending:
                    temporary.unlink(missing_ok=True)

    def _prepare(self, artifact: Artifact, pending: list[tuple[Path, Path]]) -> None:
        target = self.folder / artifact.path
        self._written.add(artifact.path)
        if _same(target, artifact.data):
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f"{_TEMPORARY}{os.getpid()}-{len(pending)}")
        pending.append((temporary, target))
        temporary.write_bytes(artifact.data)

    def finish(self) -> None:
        """Remove what earlier builds wrote and this one did not. Raises OutputError."""
        with self._errors():
            before = self._read_manifest()
            for path in sorted(set(before) - self._written):
                self._remove(path)
            files = tuple(sorted(self._written))
            data = msgspec.json.format(msgspec.json.encode(_Manifest(files=files)), indent=1) + b"\n"
            self.write([Artifact(path=_MANIFEST, data=data)])

    def _read_manifest(self) -> tuple[str, ...]:
        try:
            data = (self.folder / _MANIFEST).read_bytes()
            return msgspec.json.decode(data, type=_Manifest).files
        except (OSError, msgspec.DecodeError):
            return ()

    def _remove(self, path: str) -> None:
        target = self.folder / path
        inside = target.resolve().is_relative_to(self.folder.resolve())
        if not inside or not target.is_file():
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
            raise OutputError(self.folder, error) from error


def write_file(path: Path, data: bytes) -> None:
    """Write one file that the user named: whole, or not at all. Raises OutputError."""
    output = Output(path.parent)
    output.write([Artifact(path=path.name, data=data)])


def _same(target: Path, data: bytes) -> bool:
    try:
        return target.stat().st_size == len(data) and target.read_bytes() == data
    except OSError:
        return False
