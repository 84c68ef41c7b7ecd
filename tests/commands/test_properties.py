"""Laws that hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from runbookc import commands
from tests.commands.strategies import ANY_TEXT, NASTY_TEXT, filled, templates

LANGUAGES = st.sampled_from(("powershell", "cmd", "text", "xml"))
TEXTS = ANY_TEXT | NASTY_TEXT


@given(TEXTS, st.sampled_from(("", "powershell", "console", "xml")))
@example("Get-X\n\n# a\n\n", "")
@example("Get-X '\n\nGet-Y", "powershell")
def test_the_pieces_cover_every_line_that_is_not_blank(text: str, info: str) -> None:
    lines = text.split("\n")
    covered: list[int] = []
    for piece in commands.split(text, info):
        assert piece.code == "\n".join(lines[piece.first : piece.last + 1])
        covered.extend(range(piece.first, piece.last + 1))
    assert covered == sorted(set(covered))
    assert {index for index, line in enumerate(lines) if line.strip()} <= set(covered)


@given(TEXTS, LANGUAGES)
@example("Get-X \ud800", "powershell")
@example("Get-X \x00", "cmd")
@example('"', "powershell")
@example("@'", "powershell")
def test_no_text_raises(text: str, language: str) -> None:
    facts = commands.analyse(text, language)
    assert facts.effect in ("read", "change", "unknown")
    assert commands.risk(text, language).level in range(4)
    assert commands.is_prose_command(text) in (True, False)
    commands.normal_form(text, language)
    commands.typography(text)
    commands.mended(text)
    commands.compare(text, "Get-X <a>", language)
    commands.undoes(text, text[::-1])


@given(TEXTS, LANGUAGES)
def test_tokens_are_in_order_and_do_not_overlap(text: str, language: str) -> None:
    end = 0
    for token in commands.tokens(text, language):
        assert end <= token.start < token.end <= len(text)
        end = token.end


@given(templates())
def test_a_filled_template_gives_its_values_back(case: tuple[str, dict[str, str]]) -> None:
    template, values = case
    assert commands.unify(template, filled(template, values)) == values


@given(templates())
def test_a_template_is_no_example(case: tuple[str, dict[str, str]]) -> None:
    template, _ = case
    assert commands.unify(template, template) is None


@given(templates())
def test_the_normal_form_of_a_normal_form_is_itself(case: tuple[str, dict[str, str]]) -> None:
    template, values = case
    for code in (template, filled(template, values)):
        once = commands.normal_form(code, "powershell")
        assert commands.normal_form(once, "powershell") == once


@given(TEXTS, LANGUAGES)
def test_nothing_differs_from_itself(text: str, language: str) -> None:
    assert commands.compare(text, text, language) == ()


@given(NASTY_TEXT, NASTY_TEXT, LANGUAGES)
def test_texts_that_differ_have_a_difference(a: str, b: str, language: str) -> None:
    assert bool(commands.compare(a, b, language)) == (a != b)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "'" * 99_999,
        "<a" * 50_000,
        "Get-X\n" * 30_000,
        "Get-X (\n" * 20_000,
        "Get-X " + "a," * 50_000,
        "]" * 20_000,
        "`\n" * 50_000,
        "\\<" * 50_000,
        "*a" * 50_000,
        "<a b" * 20_000,
        "Get-X " + "-a " * 6_000,
        "a : b\n" * 20_000,
        "-- " * 50_000,
        "__a" * 50_000,
        "-" * 100_000,
        " " * 100_000 + "x",
        "\n" * 100_000 + "x",
        "@'\n" * 30_000,
        "x=\n" * 30_000,
        "a" * 200_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_large_inputs_end(text: str) -> None:
    for piece in commands.split(text)[:20]:
        commands.analyse(piece.code, piece.language)
    for language in ("powershell", "cmd", "text"):
        commands.analyse(text, language)
        commands.normal_form(text, language)
        commands.risk(text, language)
    commands.typography(text)
    commands.is_prose_command(text)
    commands.unify(text, text + "x")
    commands.compare(text, text + "x", "powershell")
    commands.undoes(text, text + "x")
    commands.restore(text, [text + "x"])
