"""Where a compilation keeps what it made: in the spool while it runs, and in the cache for the next one.

Every key holds the state of this program, so that no other version's values, and none of another set of
rules, are found.
"""

from __future__ import annotations

from collections.abc import Sequence

from runbookc.cache import Cache, key_of
from runbookc.pipeline.spool import Place, Spool
from runbookc.unchanged import stamp

Where = Place | bytes
"""A place in the spool, or a key of the cache."""


class VanishedError(Exception):
    """What the cache had a moment ago is gone or damaged: the work is to be done without it."""


class Store:
    """A spool, and a cache that may be off."""

    def __init__(self, spool: Spool, cache: Cache | None = None) -> None:
        self.spool = spool
        self._cache = cache or Cache(None)
        self._stamp = key_of(stamp() if self._cache.is_on else "")

    @property
    def is_on(self) -> bool:
        """Whether anything outlives this compilation."""
        return self._cache.is_on

    def key(self, kind: str, *parts: str | bytes) -> bytes:
        """The key of something of that kind which depends on nothing but `parts`."""
        return key_of(self._stamp, kind, *parts)

    def known(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values that the cache has, by key."""
        return self._cache.get_all(keys)

    def has(self, keys: Sequence[bytes]) -> set[bytes]:
        """The keys that the cache has values under."""
        return self._cache.has_all(keys)

    def remember(self, key: bytes, value: bytes) -> None:
        """Keep a value for the next compilation."""
        self._cache.put_under(key, value)

    def get(self, where: Where) -> bytes:
        """The bytes at a place. Raises VanishedError."""
        if isinstance(where, Place):
            return self.spool.get(where)
        found = self._cache.get_all((where,)).get(where)
        if found is None:
            raise VanishedError
        return found
