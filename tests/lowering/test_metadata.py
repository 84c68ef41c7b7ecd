from __future__ import annotations

import pytest

from runbookc.lowering import metadata
from tests.lowering.lowered import lowered, outline
from tests.lowering.samples import WORDS, health_article


@pytest.mark.parametrize("locale", WORDS)
def test_what_the_front_matter_and_the_header_lines_say(locale: str) -> None:
    article = lowered(health_article(locale), locale)
    assert article.locale == locale
    assert article.title == WORDS[locale]["title"]
    assert article.asset_id == "11111111-2222-3333-4444-555555555555"
    assert article.library_id == "ms.exch.scom.abc"
    assert (article.modified, article.published, article.translation) == (
        "2015-03-09",
        "2016-02-05",
        "machine",
    )
    assert len(article.sections[0].blocks) == 1, "the header lines are no paragraphs"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("_**Zuletzt geändert:** 2015-03-09_", "2015-03-09"),
        ("_**最后修改：** 2015 年 3 月 9 日_", "2015-03-09"),
        ("_**Stand:** 09.03.2015_", "2015-03-09"),
        ("**_Stand:_ 2015/3/9**", "2015-03-09"),
        ("_**Stand:** 2015-13-09_", None),
    ],
)
def test_dates_of_header_lines(line: str, date: str | None) -> None:
    article = lowered(f"# T\n\n{line}\n\nText.\n")
    assert article.modified == date
    assert outline(article.sections[0].blocks) == ["p:Text."]


def test_a_bold_lead_in_with_a_product_is_a_header_line_and_a_note_is_not() -> None:
    article = lowered(
        "# T\n\n**Gilt für:** Exchange Server 2013\n\n**Hinweis:** Das dauert 10 Minuten.\n", "de-DE"
    )
    assert [type(block).__name__ for block in article.sections[0].blocks] == ["Note"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: 'A: Exchange 2013 Help'\n---\n\n# B\n", "B"),
        ("---\ntitle: 'A: Exchange 2013 Help'\n---\n\nText\n", "A"),
        ("---\ntitle: A *b*\n---\n\n## C\n", "A \\*b\\*"),
        ("## C\n\n# B\n", "B"),
        ("Text\n", "article"),
    ],
)
def test_where_the_title_comes_from(text: str, title: str) -> None:
    assert lowered(text).title == title


@pytest.mark.parametrize("written", ["13/45/2016", "soon", "", "2016"])
def test_a_date_that_is_none_is_dropped(written: str) -> None:
    assert lowered(f"---\nms.date: '{written}'\n---\n\n# T\n").published is None


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("docs/pt-BR/pop.md", "docs"),
        ("docs/pt-br/guides/pop.md", "docs/guides"),
        ("docs/pop.md", "docs"),
        ("pop.md", ""),
        ("docs/pt/pop.md", "docs"),
        ("/srv/docs/pt-BR/pop.md", "/srv/docs"),
    ],
)
def test_the_folder_without_its_locale(path: str, folder: str) -> None:
    assert lowered("# T\n", "pt-BR", path).folder == folder


def test_iso_date_ignores_longer_numbers() -> None:
    assert metadata.iso_date("12015-03-091") is None


def test_header_lines_stand_behind_the_title() -> None:
    article = lowered("Zup.\n\n# T\n\n_**Stand:** 2015-03-09_\n\nKjua.\n", "qaa")
    assert article.modified == "2015-03-09"
    assert outline(article.sections[0].blocks) == ["p:Zup.", "p:Kjua."]
