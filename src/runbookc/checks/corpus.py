"""What is known from the whole input: counts that rules hold a single runbook against."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from heapq import nsmallest
from typing import Any, TypeVar

import msgspec

from runbookc.checks.revisions import Row
from runbookc.model.termbase import Term

T = TypeVar("T")
Observed = Counter[tuple[str, ...]]
"""How often each fact (a tuple of strings) was seen."""

_NOTHING: Mapping[tuple[str, ...], int] = {}
SAMPLE = 3000
"""Facts that are used of a sampled observer."""
_KEPT = SAMPLE + SAMPLE // 2
"""Facts that are kept of it at least, if there are as many: some may be taken away again."""


class Observations(msgspec.Struct, frozen=True, kw_only=True):
    """What one runbook adds to the corpus; small, and safe to send between processes."""

    counts: dict[str, dict[tuple[str, ...], int]]
    """Name of the observer to fact to count."""
    sampled: dict[str, dict[tuple[str, ...], int]] = {}
    """The same of observers whose facts are too many to keep all."""


class Sum(msgspec.Struct, frozen=True, kw_only=True):
    """What some runbooks add up to, to be remembered."""

    counts: Mapping[str, Mapping[tuple[str, ...], int]]
    sampled: Mapping[str, Mapping[tuple[str, ...], int]]
    bounds: dict[str, bytes]
    """Name of a sampled observer to the largest hash of a fact that would be here; without one, all are."""

    def changed(self, gone: Iterable[Observations], more: Iterable[Observations]) -> Sum | None:
        """The sum without some runbooks that are in it, and with others; None if it cannot be told."""
        counts = {name: Counter(facts) for name, facts in self.counts.items()}
        sampled = {name: Counter(facts) for name, facts in self.sampled.items()}
        for sign, some in ((1, more), (-1, gone)):
            for one in some:
                _count(counts, one.counts, sign)
                _count(sampled, one.sampled, sign)
        seen = _there(counts)
        here = _there({name: _up_to(self.bounds.get(name), facts) for name, facts in sampled.items()})
        if any(len(here.get(name, ())) < SAMPLE for name in self.bounds):
            return None
        if any(count < 0 for facts in (*seen.values(), *here.values()) for count in facts.values()):
            return None
        return Sum(counts=seen, sampled=here, bounds=self.bounds)


class Corpus:
    """The sum of all observations. The order in which they are added makes no difference."""

    def __init__(
        self,
        observations: Iterable[Observations] = (),
        *,
        protected: Iterable[str] = (),
        terms: Iterable[Term] = (),
        locked: Mapping[str, tuple[Row, ...]] | None = None,
    ) -> None:
        self._counts: dict[str, Observed] = {}
        self._sampled: dict[str, Observed] = {}
        self._bounds: dict[str, bytes] = {}
        self._derived: dict[Callable[[Corpus], object], object] = {}
        self._counting: set[Callable[[Corpus], object]] = set()
        self._building: list[bool] = []
        self._learned: dict[str, bytes] = {}
        self._new: dict[str, bytes] = {}
        self.revision = 0
        """Grows with what is added: what was concluded before is no longer sure."""
        self.protected = frozenset(protected)
        """Literals that no edition may translate (`protected` in the configuration)."""
        self.terms = tuple(terms)
        """The termbase (`termbase` in the configuration)."""
        self.locked = locked or {}
        """Runbook id to its segments when the lock was taken (`runbookc.lock`)."""
        for one in observations:
            self.add(one)

    def add(self, observations: Observations | Sum) -> None:
        """Count one more runbook in, or several."""
        self._derived.clear()
        self._learned.clear()
        self._new.clear()
        self.revision += 1
        _count(self._counts, observations.counts)
        _count(self._sampled, observations.sampled)
        for name, bound in observations.bounds.items() if isinstance(observations, Sum) else ():
            self._bound(name, bound)
        for name in observations.sampled:
            if len(self._sampled[name]) > 2 * SAMPLE:
                self._sampled[name] = _bottom(self._sampled[name], _KEPT)
                self._bound(name, _hash(next(reversed(self._sampled[name]))))

    def _bound(self, name: str, bound: bytes) -> None:
        self._bounds[name] = min(bound, self._bounds.get(name, bound))

    def sum(self) -> Sum:
        """All that was added."""
        here = {name: _up_to(self._bounds.get(name), facts) for name, facts in self._sampled.items()}
        return Sum(counts=dict(self._counts), sampled=here, bounds=dict(self._bounds))

    def counts(self, name: str) -> Mapping[tuple[str, ...], int]:
        """What the observer `name` saw, over all runbooks; empty if it saw nothing."""
        self._building[:] = [True] * len(self._building)
        return self._counts.get(name, _NOTHING)

    def sample(self, name: str) -> Collection[tuple[str, ...]]:
        """What the sampled observer `name` saw: facts drawn evenly from all, `SAMPLE` at most."""
        seen = self._sampled.get(name, _NOTHING)
        return (_bottom(seen, SAMPLE) if len(seen) > SAMPLE else seen).keys()

    def digest(self) -> bytes:
        """Equal for corpora that answer every question alike."""
        counts = [(name, sorted(self._counts[name].items())) for name in sorted(self._counts)]
        return _digest((counts, sorted(self.protected), sorted(self.locked.items()), self.sample_digest()))

    def sample_digest(self) -> bytes:
        """Equal for corpora with the same samples."""
        return _digest([(name, sorted(self.sample(name))) for name in sorted(self._sampled)])

    def derive(self, build: Callable[[Corpus], T], *, lasting: Any = None) -> T:
        """`build(self)`, computed once: an index over the counts.

        One that is dear and made from samples alone may be `lasting`: of that type, which msgspec can
        encode. It is then remembered from one run to the next (`learned`, `recall`).
        """
        if build not in self._derived:
            self._derived[build] = self._recalled(build, lasting) if lasting else self._built(build)
        elif build in self._counting:
            self._building[:] = [True] * len(self._building)
        value: Any = self._derived[build]
        return value  # type: ignore[no-any-return]

    def _built(self, build: Callable[[Corpus], object]) -> object:
        self._building.append(False)
        try:
            return build(self)
        finally:
            if self._building.pop():
                self._counting.add(build)

    def _recalled(self, build: Callable[[Corpus], object], kind: Any) -> object:
        name = f"{build.__module__}.{build.__qualname__}"
        if name in self._learned:
            with suppress(msgspec.DecodeError):
                return msgspec.msgpack.decode(self._learned[name], type=kind)
        data = msgspec.msgpack.encode(self._built(build))
        if build in self._counting:
            raise ValueError(f"{name} is made from more than samples: it cannot last")
        self._learned[name] = self._new[name] = data
        # What was just made is used as it will be read, so that both behave alike.
        return msgspec.msgpack.decode(data, type=kind)

    def learned(self) -> dict[str, bytes]:
        """The lasting indexes that were made since this was asked for the last time."""
        new, self._new = self._new, {}
        return new

    def recall(self, learned: Mapping[str, bytes]) -> None:
        """Lasting indexes that a corpus with the same samples made."""
        self._learned.update(learned)

    def __getstate__(self) -> dict[str, Any]:
        """Other indexes are not sent to other processes: each builds those that it needs."""
        return {**self.__dict__, "_derived": {}, "_counting": set()}


def _digest(content: object) -> bytes:
    return hashlib.blake2b(msgspec.msgpack.encode(content), digest_size=20).digest()


def _count(
    into: dict[str, Observed], facts: Mapping[str, Mapping[tuple[str, ...], int]], sign: int = 1
) -> None:
    for name, counts in facts.items():
        seen = into.setdefault(name, Counter())
        if sign > 0:
            seen.update(counts)
        else:
            seen.subtract(counts)


def _there(facts: Mapping[str, Mapping[tuple[str, ...], int]]) -> dict[str, dict[tuple[str, ...], int]]:
    """Without facts that no runbook has any more."""
    return {name: {fact: count for fact, count in own.items() if count} for name, own in facts.items()}


def _up_to(bound: bytes | None, facts: Observed) -> Observed:
    """The facts up to a hash."""
    return Counter({fact: n for fact, n in facts.items() if _hash(fact) <= bound}) if bound else facts


def _bottom(seen: Mapping[tuple[str, ...], int], size: int) -> Observed:
    """The facts with the smallest hashes, in order: a sample that no order of adding changes (Cohen 1997).

    A fact that is left out has `size` smaller ones beside it for good, so kept counts are exact.
    """
    return Counter(dict(nsmallest(size, seen.items(), key=lambda item: _hash(item[0]))))


def _hash(fact: tuple[str, ...]) -> bytes:
    joined = "\x1f".join(fact).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=8).digest()
