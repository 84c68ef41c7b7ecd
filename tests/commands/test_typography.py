"""Characters that do not belong into a command."""

from __future__ import annotations

import pytest

from runbookc import commands
from runbookc.commands import characters

CLEAN = [
    'Set-X "C:\\a\\" -B *DB*',
    "Get-X <set>\\<probe>",
    'Get-X -Filter {a -like "*x*" -and b -like "*y*"}',
    "\\\\<server>\\share",
    "C:\\Program Files (x86)\\$x",
    "%SystemRoot%\\*",
    'Get-X -Comment "it\u2019s l\u2019état \u2013 a \u00ab"',
    "Get-X <名称（一）>",
    "a\\_b $a.__x__",
]


@pytest.mark.parametrize("code", CLEAN)
def test_nothing_odd(code: str) -> None:
    assert commands.typography(code) == ()
    assert commands.mended(code) == code


@pytest.mark.parametrize(
    ("code", "kinds", "meant"),
    [
        ("Get-X \u2013A b", ["dash"], "Get-X -A b"),
        ("Get-X \u201ca\u201d", ["quote", "quote"], 'Get-X "a"'),
        ("Get-X \u2010A b", ["look-alike-dash"], "Get-X -A b"),
        ("Get-X \u00aba\u00bb", ["look-alike-quote"] * 2, 'Get-X "a"'),
        ("Get-X \uff5c ft", ["look-alike"], "Get-X | ft"),
        ("Get-X\u00a0a", ["nbsp"], "Get-X a"),
        ("Get-X\u3000a", ["space"], "Get-X a"),
        ("Get-X\u200b a", ["invisible"], "Get-X a"),
        ("Get-X &lt;a&gt;", ["entity", "entity"], "Get-X <a>"),
        ("Get-X &amp;lt;a>", ["entity"], "Get-X <a>"),
        ("-eq \\&quot;x\\&quot;", ["entity", "entity"], '-eq "x"'),
        ("Get-X \\<a b\\>", ["markup", "markup"], "Get-X <a b>"),
        ("Get-X **<a>**", ["markup"], "Get-X <a>"),
        ("Get-X \\<*a*\\>", ["markup", "markup"], "Get-X <a>"),
        ('?{\\$\\_.A -eq \\"B\\"}', ["backslash", "markup", "backslash", "backslash"], '?{$_.A -eq "B"}'),
        ("Get-X \\| ft", ["backslash"], "Get-X | ft"),
    ],
)
def test_what_is_odd_and_what_was_meant(code: str, kinds: list[str], meant: str) -> None:
    assert [oddity.kind for oddity in commands.typography(code)] == kinds
    assert commands.mended(code) == meant


def test_powershell_accepts_what_is_of_its_classes_and_cmd_nothing() -> None:
    (dash,) = commands.typography("Get-X \u2014A")
    assert dash.accepted
    assert not commands.typography("net start \u2014A", "cmd")[0].accepted
    assert not commands.typography("Get-X \u2212A")[0].accepted


def test_a_no_break_space_in_a_string_is_not_as_meant() -> None:
    (space,) = commands.typography('Get-X "a\u00a0b"')
    assert (space.kind, space.accepted) == ("nbsp", False)


def test_the_classes_are_those_of_powershell() -> None:
    assert {f"{ord(char):04X}" for char in characters.SINGLE_QUOTES} == {
        "0027",
        "2018",
        "2019",
        "201A",
        "201B",
    }
    assert {f"{ord(char):04X}" for char in characters.DOUBLE_QUOTES} == {"0022", "201C", "201D", "201E"}
    assert {f"{ord(char):04X}" for char in characters.DASHES} == {"002D", "2013", "2014", "2015"}
    assert not set(characters.INVISIBLE) & set(characters.BLANKS)
    assert not set(characters.LOOK_ALIKES) & set(characters.ACCEPTED)
