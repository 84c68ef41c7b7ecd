"""The probe table, found by what its cells hold: no header, order or language is taken for granted.

Each column gets the role that fits its cells best: *probe* (names that say Probe, or a text in
brackets where a row has none), *health set* (short names, repeated, the ones in the monitors'
suffixes), *dependencies* (several entries a cell, texts in the article's language), *monitors*
(names, several a cell, with a suffix). Roles are given out so that the sum of the fits is greatest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise, product

import msgspec

from runbookc.lowering import identifiers
from runbookc.lowering.cells import Entry, as_name, entries, suffix_health_set
from runbookc.lowering.nothing import Nothing
from runbookc.model import document as d
from runbookc.model.article import Name, Probe

ROLES = ("probe", "health_set", "dependencies", "monitors")
_MIN_COLUMNS, _MAX_COLUMNS = 2, 6
_ENOUGH = 0.5
"""Share of the rows whose monitor cell must hold identifiers."""

Grid = list[list[tuple[Entry, ...]]]


class ProbeTable(msgspec.Struct, frozen=True, kw_only=True):
    probes: tuple[Probe, ...]
    problems: tuple[d.Problem, ...]
    score: float


def read(table: d.Table, locale: str) -> ProbeTable | None:
    """The rows of a probe table; None when the table is another one."""
    width = max((len(row.cells) for row in table.rows), default=0)
    if not _MIN_COLUMNS <= width <= _MAX_COLUMNS or _is_output(table):
        return None
    rows = [row for row in table.rows if any(cell.paragraphs for cell in row.cells)]
    grid = [[entries(cell) for cell in row.cells] for row in rows]
    body = _body(rows, grid)
    full = [grid[index] for index in body if len(grid[index]) == width]
    roles, score = _roles(full, width)
    if "monitors" not in roles or not ("probe" in roles or "health_set" in roles) or not _says_so(full):
        return None
    return _assembled([(rows[index], grid[index]) for index in body], roles, score, locale)


def _is_output(table: d.Table) -> bool:
    """What a command prints is set in code from end to end."""
    texts = [paragraph.text for row in table.rows for cell in row.cells for paragraph in cell.paragraphs]
    return sum(text.startswith("`") and text.endswith("`") for text in texts) * 2 > len(texts)


def _body(rows: Sequence[d.Row], grid: Grid) -> list[int]:
    """The rows below the header: a header holds no identifier of a monitor or probe."""
    found = [index for index in range(len(rows)) if not rows[index].header or _names(grid[index])]
    if found and found[0] == 0 and not _names(grid[0]) and len(found) > 1:
        return found[1:]
    return found


def _names(cells: Sequence[tuple[Entry, ...]]) -> bool:
    return any(entry.shaped for cell in cells for entry in cell)


def _says_so(grid: Grid) -> bool:
    """A name that says probe or monitor, or rows that explain why they have no probe."""
    flat = [entry for row in grid for cell in row for entry in cell]
    explained = sum(bool(row[0]) and not row[0][0].shaped and bool(row[0][0].suffix) for row in grid)
    return any(identifiers.names_kind(entry.shaped or "") for entry in flat) or explained * 2 > len(grid)


def _roles(grid: Grid, width: int) -> tuple[tuple[str, ...], float]:
    """One role (or an empty string) for each column, and the sum of the fits."""
    if not grid:
        return ("",) * width, 0.0
    columns = [[row[index] for row in grid] for index in range(width)]
    fits = [_fits(column, columns) for column in columns]
    best: tuple[tuple[tuple[str, int], ...], float] = ((), 0.0)
    for chosen, in_order in _choices(width):
        score = 0.1 * in_order + sum(fits[column][role] for role, column in chosen)
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
    explained = _bracketed(flat) if not shaped else 0.0
    return {
        "probe": says_probe + 0.3 * single * share * (1 - says_monitor) + 0.9 * explained + 0.1 * single,
        "health_set": (0.7 * _short_names(flat) * single + 0.1 * text * single) * (1 - says_probe) + named,
        "dependencies": (0.6 * text + 0.5 * (1 - single) + 0.2) * (1 - share) * (1 - 0.5 * explained)
        * (1 - max(says_probe, says_monitor)),
        "monitors": (says_monitor + 0.5 * share + 0.5 * _suffixed(shaped) * share)
        * (_shaped_rows(column) >= _ENOUGH),
    }  # fmt: skip


def _short_names(flat: list[Entry]) -> float:
    """Share of entries that are one name and no probe or monitor; more when it has a name's shape."""
    fitting = [entry.name for entry in flat if entry.name and not identifiers.names_kind(entry.name)]
    typical = [name for name in fitting if identifiers.is_acronym(name) or "." in name]
    repeated = len(set(fitting)) < len(fitting)
    return (len(fitting) * (1.0 if repeated or len(fitting) < 3 else 0.7) + 0.3 * len(typical)) / len(flat)


