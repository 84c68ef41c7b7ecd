"""What is known from the whole input: counts that rules hold a single runbook against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import msgspec

from runbookc.checks.revisions import Row

T = TypeVar("T")
Observed = Counter[tuple[str, ...]]
"""How often each fact (a tuple of strings) was seen."""

_NOTHING: Mapping[tuple[str, ...], int] = {}


class Observations(msgspec.Struct, frozen=True, kw_only=True):
    """What one runbook adds to the corpus; small, and safe to send between processes."""

    counts: dict[str, dict[tuple[str, ...], int]]
    """Name of the observer to fact to count."""


class Corpus:
    """The sum of all observations. The order in which they are added makes no difference."""

    def __init__(
        self,
        observations: Iterable[Observations] = (),
        *,
        protected: Iterable[str] = (),
        locked: Mapping[str, tuple[Row, ...]] | None = None,
    ) -> None:
        self._counts: dict[str, Observed] = {}
        self._derived: dict[Callable[[Corpus], object], object] = {}
        self.protected = frozenset(protected)
        """Literals that no edition may translate (`protected` in the configuration)."""
        self.locked = locked or {}
        """Runbook id to its segments when the lock was taken (`runbookc.lock`)."""
        for one in observations:
            self.add(one)

    def add(self, observations: Observations) -> None:
        """Count one more runbook in."""
        self._derived.clear()
        for name, counts in observations.counts.items():
            self._counts.setdefault(name, Counter()).update(counts)

    def counts(self, name: str) -> Mapping[tuple[str, ...], int]:
        """What the observer `name` saw, over all runbooks; empty if it saw nothing."""
        return self._counts.get(name, _NOTHING)

    def derive(self, build: Callable[[Corpus], T]) -> T:
        """`build(self)`, computed once: an index over the counts."""
        if build not in self._derived:
            self._derived[build] = build(self)
        value: Any = self._derived[build]
        return value  # type: ignore[no-any-return]
