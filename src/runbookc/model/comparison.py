"""Two editions of one runbook, side by side."""

from __future__ import annotations

import msgspec


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """What one edition says."""

    text: str
    """Plain text, or code as written."""
    line: int
    marks: tuple[tuple[int, int], ...] = ()
    """Offsets of the words that the other side does not have; sorted, apart from each other."""


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """One element, in both editions or in one of them."""

    kind: str
    """``heading``, ``paragraph``, ``command`` or ``row``."""
    id: str
    step: str
    """As people cite it (``2c``); empty outside steps and after a step's first element."""
    left: Side | None
    right: Side | None
    differs: bool
    arranged: str = ""
    """How the editions arrange it in different ways (``moved``, ``nested``, …); mostly empty."""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    runbook: str
    left: str
    """Locale."""
    right: str
    titles: dict[str, str]
    paths: dict[str, str]
    pairs: tuple[Pair, ...]

    @property
    def differs(self) -> bool:
        """Whether the editions tell people to do different things."""
        return any(pair.differs for pair in self.pairs)
