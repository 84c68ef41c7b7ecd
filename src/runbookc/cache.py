"""What was computed before: one SQLite file (WAL mode) under the platform's cache folder.

Nothing in it is believed: every value carries a checksum over its key and itself. Nothing in it is
needed: a cache that is corrupt or of another version is replaced, one that is locked, foreign or not
writable is done without. It is bounded in size; what was not used for the longest time goes first. Age
is counted in openings, not by the clock.

Writes are gathered and done in short transactions, so that builds at the same time can share one file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from types import TracebackType

FILE = "runbookc.sqlite3"
LARGEST = 512 * 1024 * 1024
"""Bytes of values that are kept."""
_APPLICATION = 0x52424B43
_VERSION = 2
_PATIENCE = 2.0
"""Seconds to wait for another process that writes."""
_GATHERED = 8 * 1024 * 1024
"""Bytes of values that are written in one transaction."""
_AT_ONCE = 500
"""Keys in one query."""
_SCHEMA = f"""
PRAGMA journal_mode = WAL;
BEGIN IMMEDIATE;
DROP TABLE IF EXISTS entries;
CREATE TABLE entries (
    key BLOB PRIMARY KEY, value BLOB NOT NULL, checksum BLOB NOT NULL, used INTEGER NOT NULL
);
CREATE INDEX by_use ON entries (used);
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {_VERSION};
COMMIT;
"""


def default_folder() -> Path:
    """The platform's folder for caches."""
    from platformdirs import user_cache_path

    return user_cache_path("runbookc", appauthor=False)


def chosen_folder(*, no_cache: bool, cache_dir: Path | None, **_other: object) -> Path | None:
    """The cache's folder as the options of a command say; None for no cache."""
    return None if no_cache else cache_dir or default_folder()


