"""Which artifacts a build left in the output folder, so that the next need not make them again."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from runbookc.pipeline.rendering import Rendered
from runbookc.pipeline.store import Store
from runbookc.unchanged import outputs

_Files = tuple[tuple[str, int, int], ...]
"""Path in the folder, size and time of the last change."""


class _Runbook(msgspec.Struct, frozen=True, array_like=True):
    key: bytes
    """Stands for all that the artifacts depend on."""
    files: _Files


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(dict[str, _Runbook])


class Left:
    """The artifacts of each runbook in one output folder, as the last build with this program left them."""

    def __init__(self, folder: Path, store: Store) -> None:
        self._folder = folder
        self._store = store
        self._key = store.key("left", os.fsencode(os.path.realpath(folder)))
        self._now: dict[str, _Runbook] = {}
        try:
            known = _DECODER.decode(store.known([self._key]).get(self._key, b"\x80"))
        except msgspec.DecodeError:
            known = {}
        self._before = {id_: one for id_, one in known.items() if self._files(one) == one.files}
        self.keys = {id_: one.key for id_, one in self._before.items()}
        """Keys of the artifacts that are there, whole and untouched, by runbook id."""

    def _files(self, one: _Runbook) -> _Files:
        return outputs(self._folder, [path for path, _, _ in one.files])

    def keep(self, rendered: Rendered) -> list[str]:
        """The runbook's artifacts stay; their paths."""
        id_ = rendered.checked.summary.id
        self._now[id_] = self._before[id_]
        return [path for path, _, _ in self._now[id_].files]

    def replace(self, rendered: Rendered) -> None:
        """The runbook's artifacts are written."""
        if self._store.is_on:
            paths = [artifact.path for artifact in rendered.artifacts or ()]
            files = outputs(self._folder, paths)
            if len(files) == len(paths):
                self._now[rendered.checked.summary.id] = _Runbook(rendered.key, files)

    def remember(self) -> None:
        """For the next build, once this one is complete."""
        if self._store.is_on:
            self._store.remember(self._key, _ENCODER.encode(self._now))
