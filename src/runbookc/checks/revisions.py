"""What each edition's text was when the lock was taken, and what became of it.

A row is one neutral segment with a hash for each locale. Ids of steps shift when steps are added,
so rows of then and now are matched by what they share: a translation that did not follow still has
its old hash, and that is how its row is found.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Mapping

import msgspec

from runbookc.checks.places import places, segments
from runbookc.model.runbook import Command, Runbook


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One neutral segment."""

    id: str
    hashes: dict[str, str]
    """Locale to a hash of the text there; white space and the form of characters do not count."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A segment that some editions changed and others did not."""

    id: str
    changed: tuple[str, ...]
    kept: tuple[str, ...]


def rows(runbook: Runbook) -> tuple[Row, ...]:
    """A row for every text and command, in reading order."""
    texts = [(segment.at.id, segment.texts) for segment in segments(runbook)]
    commands = [
        (place.id, place.element.variants) for place in places(runbook) if isinstance(place.element, Command)
    ]
    return tuple(
        Row(id=id_, hashes={locale: _hash(text) for locale, text in sorted(written.items())})
        for id_, written in (*texts, *commands)
    )


def changes(then: Iterable[Row], now: Iterable[Row]) -> tuple[Change, ...]:
    """Segments of `now` in which some editions changed since `then` and others did not."""
    found = []
    for old, new in _matched(tuple(then), tuple(now)):
        both = sorted(old.hashes.keys() & new.hashes.keys())
        changed = tuple(locale for locale in both if old.hashes[locale] != new.hashes[locale])
        kept = tuple(locale for locale in both if locale not in changed)
        if changed and kept:
            found.append(Change(id=new.id, changed=changed, kept=kept))
    return tuple(found)


def _matched(then: tuple[Row, ...], now: tuple[Row, ...]) -> Iterable[tuple[Row, Row]]:
    """Pair rows that share a hash, equal rows first, then rows of one id, then in reading order."""
    unpaired = list(now)
    by_hash: dict[tuple[str, str], list[Row]] = {}
    for row in then:
        for item in row.hashes.items():
            by_hash.setdefault(item, []).append(row)
    used: set[int] = set()
    for same in (_equal, _same_id, _any):
        rest = []
        for row in unpaired:
            old = _first(row, by_hash, used, same)
            if old is None:
                rest.append(row)
                continue
            used.add(id(old))
            yield old, row
        unpaired = rest


def _first(
    new: Row, by_hash: Mapping[tuple[str, str], list[Row]], used: set[int], same: Callable[[Row, Row], bool]
) -> Row | None:
    for item in new.hashes.items():
        for old in by_hash.get(item, ()):
            if id(old) not in used and same(old, new):
                return old
    return None


def _equal(old: Row, new: Row) -> bool:
    return old.hashes == new.hashes


def _same_id(old: Row, new: Row) -> bool:
    return old.id == new.id


def _any(_old: Row, _new: Row) -> bool:
    return True


def _hash(text: str) -> str:
    folded = " ".join(unicodedata.normalize("NFKC", text).split())
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:16]
