"""Containers of colons: alerts where their word labels a note, nothing at all where it does not."""

from __future__ import annotations

import pytest

from runbookc.reader import read
from tests.reader.tree import tree


def shown(text: str, locale: str = "en-US") -> str:
    return tree(read("a.md", text.encode(), folder_locale=locale))


@pytest.mark.parametrize("fence", ["::: warning", ":::warning", ":::: {.warning}", "::: Warning"])
def test_a_container_is_the_alert_that_its_word_names(fence: str) -> None:
    found = shown(f"1. One.\n\n   {fence}\n   Do not.\n\n   - At all.\n   {fence[:3]}\n\n2. Two.\n")
    alert = shown("1. One.\n\n   > [!WARNING]\n   > Do not.\n   >\n   > - At all.\n\n\n2. Two.\n")
    assert found == alert
    assert "note warning" in found


def test_a_word_of_the_article_s_language_names_it_too() -> None:
    assert "note note" in shown("::: remarque\nBonjour.\n:::\n", "fr-FR")


def test_a_container_of_another_kind_leaves_what_it_holds() -> None:
    text = '::: moniker range="exchange-2013"\n\nText.\n\n::: moniker-end\n\n- One.\n'
    assert shown(text) == shown("\n\nText.\n\n\n\n- One.\n")


def test_colons_in_code_and_in_a_line_that_ends_in_them_stay() -> None:
    assert "'::: note\\n:::'" in shown("```\n::: note\n:::\n```\n\n::: tip\nHello.\n:::\n")
    assert ":::image" in shown(':::image source="a.png":::\n')
