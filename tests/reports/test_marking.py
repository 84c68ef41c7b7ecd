"""Which words of a command are marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from runbookc.renderers._marking import different

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
