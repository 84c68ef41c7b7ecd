"""Words of the probe table that no word list has."""

from __future__ import annotations

from runbookc.alignment.numbering import slug

from .compiling import compiled

TABLE = """# T

Intro.

## Table

| P | S | D | M |
| --- | --- | --- | --- |
| AbcCtpProbe | ABC | Active Directory<br>{net} | AbcCtpMonitor |
| AbcDeepProbe | ABC | {nothing} | AbcDeepMonitor |
"""
EDITIONS = {
    "en-US": TABLE.format(net="Network", nothing="None"),
    "pl-PL": TABLE.format(net="Sieć", nothing="Brak"),
    "th-TH": TABLE.format(net="เครือข่าย", nothing="ไม่มี"),
}


def dependencies(editions: dict[str, str]) -> list[list[tuple[str, tuple[str, ...]]]]:
    return [[(one.id, one.locales) for one in row.dependencies] for row in compiled(editions).probes]


def test_none_in_a_language_without_word_list_is_none_where_another_edition_says_so() -> None:
    everywhere = tuple(EDITIONS)
    assert dependencies(EDITIONS) == [[("active-directory", everywhere), ("network", everywhere)], []]


def test_a_dependency_that_stands_elsewhere_in_the_table_is_one() -> None:
    changed = {**EDITIONS, "pl-PL": TABLE.format(net="Sieć", nothing="Sieć")}
    assert dependencies(changed)[1] == [("siec", ("pl-PL",))]


def test_ids_keep_the_vowels_of_scripts_that_write_them_as_marks() -> None:
    assert [slug("ที่เก็บ ข้อมูล"), slug("정보 저장소"), slug("Réseau (1)")] == [
        "ที่เก็บ-ข้อมูล",
        "정보-저장소",
        "reseau-1",
    ]
