"""Names in titles and texts, found in the probe table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from runbookc.lowering.identifiers import humps
from runbookc.model.article import Name, Probe


@dataclass(frozen=True, slots=True)
class Names:
    """The ids of one probe table."""

    exact: frozenset[str]
    folded: dict[str, str]
    by_words: dict[tuple[str, ...], str | None]
    """Sorted words inside a name to the name; None where several names have them."""

    @classmethod
    def of(cls, probes: Iterable[Probe]) -> Names:
        ids = {name.id for probe in probes for name in (probe.probe, *probe.monitors) if name.id}
        folded: dict[str, str] = {}
        by_words: dict[tuple[str, ...], str | None] = {}
        for name in sorted(ids):
            folded.setdefault(name.casefold(), name)
            words = tuple(sorted(humps(name)))
            by_words[words] = None if words in by_words else name
        return cls(frozenset(ids), folded, by_words)

    def find(self, written: str) -> tuple[str | None, str]:
        """The table's id for a name, and how it was found: ``exact``, ``case``, ``anagram`` or ``none``."""
        if written in self.exact:
            return written, "exact"
        if written.casefold() in self.folded:
            return self.folded[written.casefold()], "case"
        anagram = self.by_words.get(tuple(sorted(humps(written))))
        return (anagram, "anagram") if anagram else (None, "none")


def resolved(name: Name, names: Names) -> Name:
    """A title's name with the id of its row; one that the table lacks keeps its own spelling as its id."""
    found, how = names.find(name.written)
    return Name(
        id=found or name.id,
        written=name.written,
        span=name.span,
        health_set=name.health_set,
        found_by=how,
    )
