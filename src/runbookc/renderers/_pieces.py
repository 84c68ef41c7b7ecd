"""Pieces of a page that are the same from build to build: made once, by the content that they show."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import Any

import msgspec

_ENCODER = msgspec.msgpack.Encoder()


class Pieces(msgspec.Struct):
    """What is known of earlier builds by this program, and what this one used of it or made."""

    known: dict[bytes, str] = {}
    used: dict[bytes, str] = {}
    wanted: bool = False
    """Whether anybody remembers what is made."""

    def get(self, make: Callable[[], str], *content: Any) -> str:
        """`make()`, which depends on nothing but `content` (which msgspec can encode)."""
        if not self.wanted:
            return make()
        key = blake2b(_ENCODER.encode(content), digest_size=16).digest()
        piece = self.known.get(key)
        if piece is None:
            piece = make()
        self.used[key] = piece
        return piece
