"""What was meant, where Markdown says something else: alerts after lists, loose bold, code between steps."""

from __future__ import annotations

import pytest

from runbookc.reader import read
from tests.lowering.lowered import lowered, outline


def shape(markdown: str) -> list[object]:
    return outline(lowered(f"# T\n\nIntro.\n\n## Part\n\n{markdown}\n").sections[1].blocks)


@pytest.mark.parametrize("bullet", ["- ", "  - ", "* "])
def test_an_alert_at_the_margin_is_not_part_of_the_last_bullet(bullet: str) -> None:
    found = shape(f"{bullet}One.\n\n{bullet}Two.\n\n> [!TIP]\n> Three.")
    assert found == [["bullets", ["p:One."], ["p:Two."]], ["note", "p:Three."]]


def test_an_alert_at_the_margin_is_not_part_of_the_last_step() -> None:
    found = shape("1. Run `A`:\n\n```powershell\nGet-Queue\n```\n\n2. Two.\n\n> [!NOTE]\n> Three.")
    assert found == [["steps", ["p:Run", "$:Get-Queue"], ["p:Two."]], ["note", "p:Three."]]


def test_an_alert_below_the_text_of_a_step_is_part_of_it() -> None:
    found = shape("1. Run `Get-Queue`.\n\n2. Two.\n\n   > [!NOTE]\n   > Three.")
    assert found == [["steps", ["p:Run"], ["p:Two.", ["note", "p:Three."]]]]


def test_the_last_step_s_code_stands_where_the_other_steps_code_does() -> None:
    fence = "```powershell\n{}\n```"
    written = (
        f"1. 次を実行。\n\n{fence.format('Get-Queue')}\n\n1. 再起動。\n\n{fence.format('Stop-Service X')}"
    )
    assert shape(written) == [["steps", ["p:次を実行。", "$:Get-Queue"], ["p:再起動。", "$:Stop-Service"]]]


def test_a_code_block_after_a_list_without_such_steps_stands_alone() -> None:
    found = shape("1. Run `Get-Queue`.\n\n2. Two.\n\n```powershell\nGet-Queue\n```")
    assert found == [["steps", ["p:Run"], ["p:Two."]], "$:Get-Queue"]


@pytest.mark.parametrize("written", ["** A locked box**", "**A locked box **", "** A locked box **"])
def test_bold_with_a_blank_inside_the_marks_is_a_heading_all_the_same(written: str) -> None:
    text = f"# T\n\nIntro.\n\n## Part\n\nText.\n\n{written}\n\nMore.\n"
    assert [section.title for section in lowered(text).sections] == ["", "Part", "A locked box"]
    problems = read("a.md", text.encode(), folder_locale="en-US").problems
    assert [(one.code, one.line) for one in problems] == [("SRC009", 9)]


def test_a_bold_word_for_note_over_a_table_is_a_heading() -> None:
    text = "# T\n\n简。\n\n**说明**\n\n文。\n\n| A | B |\n|---|---|\n| c | d |\n\n**说明**\n\n小心\n\n## B\n"
    blocks = read("a.md", text.encode(), folder_locale="zh-CN").blocks
    assert [type(node).__name__ for node in blocks] == [
        "Heading", "Paragraph", "Heading", "Paragraph", "Table", "Note", "Heading",
    ]  # fmt: skip


@pytest.mark.parametrize("label", ["NOTE", "महत्वपूर्ण", "ملاحظة", "MISE EN GARDE", "หมายเหตุ"])
def test_the_label_of_an_alert_in_any_script(label: str) -> None:
    assert shape(f"> [!{label}]\n> One.") == [["note", "p:One."]]
