"""What was computed before: one SQLite file (WAL mode) under the platform's cache folder.

Nothing in it is believed: every value carries a checksum over its key and itself. Nothing in it is
needed: a cache that is corrupt is replaced, one that is locked, foreign or not writable is done
without. It is bounded in size; what was not used for the longest time goes first. Age is counted in
openings, not by the clock.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from types import TracebackType

FILE = "runbookc.sqlite3"
LARGEST = 256 * 1024 * 1024
"""Bytes of values that are kept."""
_APPLICATION = 0x52424B43
_VERSION = 1
_PATIENCE = 2.0
"""Seconds to wait for another process that writes."""
_SCHEMA = f"""
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS entries (
    key BLOB PRIMARY KEY, value BLOB NOT NULL, checksum BLOB NOT NULL, used INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS by_use ON entries (used);
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {_VERSION};
COMMIT;
"""


def default_folder() -> Path:
    """The platform's folder for caches."""
    from platformdirs import user_cache_path

    return user_cache_path("runbookc", appauthor=False)


class Cache:
    """Bytes by key. Every failure of the store is a miss."""

    def __init__(self, folder: Path | None, *, largest: int = LARGEST) -> None:
        """`folder` None: a cache that holds nothing."""
        self.path = folder / FILE if folder else None
        self.state = "off"
        """``ok``, ``off``, or why there is none."""
        self._largest = largest
        self._wrote = False
        self._use = 0
        self._store = self._open(self.path) if self.path else None

    def get(self, *key: str | bytes) -> bytes | None:
        """The value put under `key`, if it is there and whole."""
        if self._store is None:
            return None
        digest = _digest(*key)
        with self._misses():
            row = self._store.execute(
                "SELECT value, checksum, used FROM entries WHERE key = ?", (digest,)
            ).fetchone()
            if row is None or not isinstance(row[0], bytes) or _digest(digest, row[0]) != row[1]:
                return None
            if row[2] != self._use:
                with suppress(sqlite3.OperationalError):
                    self._store.execute("UPDATE entries SET used = ? WHERE key = ?", (self._use, digest))
            return row[0]
        return None

    def put(self, value: bytes, *key: str | bytes) -> None:
        """Keep `value`, unless the store cannot."""
        if self._store is None:
            return
        digest = _digest(*key)
        with self._misses():
            self._store.execute(
                "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)",
                (digest, value, _digest(digest, value), self._use),
            )
            self._wrote = True

    def size(self) -> tuple[int, int]:
        """Entries and bytes."""
        if self._store is None:
            return 0, 0
        with self._misses():
            count, size = self._store.execute(
                "SELECT count(*), coalesce(sum(length(value)), 0) FROM entries"
            ).fetchone()
            return int(count), int(size)
        return 0, 0

    def close(self) -> None:
        """Keep what was put, within bounds."""
        if self._store is None:
            return
        with self._misses():
            if self._wrote:
                self._shrink(self._store)
            self._store.commit()
        with suppress(sqlite3.Error):
            if self._store is not None:
                self._store.close()
        self._store = None

    def __enter__(self) -> Cache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _shrink(self, store: sqlite3.Connection) -> None:
        size = store.execute("SELECT coalesce(sum(length(value)), 0) FROM entries").fetchone()[0]
        for key, length in store.execute(
            "SELECT key, length(value) FROM entries ORDER BY used, key"
        ).fetchall():
            if size <= self._largest:
                return
            store.execute("DELETE FROM entries WHERE key = ?", (key,))
            size -= length

    @contextmanager
    def _misses(self) -> Iterator[None]:
        """What the store cannot do is not done; a broken store is given up."""
        try:
            yield
        except sqlite3.OperationalError as error:
            self.state = f"cannot be used ({error})"
        except (sqlite3.Error, OSError, OverflowError) as error:
            self.state = f"broken ({error})"
            store, self._store = self._store, None
            if store is not None:
                with suppress(sqlite3.Error):
                    store.close()

    def _open(self, path: Path) -> sqlite3.Connection | None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                return self._connect(path)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                for suffix in ("", "-wal", "-shm"):
                    path.with_name(path.name + suffix).unlink(missing_ok=True)
                return self._connect(path)
        except (OSError, sqlite3.Error) as error:
            self.state = f"cannot be used ({error})"
            return None

    def _connect(self, path: Path) -> sqlite3.Connection | None:
        store = sqlite3.connect(path, timeout=_PATIENCE)
        try:
            application = store.execute("PRAGMA application_id").fetchone()[0]
            version = store.execute("PRAGMA user_version").fetchone()[0]
            if (application, version) != (_APPLICATION, _VERSION):
                if store.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                    self.state = f"another program's file: {path}"
                    store.close()
                    return None
                store.executescript(_SCHEMA)
            last = store.execute("SELECT coalesce(max(used), 0) FROM entries").fetchone()[0]
            self._use = min(int(last), 2**62) + 1
        except BaseException:
            store.close()
            raise
        self.state = "ok"
        return store


def _digest(*parts: str | bytes) -> bytes:
    digest = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    return digest.digest()
