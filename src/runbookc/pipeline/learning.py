"""What is learnt from the whole input, kept from one run to the next."""

from __future__ import annotations

from contextlib import suppress

import msgspec

from runbookc import checks
from runbookc.pipeline.store import Store

_ENCODER = msgspec.msgpack.Encoder()
_LEARNED = msgspec.msgpack.Decoder(dict[str, bytes])


class Learning:
    """What is dear to learn from the whole input, from one run to the next."""

    def __init__(self, corpus: checks.Corpus, store: Store) -> None:
        self._store = store
        self._known: dict[str, bytes] = {}
        self._grew = False
        if store.is_on:
            self._key = store.key("learned", corpus.sample_digest())
            with suppress(msgspec.DecodeError):
                self._known = _LEARNED.decode(store.known([self._key]).get(self._key, b""))
            corpus.recall(self._known)

    def add(self, learned: dict[str, bytes]) -> None:
        self._known.update(learned)
        self._grew |= bool(learned)

    def remember(self) -> None:
        if self._grew and self._store.is_on:
            self._store.remember(self._key, _ENCODER.encode(self._known))
