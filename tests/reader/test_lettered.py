"""Lists whose items are lettered are lists; letters in code, or that do not count up, are text."""

from __future__ import annotations

import pytest

from runbookc.reader import read
from tests.reader.tree import tree


def shown(text: str) -> str:
    return tree(read("a.md", text.encode(), folder_locale="en-US"))


@pytest.mark.parametrize(
    ("first", "second"), [("a.", "b."), ("A)", "B)"), ("i.", "ii."), ("\u0430)", "\u0431)"), ("a)", "b.")]
)
def test_letters_that_count_up_number_a_list_where_they_stand(first: str, second: str) -> None:
    found = shown(f"1. Do:\n\n   {first} Run it:\n\n       Get-Queue\n\n   {second} Wait.\n\n2. End.\n")
    figures = shown(
        f"1. Do:\n\n   1. Run it:\n\n       Get-Queue\n\n   {'2.':>{len(second)}} Wait.\n\n2. End.\n"
    )
    assert found == figures
    assert "7 2" in found


def test_lines_of_one_paragraph_are_items() -> None:
    assert shown("Do:\na. One.\nb. Two.\n").count("paragraph") == 3


@pytest.mark.parametrize(
    "text",
    ["A. Smith wrote this.\n\nThen C. Jones.\n", "a. One.\n\n## Other\n\nb. Two.\n", "b. Two.\n\na. One.\n"],
)
def test_a_letter_that_counts_nothing_is_text(text: str) -> None:
    assert "numbered" not in shown(text)


def test_letters_in_code_stay() -> None:
    assert "'a. x\\nb. y'" in shown("```\na. x\nb. y\n```\n\na. One.\n\nb. Two.\n")
