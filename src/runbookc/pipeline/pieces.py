"""Pieces of the library's pages, kept from one build of an output folder to the next."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from runbookc.pipeline.store import Store
from runbookc.renderers import Pieces

_ENCODER = msgspec.msgpack.Encoder()
_KNOWN = msgspec.msgpack.Decoder(dict[bytes, str])


def recalled(folder: Path, store: Store) -> Pieces:
    """Those that the last build into `folder` used."""
    key = _key(folder, store)
    try:
        known = _KNOWN.decode(store.known([key]).get(key, b"\x80"))
    except msgspec.DecodeError:
        known = {}
    return Pieces(known=known, wanted=store.is_on)


def remember(pieces: Pieces, folder: Path, store: Store) -> None:
    """For the next build, once this one is complete."""
    if pieces.wanted and pieces.used != pieces.known:
        store.remember(_key(folder, store), _ENCODER.encode(pieces.used))


def _key(folder: Path, store: Store) -> bytes:
    return store.key("pieces", os.fsencode(os.path.realpath(folder)))
