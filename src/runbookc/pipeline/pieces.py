"""Pieces of the library's pages, kept from one build of an output folder to the next."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import msgspec

from runbookc.pipeline.store import Store
from runbookc.renderers import Pieces

_SHELVES = 64
"""Values that the pieces are spread over: what did not change is not written again."""

_ENCODER = msgspec.msgpack.Encoder()
_SHELF = msgspec.msgpack.Decoder(dict[bytes, str])


def recalled(folder: Path, store: Store) -> Pieces:
    """Those that the last build into `folder` used."""
    known: dict[bytes, str] = {}
    for data in store.known(_keys(folder, store)).values():
        with suppress(msgspec.DecodeError):
            known.update(_SHELF.decode(data))
    return Pieces(known=known, wanted=store.is_on)


def remember(pieces: Pieces, folder: Path, store: Store) -> None:
    """For the next build, once this one is complete."""
    if pieces.wanted and pieces.used.keys() != pieces.known.keys():
        shelves = zip(_keys(folder, store), _shelves(pieces.known), _shelves(pieces.used), strict=True)
        for key, known, used in shelves:
            if used.keys() != known.keys():
                store.remember(key, _ENCODER.encode(used))


def _keys(folder: Path, store: Store) -> list[bytes]:
    place = os.fsencode(os.path.realpath(folder))
    return [store.key("pieces", place, str(number)) for number in range(_SHELVES)]


def _shelves(pieces: dict[bytes, str]) -> list[dict[bytes, str]]:
    shelves: list[dict[bytes, str]] = [{} for _ in range(_SHELVES)]
    for key, piece in pieces.items():
        shelves[key[0] % _SHELVES][key] = piece
    return shelves
