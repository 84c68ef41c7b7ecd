"""The probe table, found by what its cells hold: no header, order or language is taken for granted."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from runbookc.lowering import identifiers
from runbookc.lowering.cells import Entry, as_name, entries, suffix_health_set
from runbookc.lowering.columns import ROLES, Grid, column_roles
from runbookc.lowering.nothing import Nothing
from runbookc.lowering.problems import incomplete_row, unreadable_row
from runbookc.model import document as d
from runbookc.model.article import Name, Probe

_MIN_COLUMNS, _MAX_COLUMNS = 2, 6


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
    roles, score = column_roles(full, width)
    if not full or not {"probe", "monitors"} <= set(roles) or not _is_probe_table(full, roles):
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


def _is_probe_table(grid: Grid, roles: Sequence[str]) -> bool:
    """Whether the names say so: enough monitors, or enough probes, and one that says what it is.

    Enough is half of the rows: a translation may have lost the others. Without any such word, most
    rows must explain in brackets why they have no probe.
    """
    probes = [row[roles.index("probe")] for row in grid]
    monitors = [row[roles.index("monitors")] for row in grid]
    enough = any(
        2 * sum(any(entry.shaped for entry in cell) for cell in column) >= len(grid)
        for column in (probes, monitors)
    )
    flat = [entry for column in (probes, monitors) for cell in column for entry in cell]
    says = any(identifiers.names_kind(entry.shaped or "") for entry in flat)
    explained = sum(any(entry.suffix and not entry.shaped for entry in cell) for cell in probes)
    return enough and (says or 2 * explained > len(grid))


def _assembled(
    body: list[tuple[d.Row, list[tuple[Entry, ...]]]], roles: tuple[str, ...], score: float, locale: str
) -> ProbeTable:
    problems: list[d.Problem] = []
    rows = [(row, _by_role(row, cells, roles, problems)) for row, cells in body]
    known = sorted({entry.name for _, cells in rows for entry in cells["health_set"] if entry.name})
    nothing = Nothing.learn(
        [cells["dependencies"] for _, cells in rows], [cells["probe"] for _, cells in rows], locale
    )
    probes = tuple(_probe(row, cells, known, nothing) for row, cells in rows)
    for probe, (row, cells) in zip(probes, rows, strict=True):
        if probe.probe.id is None and not any(monitor.id for monitor in probe.monitors):
            written = " | ".join(" ".join(entry.written for entry in cell) for cell in cells.values() if cell)
            problems.append(unreadable_row(row.span.first, written))
    return ProbeTable(probes=probes, problems=tuple(problems), score=score)


def _probe(
    row: d.Row, cells: dict[str, tuple[Entry, ...]], health_sets: Sequence[str], nothing: Nothing
) -> Probe:
    dependencies = () if nothing.says(cells["dependencies"]) else cells["dependencies"]
    return Probe(
        probe=_single(cells["probe"], row, shaped=True),
        health_set=_single(cells["health_set"], row, shaped=False),
        dependencies=tuple(as_name(entry, entry.shaped) for entry in dependencies),
        monitors=tuple(
            as_name(entry, entry.shaped, suffix_health_set(entry.suffix, health_sets))
            for entry in cells["monitors"]
        ),
        span=row.span,
    )


def _by_role(
    row: d.Row, cells: list[tuple[Entry, ...]], roles: tuple[str, ...], problems: list[d.Problem]
) -> dict[str, tuple[Entry, ...]]:
    """A row's cells by role. A short row is read by what its cells hold."""
    found: dict[str, tuple[Entry, ...]] = dict.fromkeys(ROLES, ())
    if len(cells) == len(roles):
        found.update({role: cell for role, cell in zip(roles, cells, strict=True) if role})
        return found
    written = " | ".join(" ".join(entry.written for entry in cell) for cell in cells)
    problems.append(incomplete_row(row.span.first, len(cells), len(roles), written))
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
