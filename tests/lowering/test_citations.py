from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbookc.lowering.citations import addresses, learn

EXISTING = frozenset([(n,) for n in range(1, 9)] + [(2, n) for n in range(1, 5)])


def cited(locale: str, text: str, *others: str) -> list[str]:
    """The citations in `text`; the article also has the paragraphs `others`."""
    return [citation.text for citation in learn([text, *others], EXISTING, locale).read(text)]


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en-US", "as in step 2c.", ["2c"]),
        ("en-US", "as in step 2.c. in the list", ["2.c."]),
        ("en-US", "repeat steps 5 and 6, then step 2", ["5", "6", "2"]),
        ("en-US", "steps 3 through 5", ["3", "5"]),
        ("pt-BR", "na etapa 2C; as etapas 5 e 6", ["2C", "5", "6"]),
        ("it-IT", "il passaggio 2c, i passaggi 5-6", ["2c", "5", "6"]),
        ("fr-FR", "l’étape 2c ou l'étape 6", ["2c", "6"]),
        ("de-DE", "in Schritt 2c; Schritte 5 bis 7", ["2c", "5", "7"]),
        ("es-ES", "el paso 2c, los pasos 5 y 6", ["2c", "5", "6"]),
        ("zh-CN", "步骤 2c 所示，步骤 5 和 6", ["2c", "5", "6"]),
        ("zh-TW", "步驟 2c，步驟 5 到 6", ["2c", "5", "6"]),
        ("ja-JP", "手順 2c に従い、手順 5 と 6", ["2c", "5", "6"]),
        ("ko-KR", "2c단계에 따라 5단계와 6단계", ["2c", "5", "6"]),
        ("ru-RU", "в шаге 2в, шаги 5 и 6", ["2в", "5", "6"]),
    ],
)
def test_citations_in_known_languages(locale: str, text: str, expected: list[str]) -> None:
    assert cited(locale, text) == expected


@pytest.mark.parametrize(
    ("locale", "text", "others", "expected"),
    [
        ("pl-PL", "powtórz kroki 5 i 6", ["w kroku 2c sekcji", "jak w kroku 2c"], ["5", "6"]),
        ("hu-HU", "az 5. lépés", ["a 2c. lépés szerint", "a 2d. lépés"], ["5"]),
        ("th-TH", "ขั้นตอนที่ 2 และ 3", ["ตามขั้นตอนที่ 2c", "ในขั้นตอนที่ 2c"], ["2", "3"]),
        ("qaa", "zop 5", ["ka zop 2c", "ne zop 2d"], ["5"]),
    ],
)
def test_the_word_is_learned_where_no_list_has_it(
    locale: str, text: str, others: list[str], expected: list[str]
) -> None:
    assert cited(locale, text, *others) == expected
    assert cited(locale, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "IPv4, POP3, 7ec9, 15.00.0516.024, 9:08:32 PM and 5G",
        "in 3D, 2x as fast, 20 MB, 99%, on 3 servers",
        "wait 5 minutes",
        "a list with 9z items",
    ],
)
def test_other_figures_are_none(text: str) -> None:
    assert cited("en-US", text, "step 2c", "step 2d") == []


def test_a_number_that_follows_a_citation_without_a_link_is_none() -> None:
    assert cited("en-US", "run step 2 on 3 servers") == ["2"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2c", [(2, 3)]),
        ("2C", [(2, 3)]),
        ("2.c.", [(2, 3)]),
        ("2в", [(2, 3), (2, 2)]),
        ("2с", [(2, 3)]),
        ("2c1", [(2, 3, 1)]),
        ("2c.ii", [(2, 3, 2)]),
        ("12", [(12,)]),
        ("c", []),
    ],
)
def test_what_a_citation_can_mean(written: str, meant: list[tuple[int, ...]]) -> None:
    assert list(addresses(written)) == meant


@given(st.text(max_size=80), st.sampled_from(["en-US", "zh-CN", "ru-RU", "qaa", "th-TH"]))
def test_citations_stand_where_they_say(text: str, locale: str) -> None:
    for citation in learn([text], EXISTING, locale).read(text):
        assert text[citation.start : citation.end] == citation.text
        assert addresses(citation.text)
