"""The sample articles are complete, well-formed, and hold exactly the drift that their README lists."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

FOLDER = Path(__file__).parents[2] / "source_docs"
LOCALES = ("en-US", "fr-FR", "it-IT", "pt-BR", "zh-CN")
POP = "troubleshooting-pop-health-set.md"
CLEAN = "troubleshooting-imap-health-set.md"
ARTICLES = (
    "start-and-stop-the-pop3-and-imap4-services.md",
    "troubleshooting-hubtransport-health-set.md",
    CLEAN,
    "troubleshooting-owa-health-set.md",
    POP,
)
EDITIONS = (*sorted(f"{locale}/{name}" for locale in LOCALES for name in ARTICLES), f"pl-PL/{POP}")
FAMILIES = {"STR", "TBL", "CMD", "IDN", "NUM", "LNK", "REF", "UIL", "TXT", "TRM", "POL", "TYP"}
MARK = "\ufeff"
ABSENT = "(missing)"


class Row(NamedTuple):
    id: str
    file: str
    line: int
    kind: str
    expected: str
    actual: str
    family: str


def unquoted(cell: str) -> tuple[str, bool]:
    """The text of a table cell, and whether it was a code span (a fragment, not a description)."""
    span = re.fullmatch(r"(`+) ?(.*?) ?\1", cell)
    return (span[2], True) if span else (cell, False)


def planted() -> list[Row]:
    lines = (FOLDER / "README.md").read_text(encoding="utf-8").splitlines()
    start = lines.index("| id | file | line | kind | expected | actual | family |") + 2
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[start:]]
    return [Row(id, file, int(line), kind, exp, act, fam) for id, file, line, kind, exp, act, fam in cells]


ROWS = planted()


def text_of(edition: str) -> str:
    return (FOLDER / edition).read_bytes().decode("utf-8")


def front_matter(edition: str) -> dict[str, str]:
    block = text_of(edition).lstrip(MARK).split("---\n")[1]
    return dict(line.split(": ", 1) for line in block.splitlines())


def test_every_locale_has_every_article() -> None:
    found = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*"))
    assert found == sorted(EDITIONS)


@pytest.mark.parametrize("edition", EDITIONS)
def test_edition_begins_as_the_library_exports_it(edition: str) -> None:
    text = text_of(edition)
    locale, name = edition.split("/")
    marked = locale in ("pt-BR", "fr-FR") or (locale == "zh-CN" and name in (POP, ARTICLES[3]))
    assert text.startswith(MARK + "---\n" if marked else "---\n")
    assert text.count(MARK) == marked
    assert "\r" not in text
    assert text.endswith("\n")
    assert "\n---\n\n# " in text
    assert ("\n\u00a0\n" in text) == (locale != "en-US")


@pytest.mark.parametrize("name", ARTICLES)
def test_editions_of_an_article_share_its_asset_id(name: str) -> None:
    ids = {front_matter(edition)["ms:assetid"] for edition in EDITIONS if edition.endswith(name)}
    assert len(ids) == 1
    others = {front_matter(f"en-US/{other}")["ms:assetid"] for other in ARTICLES if other != name}
    assert not ids & others


@pytest.mark.parametrize("edition", EDITIONS)
def test_url_names_the_locale_unless_it_is_english_or_unprepared(edition: str) -> None:
    locale = edition.split("/")[0]
    url = front_matter(edition).get("ms:mtpsurl", "")
    segment = {"en-US": "/library/", "pl-PL": ""}.get(locale, f"/{locale.lower()}/library/")
    assert url.startswith(f"https://docs.example.org{segment}" if segment else "")
    assert bool(url) == bool(segment)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.id}-{row.file}-{row.line}")
def test_row_tells_what_stands_on_its_line(row: Row) -> None:
    lines = text_of(row.file).splitlines()
    line = lines[row.line - 1]
    assert line.strip()
    expected, expected_is_text = unquoted(row.expected)
    actual, actual_is_text = unquoted(row.actual)
    if actual_is_text:
        assert actual in line
        if expected_is_text and expected not in actual:
            assert expected not in line
    else:
        assert actual == ABSENT
        assert expected_is_text
        assert expected not in "\n".join(lines[max(row.line - 4, 0) : row.line + 3])


# What no language changes; a placeholder's name stands in other commands as well, and rightly so.
VERBATIM = [
    row for row in ROWS if row.family in ("CMD", "TBL") and row.actual != ABSENT and "name>" not in row.actual
]


@pytest.mark.parametrize("row", VERBATIM, ids=lambda row: row.id)
def test_commands_and_identifiers_deviate_from_the_other_editions(row: Row) -> None:
    actual, _ = unquoted(row.actual)
    others = [
        edition for edition in EDITIONS if edition.endswith(row.file.split("/")[1]) and edition != row.file
    ]
    here = text_of(row.file).count(actual)
    assert all(text_of(other).count(actual) < here for other in others)


def test_rows_are_numbered_and_classified() -> None:
    assert sorted({row.id for row in ROWS}) == [f"D{n:02}" for n in range(1, len({r.id for r in ROWS}) + 1)]
    assert {row.family.split()[0] for row in ROWS} == FAMILIES
    assert len({row.kind for row in ROWS}) >= 30


def test_a_source_defect_stands_in_every_edition() -> None:
    for id in {row.id for row in ROWS if row.family.endswith("source defect")}:
        rows = [row for row in ROWS if row.id == id]
        assert sorted(row.file.split("/")[0] for row in rows) == sorted(LOCALES)
        assert len({row.actual for row in rows}) == 1


def test_controls_are_clean() -> None:
    assert not [row for row in ROWS if row.file.endswith(CLEAN) or row.file.startswith("pl-PL")]
