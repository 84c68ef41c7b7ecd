"""One build at a time in a folder. The system lets go of the lock when its holder dies."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from runbookc.errors import RunbookcError

_NAME = ".runbookc-lock"
_PATIENCE = 60.0
_PAUSE = 0.05


class FolderBusyError(RunbookcError):
    """Another build has the folder and does not come to an end."""

    def __init__(self, folder: Path, seconds: float) -> None:
        self.folder = folder
        super().__init__(f"{folder}: another build has been writing there for {seconds:g} seconds; try later")


class FolderLock:
    """A lock file that is there while its holder works."""

    def __init__(self, folder: Path, *, patience: float = _PATIENCE) -> None:
        self._folder = folder
        self._path = folder / _NAME
        self._patience = patience
        self._descriptor: int | None = None

    def take(self) -> None:
        """Wait for the folder to be free. Raises FolderBusyError, OSError."""
        end = time.monotonic() + self._patience
        while not self._try():
            if time.monotonic() > end:
                raise FolderBusyError(self._folder, self._patience)
            time.sleep(_PAUSE)

    def _try(self) -> bool:
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        # The holder before removes the file: then what is locked here has no name any more.
        if _locked(descriptor) and _is(self._path, descriptor):
            self._descriptor = descriptor
            return True
        os.close(descriptor)
        return False

    def release(self) -> None:
        """Let the next one in."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        if sys.platform == "win32":
            os.close(descriptor)
            descriptor = -1
        with suppress(OSError):
            self._path.unlink()
        if descriptor >= 0:
            os.close(descriptor)


def _is(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _locked(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _locked(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
