"""New files of an output folder, put beside it by whichever process makes them.

They wait in the staging folder until `writing.Output` moves what belongs together to its place.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path

import msgspec

from runbookc.renderers import Artifact

STAGING = ".runbookc-staging"
"""The folder's name, in the output folder."""

_NUMBERS = count()


class Staged(msgspec.Struct, frozen=True, array_like=True):
    """An artifact on its way to the output folder."""

    path: str
    """Relative to the output folder, forward slashes."""
    name: str = ""
    """Of its file in the staging folder; empty if it has none."""
    data: bytes | None = None
    """What could not be staged. Without this and a name, the output folder has these bytes already."""


def unstaged(artifacts: Iterable[Artifact]) -> tuple[Staged, ...]:
    """Artifacts made where the output folder is out of reach."""
    return tuple(Staged(artifact.path, data=artifact.data) for artifact in artifacts)


def stage(folder: Path, artifacts: Iterable[Artifact]) -> tuple[Staged, ...]:
    """Put artifacts into the staging folder of `folder`, but those that it has already.

    What cannot be written (the disk is full, say) comes back with its data.
    """
    # A report is large: it is let go before the next one is made, which a loop here would not do.
    return tuple(map(partial(_staged, folder), artifacts))


def _staged(folder: Path, artifact: Artifact) -> Staged:
    if _is_there(folder / artifact.path, artifact.data):
        return Staged(artifact.path)
    try:
        return Staged(artifact.path, put(folder, artifact.data))
    except OSError:
        return Staged(artifact.path, data=artifact.data)


def put(folder: Path, data: bytes) -> str:
    """Write a new file in the staging folder; its name there. Raises OSError."""
    name = f"new-{os.getpid()}-{next(_NUMBERS)}"
    path = folder / STAGING / name
    try:
        try:
            path.write_bytes(data)
        except FileNotFoundError:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
    except BaseException:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise
    return name


def _is_there(target: Path, data: bytes) -> bool:
    try:
        return target.stat().st_size == len(data) and target.read_bytes() == data
    except (OSError, ValueError):
        return False
