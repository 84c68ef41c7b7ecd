"""Commands in pieces: nothing lost, each placeholder in the mode that its place needs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbookc.model.runbook import Placeholder
from runbookc.renderers._page.filling import Piece, distinct_placeholders, pieces, written_placeholders
from tests.renderers import fixtures


def cut(code: str, names: dict[str, str], language: str = "powershell") -> tuple[Piece, ...]:
    placeholders = tuple(Placeholder(name=name, parameter=parameter) for name, parameter in names.items())
    command = fixtures.command("c", code, placeholders=placeholders, language=language)
    return pieces(command, written_placeholders(command))


def joined(found: tuple[Piece, ...]) -> str:
    return "".join(
        piece
        if isinstance(piece, str)
        else "".join(part if isinstance(part, str) else part[1] for part in piece[1])
        for piece in found
    )


def modes(found: tuple[Piece, ...]) -> list[str]:
    return [piece[0] for piece in found if not isinstance(piece, str)]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("Get-X <x>", ["bare"]),
        ("Get-X -A <x> -B <x>", ["bare", "bare"]),
        ("Get-X -A:<x>", ["bare"]),
        ("Get-X '<x>'", ["single"]),
        ("Get-X 'it''s <x>'", ["single"]),
        ("Get-X \u2018<x>\u2019", ["single"]),
        ('Get-X "<x>"', ["double"]),
        ('Get-X "a `" <x>"', ["double"]),
        ("Get-X \u201ca <x>\u201d", ["double"]),
        ('Get-X "$(Get-Y <x>)"', ["fixed"]),
        ("Get-X | ?{$_.A -eq <x>}", ["word"]),
        ("Get-X | ?{$_.A -notlike <x>}", ["word"]),
        ("$a = <x>", ["word"]),
        ("<x>\\setup.exe", ["fixed"]),
        ("Get-X; <x>", ["fixed"]),
        ("Get-X `<x>", ["fixed"]),
        ("Get-X $env:A\\<x>", ["fixed"]),
        ("Get-X a'<x>'", ["single"]),
        ("Get-X # don't <x>", []),
        ("@'\n<x>\n'@", ["fixed"]),
    ],
)
def test_the_mode_of_a_place(code: str, expected: list[str]) -> None:
    found = cut(code, {"x": "X"})
    assert modes(found) == expected
    assert joined(found) == code


def test_other_languages_take_only_harmless_values() -> None:
    assert modes(cut("net stop <x> & echo '<x>'", {"x": "X"}, "cmd")) == ["fixed", "fixed"]


def test_a_sample_host_is_a_place_of_its_own() -> None:
    found = cut("Get-X server1.contoso.com; Get-X xserver1.contoso.com.br", {"server1.contoso.com": "Server"})
    assert modes(found) == ["bare"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("Set-MailboxServer server1.contoso.com -X $true", {"server1.contoso.com": "Server"}),
        ("Get-ServerHealth mailbox1.contoso.com", {"mailbox1.contoso.com": "MailboxServer"}),
        ("Get-X <server name> -Y server1.contoso.com", {"<server name>": "Server"}),
        ("Get-X postmaster@contoso.com", {}),
        ("Set-X -Dial A -Server MyMailboxServer | ft", {"MyMailboxServer": "MyMailboxServer"}),
        ("Get-X -server:CAS01", {"CAS01": "CasServer"}),
        ("Get-X -ComputerName Server02", {"Server02": "Server"}),
        ("Get-X -Server localhost", {}),
        ("Get-X -Server $name -ServerName a -Y 'a -Server b'", {}),
        ("Get-X -Server (Get-Y)", {}),
    ],
)
def test_sample_hosts_stand_for_servers_where_nothing_else_does(code: str, expected: dict[str, str]) -> None:
    placeholders = (Placeholder(name="server name", parameter="Server"),) if "<" in code else ()
    command = fixtures.command("c", code, purpose="literal", placeholders=placeholders)
    assert written_placeholders(command) == expected


def test_a_probes_health_set_is_its_own() -> None:
    found = cut("Invoke-X <set>\\<probe> -H <set>", {"set": "HealthSet", "probe": "Probe"})
    assert [piece for piece in found if not isinstance(piece, str)] == [
        ("bare", (("ProbeHealthSet", "<set>"), "\\", ("Probe", "<probe>"))),
        ("bare", (("HealthSet", "<set>"),)),
    ]


CODE = st.text(st.sampled_from(list("ab -|;(){}'\"\u2019\u201d`$#@:=\\\n.,&")), max_size=30)


@given(st.lists(CODE, min_size=1, max_size=5))
def test_the_pieces_of_any_code_are_the_code(parts: list[str]) -> None:
    code = "<x>".join(parts)
    assert joined(cut(code, {"x": "X"})) == code


def test_two_lists_to_choose_from_are_two_parameters() -> None:
    """Picked for the one, `Set-A` must not go where `Get-A` is offered."""
    codes = [
        ("Set-A | Set-B", "Command"),
        ("Get-A | Get-B", "Command"),
        ("Set-A | Set-B", "Command"),
        ("x", "Server"),
    ]
    found = distinct_placeholders(
        [
            fixtures.command("c", f"<{name}> y", placeholders=(fixtures.holder(name, to),))
            for name, to in codes
        ]
    )
    assert [list(each.values()) for each in found] == [["Command"], ["Command2"], ["Command"], ["Server"]]
