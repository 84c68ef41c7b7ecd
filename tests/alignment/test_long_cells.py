"""Cells of the probe table with hundreds of names: neighbours are compared, and found."""

from __future__ import annotations

from runbookc.alignment.dependencies import comparable, spelling

from .compiling import compiled

TABLE = "# T\n\n## Table\n\n| P | S | D | M |\n|---|---|---|---|\n| AbcProbe | ABC | {} | AbcMonitor |\n"
NAMES = 300


def test_what_one_edition_lacks_of_many_dependencies_is_found() -> None:
    names = [f"Service {chr(97 + i % 26)}{i}" for i in range(NAMES)]
    lacking = [name for name in names if name != names[NAMES // 2]]
    editions = {"en-US": TABLE.format(", ".join(names)), "de-DE": TABLE.format(", ".join(lacking))}
    (row,) = compiled(editions).probes
    assert [one.text for one in row.dependencies if len(one.locales) < 2] == [{"en-US": names[NAMES // 2]}]
    assert all(len(set(one.text.values())) == 1 for one in row.dependencies)


def test_of_long_cells_only_neighbours_are_compared() -> None:
    assert len(list(comparable(10, 12))) == 120
    assert len(list(comparable(3000, 3000))) < 10_000
    assert {i for i, _ in comparable(3000, 3000)} == set(range(3000))


def test_a_wording_of_thousands_of_letters_is_like_itself_alone() -> None:
    assert spelling("abc d" * 9000, "abc d" * 9000) == 1.0
    assert spelling("abc d" * 9000, "adc b" * 9000) == 0.0
