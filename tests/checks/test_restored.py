"""What the rules compare has its names masked; what a reviewer reads has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbookc import inline
from runbookc.checks.sentences import MASK, masked, restored, sentences

TEXT = (
    "Open **Services**. Run steps 3 and 7 on `srv01` again, see POP.Proxy. "
    "完成后，运行 Get-Mailbox 命令。 At 5/3/2013 8:00:12 AM."
)


def test_every_sentence_comes_back_with_its_names() -> None:
    found = [restored(sentence, TEXT) for sentence in sentences(masked(TEXT))]
    assert " ".join(found) == inline.plain(TEXT)


@pytest.mark.parametrize("sentence", ["", MASK, "words that the text lacks □ at all"])
def test_what_is_not_there_stays(sentence: str) -> None:
    assert restored(sentence, TEXT) == sentence


@given(st.text(st.sampled_from(list("ab .`*1□A中。")), max_size=40))
def test_nothing_is_made_up(text: str) -> None:
    text = inline.canonical(inline.escape(text))
    plain = " ".join(inline.plain(text).split())
    for sentence in sentences(masked(text)):
        told = restored(sentence, text)
        assert told == sentence or told in plain
