"""Which column of a probe table holds what, by how well its cells fit each role.

*probe*: names that say Probe, or a text in brackets where a row has none; *health set*: short names,
repeated, the ones in the monitors' suffixes; *dependencies*: several entries a cell, texts in the
article's language; *monitors*: names, several a cell, with a suffix. Roles are given out so that the
sum of the fits is greatest; the usual order of columns decides between equals.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import pairwise, product

from runbookc.lowering import identifiers
from runbookc.lowering.cells import Entry

ROLES = ("probe", "health_set", "dependencies", "monitors")

_USUAL = 0.75
"""What three columns leave out is the dependencies, even if some identifiers are translated."""

Grid = list[list[tuple[Entry, ...]]]
"""The cells of the rows, each with its entries."""


def column_roles(grid: Grid, width: int) -> tuple[tuple[str, ...], float]:
    """One role (or an empty string) for each column, and the sum of the fits."""
    if not grid:
        return ("",) * width, 0.0
    columns = [[row[index] for row in grid] for index in range(width)]
    fits = [_fits(column, columns) for column in columns]
    best: tuple[tuple[tuple[str, int], ...], float] = ((), 0.0)
    for chosen, in_order in _choices(width):
        score = 0.1 * in_order + sum(fits[column][role] for role, column in chosen)
        score += _USUAL * sum(role != "dependencies" for role, _ in chosen)
        if score > best[1] + 1e-9:
            best = (chosen, score)
    roles = [""] * width
    for role, column in best[0]:
        roles[column] = role if fits[column][role] > 0 else ""
    return tuple(roles), best[1]


@lru_cache(maxsize=8)
def _choices(width: int) -> tuple[tuple[tuple[tuple[str, int], ...], int], ...]:
    """Every way to give roles to columns, usual order first, and how many neighbours keep that order."""
    found = []
    for columns in product((*range(width), None), repeat=len(ROLES)):
        taken = [column for column in columns if column is not None]
        if len(set(taken)) == len(taken) == min(width, len(ROLES)):
            chosen = tuple(
                (role, column) for role, column in zip(ROLES, columns, strict=True) if column is not None
            )
            found.append((chosen, sum(left < right for left, right in pairwise(taken))))
    return tuple(found)


def _fits(column: list[tuple[Entry, ...]], columns: list[list[tuple[Entry, ...]]]) -> dict[str, float]:
    rows = len(column)
    flat = [entry for cell in column for entry in cell]
    if not flat:
        return dict.fromkeys(ROLES, 0.0) | {"dependencies": 0.1}
    shaped = [entry for entry in flat if entry.shaped]
    kinds = Counter(identifiers.names_kind(entry.shaped or "") for entry in shaped)
    others = _other_suffixes(column, columns)
    share = len(shaped) / len(flat)
    single = sum(len(cell) == 1 for cell in column) / rows
    says_probe = kinds["probe"] / len(shaped) if shaped else 0.0
    says_monitor = kinds["monitor"] / len(shaped) if shaped else 0.0
    text = sum(not entry.name for entry in flat) / len(flat)
    named = sum(bool(entry.name and entry.name.casefold() in others) for entry in flat) / len(flat)
    explained = sum(bool(entry.suffix and not entry.shaped) for entry in flat) / len(flat)
    distinct = len({entry.shaped for entry in shaped}) / len(shaped) if shaped else 0.0
    return {
        "probe": says_probe + 0.3 * distinct * single * share * (1 - says_monitor) + 0.1 * single
        + 0.9 * explained * (1 - says_monitor),
        "health_set": (0.7 * _short_names(flat) * single + 0.1 * text * single) * (1 - says_probe) + named,
        "dependencies": (0.6 * text + 0.5 * (1 - single) + 0.2) * (1 - share) * (1 - 0.5 * explained)
        * (1 - max(says_probe, says_monitor)),
        "monitors": says_monitor + 0.5 * share + 0.5 * _suffixed(shaped) * share + 0.1,
    }  # fmt: skip


def _short_names(flat: list[Entry]) -> float:
    """Share of entries that are one bare name and no probe or monitor; more when it has a name's shape."""
    names = [entry.name for entry in flat if entry.name and not entry.suffix]
    fitting = [name for name in names if not identifiers.names_kind(name)]
    typical = [name for name in fitting if identifiers.is_acronym(name) or "." in name]
    repeated = len(set(fitting)) < len(fitting)
    return (len(fitting) * (1.0 if repeated or len(fitting) < 3 else 0.7) + 0.3 * len(typical)) / len(flat)


def _suffixed(shaped: list[Entry]) -> float:
    return sum(bool(entry.suffix) for entry in shaped) / len(shaped) if shaped else 0.0


def _other_suffixes(column: list[tuple[Entry, ...]], columns: list[list[tuple[Entry, ...]]]) -> set[str]:
    """Words in the suffixes of the other columns."""
    return {
        match[0].casefold()
        for other in columns
        if other is not column
        for cell in other
        for entry in cell
        if entry.suffix and entry.shaped
        for match in identifiers.tokens(entry.suffix)
    }
