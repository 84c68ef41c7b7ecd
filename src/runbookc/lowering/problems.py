"""What can be wrong with an article's probe table: the ``SRC`` codes of this stage."""

from __future__ import annotations

from runbookc.model.document import Problem

CODES: dict[str, str] = {
    "SRC020": "row of the probe table with too few or too many cells",
    "SRC021": "row of the probe table without an identifier",
}
"""Rule code to title."""

_SHOWN = 80


def incomplete_row(line: int, cells: int, columns: int, written: str) -> Problem:
    """A row that was read by what its cells hold, since their places do not tell."""
    message = f"a row of the probe table has {cells} cells where the others have {columns}; complete it"
    return Problem(code="SRC020", line=line, message=message, actual=written[:_SHOWN])


def unreadable_row(line: int, written: str) -> Problem:
    message = "a row of the probe table names no probe and no monitor; identifiers stay untranslated"
    return Problem(code="SRC021", line=line, message=message, actual=written[:_SHOWN])
