"""Equal texts once: findings come from other processes, each with its own copy of every path and id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any

from msgspec.structs import replace

from runbookc.model.finding import Finding, Location

_FIELDS = (
    "message", "path", "locale", "runbook", "section", "step", "block", "place", "expected", "actual",
    "agreeing", "group",
)  # fmt: skip
_VALUES = attrgetter(*_FIELDS)


class Interned:
    """Findings that share what is equal: a quarter of the memory, where there are many."""

    def __init__(self) -> None:
        self._seen: dict[Any, Any] = {}

    def findings(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The same findings."""
        one = self._seen.setdefault
        for finding in findings:
            values = _VALUES(finding)
            related = [
                Location(
                    locale=one(place.locale, place.locale), path=one(place.path, place.path), line=place.line
                )
                for place in finding.related
            ]
            shared = dict(zip(_FIELDS, map(one, values, values), strict=True))
            yield replace(finding, related=tuple(related), **shared)
