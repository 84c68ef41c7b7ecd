"""What all runbooks add up to: the sum of the last run, less what is gone, and what is new."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress

import msgspec

from runbookc import checks
from runbookc.pipeline.store import Store, VanishedError

_AT_ONCE = 100
"""Runbooks whose observations are in memory at once: together they are large."""
_FEW = 0.25
"""When more of the runbooks have changed, it is as quick to add up all."""


class _Summed(msgspec.Struct, frozen=True, array_like=True):
    """The sum of a run, as it is remembered."""

    digests: list[bytes]
    """Of the runbooks in it, sorted."""
    total: checks.Sum


_ENCODER = msgspec.msgpack.Encoder()
_OBSERVATIONS = msgspec.msgpack.Decoder(checks.Observations)
_SUMMED = msgspec.msgpack.Decoder(_Summed)


def remember(observations: checks.Observations, digest: bytes, store: Store) -> None:
    """Keep what the runbook of that digest adds, for the next run."""
    store.remember(_key(digest, store), _ENCODER.encode(observations))


def observe_known(
    known: Sequence[bytes], every: Sequence[bytes], paths: Sequence[str], store: Store, corpus: checks.Corpus
) -> None:
    """Add the `known` runbooks to the corpus, which has the others of `every` already.

    All are given by their digests, and the library by the paths of its files. Raises VanishedError.
    """
    if not store.is_on or not every:
        return
    place = os.path.commonprefix([min(paths), max(paths)])  # noqa: RUF071 - a name for the library, no path
    key = store.key("summed", place)
    last = None
    with suppress(msgspec.DecodeError):
        last = _SUMMED.decode(store.known([key]).get(key, b""))
    total = _changed(last, known, store) if last else None
    for one in [total] if total else _observations(known, store):
        corpus.add(one)
    if last is None or last.digests != sorted(every):
        store.remember(key, _ENCODER.encode(_Summed(sorted(every), corpus.sum())))


def _changed(last: _Summed, known: Sequence[bytes], store: Store) -> checks.Sum | None:
    """The sum of the `known` runbooks, made from that of the last run; None if that is not worth while."""
    then, now = Counter(last.digests), Counter(known)
    gone, more = list((then - now).elements()), list((now - then).elements())
    if len(gone) + len(more) > _FEW * len(known):
        return None
    with suppress(VanishedError):
        return last.total.changed(_observations(gone, store), _observations(more, store))
    return None


def _observations(digests: Sequence[bytes], store: Store) -> Iterator[checks.Observations]:
    for start in range(0, len(digests), _AT_ONCE):
        keys = [_key(digest, store) for digest in digests[start : start + _AT_ONCE]]
        found = store.known(keys)
        for key in keys:
            try:
                yield _OBSERVATIONS.decode(found[key])
            except (KeyError, msgspec.DecodeError) as error:
                raise VanishedError from error


def _key(digest: bytes, store: Store) -> bytes:
    return store.key("observed", digest)
