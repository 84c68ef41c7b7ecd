"""Which words of a command are marked."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbookc.renderers import _marking
from runbookc.renderers._marking import different, text_html

CODE = st.text("ab <-\n", max_size=30)


@given(CODE, CODE)
def test_the_stretches_are_the_text(left: str, right: str) -> None:
    assert "".join(text for text, _ in different(left, right)) == right


@given(CODE)
def test_nothing_is_marked_in_the_same_text(text: str) -> None:
    assert not any(marked for _, marked in different(text.upper(), text))


def test_texts_too_long_to_compare_are_marked_as_a_whole() -> None:
    left, right = "a " * 2000, "b a " * 1000
    assert list(different(left, right)) == [(right, True)]
    assert list(different(left, left)) == [(left, False)]


@pytest.mark.parametrize(
    ("text", "needle", "marked"),
    [
        ("Restart POP3 and pop3.", "pop3", ["POP3", "pop3"]),
        ("POP3 POP31 XPOP3 _POP3 (POP3)", "POP3", ["POP3", "POP3"]),
        ("wait 10 minutes, 110 or 10", "10", ["10", "10"]),
        ("aaa", "aa", []),
        ("。。。", "。。", ["。。"]),
        ("İ POP3 and Straße", "straße", ["Straße"]),
        ("İ POP3", "pop3", ["POP3"]),
        ("nothing", "POP3", []),
    ],
)
def test_whole_words_are_marked_whatever_their_case(text: str, needle: str, marked: list[str]) -> None:
    assert re.findall("<mark>(.*?)</mark>", text_html(text, (needle,))) == marked


@given(st.text("aB_ -", max_size=12), st.text("aB_-", min_size=1, max_size=3))
def test_marked_as_a_regular_expression_finds_it(text: str, needle: str) -> None:
    left = "(?<![A-Za-z0-9_])" if needle[0].isalnum() else ""
    right = "(?![A-Za-z0-9_])" if needle[-1].isalnum() else ""
    wanted = [m.span() for m in re.finditer(left + re.escape(needle) + right, text, re.IGNORECASE)]
    assert list(_marking._found(text, needle)) == wanted
