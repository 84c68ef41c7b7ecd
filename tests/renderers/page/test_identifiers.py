"""Where a line may end inside of an identifier, and that nothing else happens to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from runbookc.renderers._page.identifiers import breakable


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("PopDeepTestMonitor", ["Pop", "Deep", "Test", "Monitor"]),
        ("CommandTimeGt60sMonitor", ["Command", "Time", "Gt60s", "Monitor"]),
        ("OWA.Protocol.Dep", ["OWA.", "Protocol.", "Dep"]),
        ("PopCTPProbe", ["Pop", "CTPProbe"]),
        ("x", ["x"]),
    ],
)  # fmt: skip
def test_lines_end_between_the_words_of_a_name(name: str, parts: list[str]) -> None:
    assert breakable(name).split("<wbr>") == parts


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_the_name_itself_is_escaped_and_unchanged(name: str) -> None:
    made = breakable(name)
    assert isinstance(made, Markup)
    assert Markup(made.replace("<wbr>", "")).unescape() == name
    assert "<" not in made.replace("<wbr>", "")
