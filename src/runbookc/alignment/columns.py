"""N-way alignment: editions are added one by one to columns, each holding what corresponds.

Progressive alignment (Feng & Doolittle 1987) to a growing consensus. The order in which editions
are added depends on what they say alone: those with the commonest skeleton first. Where they
differ, each is taken out and added again (Barton & Sternberg 1987): the first ones were added
before there was a majority.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from runbookc.alignment.outline import Leaf
from runbookc.alignment.sequence import align
from runbookc.alignment.similarity import Profile, Scale, profile


@dataclass(slots=True, eq=False)
class Column:
    """Leaves of several editions that say the same thing."""

    members: dict[str, list[Leaf]] = field(default_factory=dict)
    """Locale to its leaf; two where that edition splits what the others have as one."""
    joined: dict[str, Column] = field(default_factory=dict)
    """Locale to the column whose leaf there also says what this column says."""
    _profile: Profile | None = None

    @property
    def kind(self) -> str:
        return next(iter(self.members.values()))[0].kind

    def add(self, locale: str, leaves: Sequence[Leaf]) -> None:
        self.members[locale] = list(leaves)
        self._profile = None

    def remove(self, locale: str) -> list[Leaf]:
        self._profile = None
        return self.members.pop(locale)

    def profile(self, how: Scale) -> Profile:
        if self._profile is None:
            self._profile = self.without("", how)
        return self._profile

    def without(self, locale: str, how: Scale) -> Profile:
        """The profile of what the other editions have; there must be one."""
        if len(self.members) <= 2:
            rest = [(tag, leaves[0]) for tag, leaves in self.members.items() if tag != locale]
            if len(rest) == 1:
                tag, leaf = rest[0]
                return leaf.profile(tag, how)
        return profile(
            [(tag, leaves[0].features) for tag, leaves in self.members.items() if tag != locale], how
        )


def skeleton(leaves: Sequence[Leaf]) -> tuple[str, ...]:
    """The kinds and depths of the leaves: equal for editions that are parallel."""
    return tuple(f"{leaf.kind[0]}{leaf.features.shape}" for leaf in leaves)


def merge_order(sequences: dict[str, tuple[str, ...]]) -> list[str]:
    """Locales, the most typical skeleton first; ties by size, then by locale."""
    counts = Counter(sequences.values())
    centre = min(sequences.values(), key=lambda s: (-counts[s], -len(s), s))
    bag = Counter(centre)

    def strangeness(locale: str) -> int:
        own = Counter(sequences[locale])
        return sum(((own - bag) + (bag - own)).values())

    return sorted(sequences, key=lambda locale: (sequences[locale] != centre, strangeness(locale), locale))


def columns_of(leaves: dict[str, list[Leaf]], how: Scale) -> list[Column]:
    """Align the leaves of one section, by locale, to columns in the order of the consensus."""
    columns: list[Column] = []
    order = merge_order({locale: skeleton(own) for locale, own in leaves.items()})
    for locale in order:
        columns = _added(columns, locale, leaves[locale], how)
    if len(leaves) > 2 and any(len(column.members) < len(leaves) for column in columns):
        for locale in order:
            columns = _added(_without(columns, locale), locale, leaves[locale], how)
    return columns


def _without(columns: Sequence[Column], locale: str) -> list[Column]:
    """The columns that are left without an edition: it is aligned anew, with all others in sight."""
    for column in columns:
        column.joined.pop(locale, None)
        if locale in column.members:
            column.remove(locale)
    return [column for column in columns if column.members]


def _added(columns: list[Column], locale: str, leaves: list[Leaf], how: Scale) -> list[Column]:
    if not columns:
        return [_single(locale, leaf) for leaf in leaves]
    right = [leaf.profile(locale, how) for leaf in leaves]
    out: list[Column] = []
    most = max(len(column.members) for column in columns)
    support = [len(column.members) / most for column in columns]
    for ours, theirs in align([column.profile(how) for column in columns], right, support):
        if not ours:
            out += [_single(locale, leaves[j]) for j in theirs]
            continue
        out += [columns[i] for i in ours]
        if theirs:
            columns[ours[0]].add(locale, [leaves[j] for j in theirs])
            for i in ours[1:]:
                columns[i].joined[locale] = columns[ours[0]]
    return out


def _single(locale: str, leaf: Leaf) -> Column:
    column = Column()
    column.add(locale, [leaf])
    return column
