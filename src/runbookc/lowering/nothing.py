"""How an edition says "None" in a cell of dependencies, when it says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from runbookc.locales.words import words
from runbookc.lowering.cells import Entry

_SIGNS = frozenset(
    ("", "-", "--", "\u2013", "\u2014", "\u2015", "/", "\u00d7", "x", "\u2026", "...", "n/a", "na")
)
_RECURRENT = 2


class Nothing(msgspec.Struct, frozen=True, kw_only=True):
    texts: frozenset[str]
    """Folded."""

    @classmethod
    def learn(
        cls, dependencies: Sequence[tuple[Entry, ...]], probes: Sequence[tuple[Entry, ...]], locale: str
    ) -> Nothing:
        """Signs, English, the locale's own words where they are known, and what the table shows.

        The table shows it by a probe cell that says the word with an explanation in brackets. For a
        locale without words it is also one word that recurs as the only entry of its cell, never
        beside another, while other cells have several; what its other editions say comes later
        (`runbookc.linking`).
        """
        found = {*_SIGNS, *words("en").none, *words(locale).none}
        explained = (entry for cell in probes for entry in cell if not entry.shaped and entry.suffix)
        found.update(entry.bare.casefold() for entry in explained)
        alone = Counter(cell[0].written.casefold() for cell in dependencies if len(cell) == 1)
        together = {entry.written.casefold() for cell in dependencies if len(cell) > 1 for entry in cell}
        if together and not words(locale).none:
            found.update(
                text
                for text, count in alone.items()
                if count >= _RECURRENT and text not in together and len(text.split()) == 1
                and not any(mark in text for mark in "._0123456789")
            )  # fmt: skip
        return cls(texts=frozenset(found))

    def says(self, cell: tuple[Entry, ...]) -> bool:
        """Whether the whole cell says that there is nothing."""
        return len(cell) == 1 and (
            cell[0].written.casefold() in self.texts or cell[0].bare.casefold() in self.texts
        )
