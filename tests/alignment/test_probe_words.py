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


def test_none_of_several_words_where_all_other_editions_say_so() -> None:
    both = {**EDITIONS, "pl-PL": TABLE.format(net="Sieć", nothing="Nie ma nic")}
    assert dependencies(both) == dependencies(EDITIONS)
    named = {**both, "en-US": TABLE.format(net="Network", nothing="Authentication")}
    assert dependencies(named)[1] != []


CELLS = """# T

Intro.

## Table

| P | S | D | M |
| --- | --- | --- | --- |
| AbcCtpProbe | ABC | {} | AbcCtpMonitor |
| AbcDeepProbe | ABC | {} | AbcDeepMonitor |
"""


def test_the_dependency_that_a_cell_lacks_is_the_one_that_other_rows_translate() -> None:
    editions = {
        "en-US": CELLS.format("Store<br>High Availability<br>Network", "Store<br>High Availability"),
        "fr-FR": CELLS.format("Banque<br>Haute disponibilité<br>Réseau", "Banque<br>Haute disponibilité"),
        "zh-CN": CELLS.format("信息存储<br>网络", "信息存储<br>高可用性"),
    }
    assert dependencies(editions)[0] == [
        ("store", ("en-US", "fr-FR", "zh-CN")),
        ("high-availability", ("en-US", "fr-FR")),
        ("network", ("en-US", "fr-FR", "zh-CN")),
    ]


def test_the_same_dependencies_in_another_order_are_the_same() -> None:
    cell = "| AbcProbe | ABC | {} | AbcMonitor |"
    editions = {
        locale: f"# T\n\n## Table\n\n| P | S | D | M |\n|---|---|---|---|\n{cell.format(names)}\n"
        for locale, names in (("de-DE", "DNS, Active Directory"), ("en-US", "Active Directory, DNS"))
    }
    (row,) = compiled(editions, "en-US").probes
    assert [set(one.text.values()) for one in row.dependencies] == [{"Active Directory"}, {"DNS"}]
