"""A range of steps means every step in it; two numbers joined by *and* mean two."""

from __future__ import annotations

import pytest

from runbookc.linking import link, link_editions
from runbookc.model import article as a
from tests.linking.linked import references
from tests.lowering.lowered import lowered

STEPS = "1. A.\n2. B.\n3. C.\n4. D:\n    1. E.\n    2. F.\n    3. G.\n5. {}.\n"


def edition(locale: str, text: str) -> a.Article:
    return lowered("## T\n\n" + STEPS.format(text), locale)


def cited(article: a.Article) -> list[tuple[int, ...]]:
    return [ref.address[1:] for ref in references(article, "step") if ref.address]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en-US", "Repeat steps 1 to 3"),
        ("en-US", "Repeat steps 1 through 3"),
        ("en-US", "Repeat steps 1–3"),
        ("en-US", "Repeat step 1 to step 3"),
        ("pt-BR", "Repita as etapas 1 a 3"),
        ("it-IT", "Ripetere i passaggi 1-3"),
        ("it-IT", "Ripetere i passaggi da 1 a 3"),
        ("fr-FR", "Répétez les étapes 1 à 3"),
        ("es-ES", "Repita los pasos 1 a 3"),
        ("de-DE", "Wiederholen Sie die Schritte 1 bis 3"),
        ("de-DE", "Wiederholen Sie Schritt 1 bis Schritt 3"),
        ("ru-RU", "Повторите шаги 1–3"),
        ("ru-RU", "Повторите шаги с 1 по 3"),
        ("zh-CN", "重复第 1 步到第 3 步"),
        ("zh-CN", "重复步骤 1 至 3"),
        ("zh-TW", "重複步驟 1 到 3"),
        ("ja-JP", "手順 1 から 3 を繰り返します"),
        ("ja-JP", "手順 1 ～ 3 を繰り返します"),
        ("ja-JP", "手順 1 から手順 3 を繰り返します"),
        ("ko-KR", "1단계부터 3단계까지 반복합니다"),
        ("ko-KR", "1~3단계를 반복합니다"),
    ],
)
def test_a_range_means_all_its_steps(locale: str, text: str) -> None:
    assert cited(link(edition(locale, text))) == [(1,), (2,), (3,)]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en-US", "Repeat steps 1 and 3"),
        ("en-US", "Repeat steps 1, 3"),
        ("de-DE", "Wiederholen Sie die Schritte 1 und 3"),
        ("ja-JP", "手順 1 と 3 を繰り返します"),
        ("ko-KR", "1단계와 3단계를 반복합니다"),
        ("zh-CN", "重复步骤 1 和 3"),
    ],
)
def test_two_numbers_mean_two_steps(locale: str, text: str) -> None:
    assert cited(link(edition(locale, text))) == [(1,), (3,)]


def test_a_range_of_steps_inside_a_step() -> None:
    assert cited(link(edition("en-US", "Repeat steps 4a–4c"))) == [(4, 1), (4, 2), (4, 3)]


@pytest.mark.parametrize("text", ["Repeat steps 3 to 1", "Repeat steps 2 to 4c"])
def test_ends_that_span_nothing(text: str) -> None:
    assert len(cited(link(edition("en-US", text)))) == 2


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("pl-PL", "Powtórz kroki od 1 do 3"),
        ("tr-TR", "1 ile 3 arasındaki adımları yineleyin"),
        ("ar-SA", "كرر الخطوات من ١ إلى ٣"),
        ("hi-IN", "चरण 1 से 3 दोहराएँ"),
    ],
)
def test_a_language_without_words_learns_the_range_from_another_edition(locale: str, text: str) -> None:
    english, other = link_editions([edition("en-US", "Repeat steps 1 to 3"), edition(locale, text)])
    assert cited(english) == cited(other) == [(1,), (2,), (3,)]


def test_the_steps_between_are_cited_as_the_range_was_written() -> None:
    found = references(link(edition("en-US", "Repeat steps 1 to 3")), "step")
    assert [(ref.text, ref.found_by) for ref in found] == [
        ("1", "number"),
        ("1 to 3", "range"),
        ("3", "number"),
    ]