class Cache:
    """Bytes by key. Every failure of the store is a miss."""

    def __init__(self, folder: Path | None, *, largest: int = LARGEST) -> None:
        """`folder` None: a cache that holds nothing."""
        self.path = folder / FILE if folder else None
        self.state = "off"
        """``ok``, ``off``, or why there is none."""
        self._largest = largest
        self._use = 0
        self._waiting: dict[bytes, bytes] = {}
        self._waiting_size = 0
        self._wrote = False
        self._touched: list[bytes] = []
        self._store = self._open(self.path) if self.path else None

    @property
    def is_on(self) -> bool:
        """Whether it can hold anything."""
        return self._store is not None

    def get(self, *key: str | bytes) -> bytes | None:
        """The value put under `key`, if it is there and whole."""
        digest = key_of(*key)
        return self.get_all((digest,)).get(digest)

    def get_all(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values under some keys (see `key_of`); keys without a whole value are left out."""
        found = {key: self._waiting[key] for key in keys if key in self._waiting}
        for start in range(0, len(keys), _AT_ONCE):
            some = [key for key in keys[start : start + _AT_ONCE] if key not in found]
            for key, value, checksum, used in self._rows(some):
                if isinstance(value, bytes) and key_of(key, value) == checksum:
                    found[key] = value
                    if used != self._use:
                        self._touched.append(key)
        return found

    def has_all(self, keys: Sequence[bytes]) -> set[bytes]:
        """Which of some keys there are values under, whole or not; these count as used."""
        found = {key for key in keys if key in self._waiting}
        for start in range(0, len(keys), _AT_ONCE):
            some = [key for key in keys[start : start + _AT_ONCE] if key not in found]
            with self._failing():
                if self._store is not None and some:
                    marks = ",".join("?" * len(some))
                    query = f"SELECT key, used FROM entries WHERE key IN ({marks})"
                    for key, used in self._store.execute(query, some):
                        found.add(key)
                        if used != self._use:
                            self._touched.append(key)
        return found

    def _rows(self, keys: list[bytes]) -> list[tuple[bytes, bytes, bytes, int]]:
        with self._failing():
            if self._store is not None and keys:
                marks = ",".join("?" * len(keys))
                query = f"SELECT key, value, checksum, used FROM entries WHERE key IN ({marks})"
                return self._store.execute(query, keys).fetchall()
        return []

    def put(self, value: bytes, *key: str | bytes) -> None:
        """Keep `value`, unless the store cannot."""
        self.put_under(key_of(*key), value)

    def put_under(self, key: bytes, value: bytes) -> None:
        """The same with a key made before."""
        if self._store is None:
            return
        self._waiting[key] = value
        self._waiting_size += len(value)
        if self._waiting_size > _GATHERED:
            self._write()

    def size(self) -> tuple[int, int]:
        """Entries and bytes, of what is written."""
        with self._failing():
            if self._store is not None:
                return self._sizes(self._store)
        return 0, 0

    def close(self) -> None:
        """Keep what was put, within bounds."""
        self._write()
        with self._failing():
            if self._store is not None and self._wrote and 2 * _pages(self._store) > self._largest:
                size = self._sizes(self._store)[1]
                if 2 * size > self._largest:
                    with _transaction(self._store) as store:
                        self._touch(store)
                        self._shrink(store, size)
        if self._store is not None:
            _close(self._store)
        self._store = None

    def __enter__(self) -> Cache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write(self) -> None:
        """Write what was gathered, in one transaction."""
        waiting, self._waiting, self._waiting_size = self._waiting, {}, 0
        with self._failing():
            if self._store is not None and waiting:
                rows = [(key, value, key_of(key, value), self._use) for key, value in waiting.items()]
                with _transaction(self._store) as store:
                    store.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)", rows)
                self._wrote = True

    def _sizes(self, store: sqlite3.Connection) -> tuple[int, int]:
        query = "SELECT count(*), coalesce(sum(length(value)), 0) FROM entries"
        count, size = store.execute(query).fetchone()
        return int(count), int(size)

    def _touch(self, store: sqlite3.Connection) -> None:
        """Say what was used, once it may matter."""
        keys = sorted(set(self._touched))
        store.executemany("UPDATE entries SET used = ? WHERE key = ?", [(self._use, key) for key in keys])

    def _shrink(self, store: sqlite3.Connection, size: int) -> None:
        if size <= self._largest:
            return
        oldest = store.execute("SELECT key, length(value) FROM entries ORDER BY used, key").fetchall()
        for key, length in oldest:
            if size <= self._largest:
                return
            store.execute("DELETE FROM entries WHERE key = ?", (key,))
            size -= length

    @contextmanager
    def _failing(self) -> Iterator[None]:
        """A store that fails is given up; a broken one is removed."""
        try:
            yield
        except (sqlite3.Error, OSError, OverflowError, UnicodeError) as error:
            is_broken = not isinstance(error, sqlite3.OperationalError)
            self.state = f"{'broken' if is_broken else 'cannot be used'} ({error})"
            store, self._store = self._store, None
            if store is not None:
                _close(store)
            if self.path and is_broken:
                _remove(self.path)

    def _open(self, path: Path) -> sqlite3.Connection | None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                return self._connect(path)
            except sqlite3.OperationalError:
                raise
            except (sqlite3.DatabaseError, UnicodeError):  # a message may name a table with a damaged name
                _remove(path)
                return self._connect(path)
        except (OSError, sqlite3.Error, UnicodeError) as error:
            self.state = f"cannot be used ({error})"
            return None

    def _connect(self, path: Path) -> sqlite3.Connection | None:
        store = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        try:
            application = store.execute("PRAGMA application_id").fetchone()[0]
            version = store.execute("PRAGMA user_version").fetchone()[0]
            if application != _APPLICATION and _tables(store):
                self.state = f"another program's file: {path}"
                store.close()
                return None
            if (application, version) != (_APPLICATION, _VERSION):
                store.executescript(_SCHEMA)
            # What a power cut may take is found by its checksum, and computed again.
            store.execute("PRAGMA synchronous = OFF")
            last = store.execute("SELECT coalesce(max(used), 0) FROM entries").fetchone()[0]
            self._use = min(int(last), 2**62) + 1
        except BaseException:
            store.close()
            raise
        self.state = "ok"
        return store


def _pages(store: sqlite3.Connection) -> int:
    """Bytes of the whole file: no less than its values, and known without reading them."""
    count = store.execute("PRAGMA page_count").fetchone()[0]
    return int(count) * int(store.execute("PRAGMA page_size").fetchone()[0])


def _tables(store: sqlite3.Connection) -> int:
    return int(store.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


@contextmanager
def _transaction(store: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    store.execute("BEGIN IMMEDIATE")
    try:
        yield store
    except BaseException:
        with suppress(sqlite3.Error):
            store.execute("ROLLBACK")
        raise
    store.execute("COMMIT")


def _close(store: sqlite3.Connection) -> None:
    with suppress(sqlite3.Error):
        store.close()


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


def key_of(*parts: str | bytes) -> bytes:
    """A digest of some parts, told apart by their lengths."""
    encoded = [part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in parts]
    lengths = b"".join([b"%d:" % len(data) for data in encoded])
    digest = blake2b(lengths + b"\n", digest_size=16)
    for data in encoded:
        digest.update(data)
    return digest.digest()
