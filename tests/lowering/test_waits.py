from __future__ import annotations

import pytest

from runbookc.lowering.waits import waits


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en-US", "Wait 10 minutes, then 2 hours.", ("PT10M", "PT2H")),
        ("en-US", "a 30-second pause, 1.5 hours, 3 days, 1 week", ("PT30S", "PT1.5H", "P3D", "P1W")),
        ("pt-BR", "Aguarde 10 minutos", ("PT10M",)),
        ("zh-CN", "等待 10 分钟。等待10分钟", ("PT10M", "PT10M")),
        ("de-DE", "10 Minuten, 1 Minute, 5 Min. und 2 Stunden", ("PT10M", "PT1M", "PT5M", "PT2H")),
        ("ru-RU", "10 минут, 1 минуту, 2 часа", ("PT10M", "PT1M", "PT2H")),
        ("ja-JP", "10 分待つ", ("PT10M",)),
        ("ko-KR", "10분간 기다린다", ("PT10M",)),
        ("pl-PL", "po 10 minutach", ("PT10M",)),
        ("th-TH", "รอ 10 นาที", ("PT10M",)),
        ("ar-EG", "١٠ دقائق", ("PT10M",)),
        ("qaa", "10 minutes", ("PT10M",)),
    ],
)
def test_durations_of_every_language(locale: str, text: str, expected: tuple[str, ...]) -> None:
    assert waits(text, locale) == expected


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en-US", "Exchange 2013, step 2, 20:30, Gt60sMonitor, 5 GB, 10%"),
        ("ru-RU", "шаги 5 с помощью команды, 2 части"),
        ("fr-FR", "les 3 serveurs"),
    ],
)
def test_other_numbers_are_no_durations(locale: str, text: str) -> None:
    assert waits(text, locale) == ()


def test_a_short_form_that_is_a_word_needs_its_sign() -> None:
    assert waits("चरण 1 से 3 दोहराएँ", "hi-IN") == ()
    assert waits("5 से॰ या 2 मिनट", "hi-IN") == ("PT5S", "PT2M")
