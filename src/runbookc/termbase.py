"""The termbase file: what each language calls a concept, and must not call it.

Two formats. TOML has one table ``[[term]]`` for each concept and locale, with `concept`, `locale`,
`preferred` and a list `forbidden`. CSV (or TSV) has these as columns, in any order and with the header;
forbidden terms are separated by ``|``, and a concept may have several rows.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from runbookc.errors import RunbookcError
from runbookc.locales import canonical_tag
from runbookc.model.termbase import Term

_COLUMNS = ("concept", "locale", "preferred", "forbidden")
_TABLE = re.compile(r"^[ \t]*\[\[[ \t]*term[ \t]*\]\]", re.MULTILINE)
_AT_LINE = re.compile(r"\(at line (\d+)")
_LARGEST = 4 * 1024 * 1024


class TermbaseError(RunbookcError):
    """A termbase file that cannot be used as it stands."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        self.path, self.line = path, line
        super().__init__(f"{path.as_posix()}:{line}: {message}")


def read(path: Path) -> tuple[Term, ...]:
    """The terms of a file, in its order. Raises TermbaseError, with the line that is wrong."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TermbaseError(path, 1, f"cannot be read: {error.strerror}") from error
    if len(data) > _LARGEST:
        raise TermbaseError(path, 1, f"is larger than {_LARGEST} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TermbaseError(path, line, "is not UTF-8") from error
    rows = _toml(path, text) if path.suffix.casefold() == ".toml" else _csv(path, text)
    return tuple(_term(path, line, row) for line, row in rows)


def _toml(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise TermbaseError(path, line, f"is no TOML: {error}") from error
    for key in data:
        if key != "term":
            raise TermbaseError(path, 1, f"unknown key {key}; terms are tables [[term]]")
    tables = data.get("term", [])
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise TermbaseError(path, 1, "terms are tables [[term]]")
    lines = [text.count("\n", 0, match.start()) + 1 for match in _TABLE.finditer(text)]
    for number, table in enumerate(tables):
        yield lines[number] if number < len(lines) else 1, table


def _csv(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    first = text.partition("\n")[0]
    delimiter = max("\t;,", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        header = [name.strip().casefold() for name in next(reader, [])]
        if not {"concept", "locale", "preferred"} <= set(header):
            raise TermbaseError(path, 1, "the first line must name the columns concept, locale and preferred")
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if len(row) > len(header):
                raise TermbaseError(path, reader.line_num, f"{len(row)} cells in {len(header)} columns")
            cells: dict[str, object] = dict(zip(header, (cell.strip() for cell in row), strict=False))
            forbidden = str(cells.get("forbidden", "")).split("|")
            cells["forbidden"] = [one.strip() for one in forbidden if one.strip()]
            yield reader.line_num, cells
    except csv.Error as error:
        raise TermbaseError(path, max(1, reader.line_num), f"is no CSV: {error}") from error


def _term(path: Path, line: int, row: Mapping[str, object]) -> Term:
    for key in row:
        if key not in _COLUMNS:
            close = difflib.get_close_matches(key, _COLUMNS, n=1, cutoff=0.5)
            hint = f" (did you mean {close[0]}?)" if close else ""
            raise TermbaseError(path, line, f"unknown key {key}{hint}")
    try:
        term = msgspec.convert(dict(row), Term)
    except msgspec.ValidationError as error:
        raise TermbaseError(path, line, str(error).replace(" - at `$.", " - at `")) from error
    for name in ("concept", "locale", "preferred"):
        if not getattr(term, name).strip():
            raise TermbaseError(path, line, f"{name} is empty")
    tag = canonical_tag(term.locale)
    if tag is None:
        raise TermbaseError(path, line, f"{term.locale!r} is not a locale; write it as in BCP 47")
    if any(not one.strip() or one.casefold() == term.preferred.casefold() for one in term.forbidden):
        raise TermbaseError(path, line, "a forbidden term is empty, or the preferred one")
    return msgspec.structs.replace(term, locale=tag)
