"""Paragraphs that count up with markers Markdown does not know are lists; a single number is text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbookc.reader import read
from tests.reader.tree import tree


def shown(text: str, locale: str = "zh-CN") -> str:
    return tree(read("a.md", text.encode(), folder_locale=locale))


@pytest.mark.parametrize(
    ("locale", "first", "second"),
    [
        ("zh-CN", "①", "②"),
        ("ja-JP", "⑴ ", "⑵ "),
        ("zh-CN", "1、", "2、"),
        ("zh-CN", "（1）", "（2）"),
        ("en-US", "(1) ", "(2) "),
        ("ja-JP", "１．", "２．"),
        ("ja-JP", "１）", "２）"),
        ("zh-CN", "1.", "2."),
        ("en-US", "1\\. ", "2\\. "),
        ("fr-FR", "1 - ", "2 - "),
        ("ar-SA", "١- ", "٢- "),
        ("ar-SA", "1-", "2-"),
        ("fa-IR", "(۱) ", "(۲) "),
        ("hi-IN", "१. ", "२. "),
        ("zh-TW", "一、", "二、"),
        ("zh-CN", "第1步：", "第2步："),
        ("zh-CN", "第一步 ", "第二步 "),
        ("zh-CN", "**第一步**：", "**第二步**："),
        ("zh-CN", "**1、** ", "**2、** "),
        ("ja-JP", "手順 1: ", "手順 2: "),
        ("ko-KR", "1단계: ", "2단계: "),
        ("ko-KR", "제1단계. ", "제2단계. "),
        ("en-US", "Step 1: ", "Step 2: "),
        ("de-DE", "Schritt 1. ", "Schritt 2. "),
        ("es-ES", "1️⃣ ", "2️⃣ "),
    ],
)
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_markers_that_count_up_number_a_list(locale: str, first: str, second: str, between: str) -> None:
    text = "打開" if locale.startswith("zh") else "فتح" if locale == "ar-SA" else "Xyz"
    found = shown(f"{first}{text}。{between}{second}{text} 2。\n", locale)
    last = 2 if between == "\n" else 3
    assert found.splitlines() == [
        f"1-{last} numbered",
        "  1 1",
        f"    1 paragraph: {text}。",
        f"  {last} 2",
        f"    {last} paragraph: {text} 2。",
    ]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("zh-CN", "（1）只有一個。\n\n後面。\n"),
        ("zh-CN", "1、打開。\n\n## 其他\n\n2、關閉。\n"),
        ("zh-CN", "2、打開。\n\n1、關閉。\n"),
        ("zh-CN", "打開①，然後關閉②。\n"),
        ("de-DE", "1.5 GB frei.\n\n2.5 GB frei.\n"),
        ("en-US", "Step 1 shows it.\n\nStep 2 does not.\n"),
        ("en-US", "1 - 2 hours.\n\n2 - 3 hours.\n"),
        ("ko-KR", "1단계 결과를 봅니다.\n\n2단계 결과를 봅니다.\n"),
        ("en-US", "Option 1: this.\n\nOption 2: that.\n"),
        ("en-US", "Step 1, the restart, is needed.\n\nStep 2, the check, is not.\n"),
        ("zh-CN", "步骤 1、2 都要。\n\n步骤 2、3 都不要。\n"),
    ],
)
def test_a_number_that_counts_nothing_is_text(locale: str, text: str) -> None:
    assert "numbered" not in shown(text, locale)


def test_what_stands_between_two_items_belongs_to_the_first() -> None:
    found = shown(
        "1、執行：\n\n```\nGet-Queue\n```\n\n說明。\n\n2、等待：\n\n```\nGet-Service\n```\n\n完成。\n"
    )
    assert found.splitlines() == [
        "1-12 numbered",
        "  1-7 1",
        "    1 paragraph: 執行：",
        "    4 code: 'Get-Queue'",
        "    7 paragraph: 說明。",
        "  9-12 2",
        "    9 paragraph: 等待：",
        "    12 code: 'Get-Service'",
        "15 paragraph: 完成。",
    ]


def test_other_markers_inside_are_a_list_inside() -> None:
    found = shown("一、甲：\n1、乙\n2、丙：\n（1）丁\n（2）戊\n二、己\n")
    assert [line for line in found.splitlines() if "numbered" in line] == [
        "1-6 numbered",
        "    2-5 numbered",
        "        4-5 numbered",
    ]


def test_each_kind_of_circled_figures_is_a_list_of_its_own() -> None:
    found = shown("①甲\n\n⑴乙\n\n⑵丙\n\n②丁\n")
    assert [line for line in found.splitlines() if "numbered" in line] == ["1-7 numbered", "    3-5 numbered"]


@pytest.mark.parametrize("blank", ["\t", "\u3000", "\u00a0", ""])
def test_any_blank_may_stand_behind_a_marker(blank: str) -> None:
    assert shown(f"1、{blank}甲\n2、乙\n").startswith("1-2 numbered")


def test_a_list_may_begin_with_zero_as_in_markdown() -> None:
    assert shown("0 - Off\n\n1 - On\n", "en-US") == shown("0. Off\n\n1. On\n", "en-US")


def test_lists_of_the_same_markers_follow_each_other() -> None:
    found = shown("1、甲\n\n2、乙\n\n" * 1500)
    lists = [line for line in found.splitlines() if "numbered" in line]
    assert len(lists) == 1500
    assert not any(line.startswith(" ") for line in lists)


def test_lines_below_the_text_of_an_item_are_its_list() -> None:
    found = shown("1. 甲：\n   ① 乙\n   ② 丙\n2. 丁\n")
    assert found.splitlines()[:4] == ["1-4 numbered", "  1-3 1", "    1 paragraph: 甲：", "    2-3 numbered"]


@pytest.mark.parametrize("numbers", ["1235", "1243", "2345", "1224"])
def test_a_list_that_is_misnumbered_is_one(numbers: str) -> None:
    found = shown("\n\n".join(f"{number}、甲{number}。" for number in numbers))
    assert [line.strip() for line in found.splitlines() if "numbered" in line] == ["1-7 numbered"]
    assert [line[-2] for line in found.splitlines() if "paragraph" in line] == list(numbers)


_LINES = st.sampled_from(
    ["①甲", "②乙", "1、甲", "2、乙", "（1）", "（2）丁", "一、X", "二、Y", "# H", "", "```", "- Z", "**1、X"]
)


@given(st.lists(_LINES, max_size=14))
def test_no_text_is_lost_and_lines_go_on(lines: list[str]) -> None:
    found = shown("\n".join(lines))
    for letter in "甲乙丁XYHZ":
        assert found.count(letter) == "\n".join(lines).count(letter)
