"""Any text comes back from the literals, and none becomes code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbookc.renderers._script.literal import (
    ascii_literal,
    comment_lines,
    escaped,
    is_fit,
    is_signature_like,
    literal,
)
from tests.renderers.script.tokenizer import TokenError, is_signature, tokens, unescape

HOSTILE = (
    "'", "''", "\u2018", "l\u2019\u00e9tat", "\u201a\u201b\u2019'", '"', "\u201cx\u201d", "\u201e",
    "#>", "<#", "$()", "$(rm)", "${x}", "`", "`'", "@'", "\n'@", "@\u2019\n", ";", "|", "&", "\x00",
    "\u2028", "\u2029", "\u0085", "\ud800", "\udfff\ud800", "\U0001f600", "\u202e", "\u2066x\u2069",
    "\n.NET", "\r\n.SYNOPSIS", "sig#beginsignatureblock", "SIG # Begin signature block",
    "#requires -version 99", "\\u0027", "\\", "\\\\", "{0}", "}", "\ufeff", "\u00a0", "\u2013Command",
    "%SystemRoot%", "</script>",
)  # fmt: skip
anything = st.lists(
    st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=()), max_size=6)), max_size=8
).map("".join)


def _only(source: str) -> str:
    found = list(tokens(source))
    assert [token.kind for token in found] == ["single"]
    return found[0].value


def _whole(text: str) -> str:
    """Two halves of a surrogate pair that meet are one character to everybody but Python."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


@given(anything)
def test_a_literal_stands_for_its_text(text: str) -> None:
    assert _only(literal(text)) == text


@given(anything)
def test_an_escaped_literal_is_printable_ascii_and_stands_for_its_text(text: str) -> None:
    written = escaped(text)
    assert written.isascii()
    assert written.isprintable()
    assert unescape(_only(written)) == _whole(text)


@given(anything)
def test_an_expression_is_a_plain_literal_or_unescapes_one(text: str) -> None:
    written = ascii_literal(text)
    assert written.isascii()
    if written.startswith("'"):
        assert _only(written) == text
    else:
        inner = written.removeprefix("([regex]::Unescape(").removesuffix("))")
        assert unescape(_only(inner)).encode("utf-16", "surrogatepass") == text.encode(
            "utf-16", "surrogatepass"
        )


@given(anything, st.integers(20, 120))
def test_comments_are_comments(text: str, width: int) -> None:
    lines = comment_lines(text, width)
    source = "".join(f"    {line}\r\n" for line in lines)
    assert source.isascii()
    assert {token.kind for token in tokens(source)} <= {"comment", "newline"}
    assert not any(line.lower().startswith(("#requires", "#sig")) for line in lines)


@given(anything)
def test_signatures_are_told_as_powershell_does(text: str) -> None:
    assert is_signature_like(f"# {text}") == is_signature(f"# {text}")


def test_fitness() -> None:
    assert is_fit("l\u2019\u00e9tat \U0001f600")
    assert not is_fit("\x00")
    assert not is_fit("\ud83d")


@pytest.mark.parametrize(
    "source", ["'l\u2019etat'", "@'\nx\n'@", "# SIG # Begin signature block", "\u2013Name"]
)
def test_the_tokenizer_refuses_what_powershell_would_misread(source: str) -> None:
    with pytest.raises(TokenError):
        list(tokens(source))