def _shaped_rows(column: list[tuple[Entry, ...]]) -> float:
    return sum(any(entry.shaped for entry in cell) for cell in column) / len(column)


def _bracketed(flat: list[Entry]) -> float:
    return sum(bool(entry.suffix) for entry in flat) / len(flat)


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


def _assembled(
    body: list[tuple[d.Row, list[tuple[Entry, ...]]]], roles: tuple[str, ...], score: float, locale: str
) -> ProbeTable:
    problems: list[d.Problem] = []
    by_role = [(row, _by_role(row, cells, roles, problems)) for row, cells in body]
    health_sets = {
        entry.name for _, cells in by_role for entry in cells["health_set"] if entry.name is not None
    }
    nothing = Nothing.learn([cells["dependencies"] for _, cells in by_role],
                            [cells["probe"] for _, cells in by_role], locale)  # fmt: skip
    probes = []
    for row, cells in by_role:
        monitors = tuple(_monitor(entry, health_sets) for entry in cells["monitors"])
        probe = _single(cells["probe"], row, shaped=True)
        if probe.id is None and not any(monitor.id for monitor in monitors):
            problems.append(_unreadable(row, cells))
        probes.append(
            Probe(
                probe=probe,
                health_set=_single(cells["health_set"], row, shaped=False),
                dependencies=tuple(
                    as_name(entry, entry.shaped)
                    for entry in cells["dependencies"]
                    if not nothing.says(cells["dependencies"])
                ),
                monitors=monitors,
                span=row.span,
            )
        )
    return ProbeTable(probes=tuple(probes), problems=tuple(problems), score=score)


def _by_role(
    row: d.Row, cells: list[tuple[Entry, ...]], roles: tuple[str, ...], problems: list[d.Problem]
) -> dict[str, tuple[Entry, ...]]:
    """A row's cells by role. A short row is read by what its cells hold."""
    found: dict[str, tuple[Entry, ...]] = dict.fromkeys(ROLES, ())
    if len(cells) == len(roles):
        found.update({role: cell for role, cell in zip(roles, cells, strict=True) if role})
        return found
    problems.append(
        d.Problem(
            code="SRC020",
            line=row.span.first,
            message=f"a row of the probe table has {len(cells)} cells where the others have {len(roles)};"
            " complete it",
            actual=" | ".join(" ".join(entry.written for entry in cell) for cell in cells)[:80],
        )
    )
    for cell in cells:
        role = _likely_role(cell, found)
        if role:
            found[role] = cell
    return found


def _likely_role(cell: tuple[Entry, ...], taken: dict[str, tuple[Entry, ...]]) -> str | None:
    kinds = {identifiers.names_kind(entry.shaped or "") for entry in cell}
    if "monitor" in kinds:
        wanted: tuple[str, ...] = ("monitors",)
    elif "probe" in kinds:
        wanted = ("probe",)
    elif any(entry.name for entry in cell):
        wanted = ("health_set", "monitors", "dependencies")
    else:
        wanted = ("dependencies", "probe")
    return next((role for role in wanted if not taken[role]), None)


def _monitor(entry: Entry, health_sets: set[str]) -> Name:
    return as_name(entry, entry.shaped, suffix_health_set(entry.suffix, sorted(health_sets)))


def _single(cell: tuple[Entry, ...], row: d.Row, *, shaped: bool) -> Name:
    """The cell's one name; its whole text is kept as written."""
    if not cell:
        return Name(id=None, written="", span=row.span)
    names = [entry.shaped if shaped else entry.name for entry in cell]
    return Name(
        id=next((name for name in names if name), None),
        written=" ".join(entry.written for entry in cell),
        span=d.Span(cell[0].span.first, cell[-1].span.last),
    )


def _unreadable(row: d.Row, cells: dict[str, tuple[Entry, ...]]) -> d.Problem:
    written = " | ".join(" ".join(entry.written for entry in cell) for cell in cells.values() if cell)
    return d.Problem(
        code="SRC021",
        line=row.span.first,
        message="a row of the probe table names no probe and no monitor; identifiers stay untranslated",
        actual=written[:80],
    )
