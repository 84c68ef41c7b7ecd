"""Code blocks to commands, output and other text."""

from __future__ import annotations

import pytest

from runbookc import commands


def shape(text: str, info: str = "") -> list[tuple[int, int, str, bool]]:
    return [(piece.first, piece.last, piece.language, piece.output) for piece in commands.split(text, info)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Get-Queue", [(0, 0, "powershell", False)]),
        ("\n\nGet-Queue\n\n", [(2, 2, "powershell", False)]),
        ("Get-Queue\nGet-Service", [(0, 0, "powershell", False), (1, 1, "powershell", False)]),
        ("Get-Queue |\n  Format-List", [(0, 1, "powershell", False)]),
        ("Get-Queue\n| fl", [(0, 1, "powershell", False)]),
        ("Get-Queue `\n-Server x", [(0, 1, "powershell", False)]),
        ("Get-Queue\n    -Server x\nGet-Service", [(0, 1, "powershell", False), (2, 2, "powershell", False)]),
        ('Get-X | ?{$_.Name -like "A B  \nwork*"}', [(0, 1, "powershell", False)]),
        ("Get-X -A b,\nc", [(0, 1, "powershell", False)]),
        ("if ($a) {\n\n  Get-X\n}\nelse {\n  Get-Y\n}", [(0, 6, "powershell", False)]),
        ("$a = @'\nGet-X\n'@\nGet-Y", [(0, 2, "powershell", False), (3, 3, "powershell", False)]),
        ("# why\nGet-X\n# and\nGet-Y\n# end", [(0, 1, "powershell", False), (2, 4, "powershell", False)]),
        ("Get-X 'open\nGet-Y", [(0, 0, "powershell", False), (1, 1, "powershell", False)]),
        ("net start A\nNet Stop B", [(0, 0, "cmd", False), (1, 1, "cmd", False)]),
        ("cd %ExchangeInstallPath%\\bin\nsc query A", [(0, 0, "cmd", False), (1, 1, "cmd", False)]),
        ("xcopy a ^\nb", [(0, 1, "cmd", False)]),
        ("telnet a 25\n220 a ESMTP\nEHLO b\nGet-Queue", [(0, 2, "cmd", False), (3, 3, "powershell", False)]),
        ("nslookup\nset type=mx\ncontoso.com", [(0, 2, "cmd", False)]),
        ("C:\\>ipconfig /all", [(0, 0, "cmd", False)]),
        ("[PS] C:\\>Get-Queue", [(0, 0, "powershell", False)]),
        ("cd $exscripts; .\\Do.ps1 -A b", [(0, 0, "powershell", False)]),
        ("New-TestCasConnectivityUser.ps1 -A b", [(0, 0, "powershell", False)]),
        ("call Start-Service x", [(0, 0, "powershell", False)]),
        ("%SystemRoot%\\System32\\inetsrv\\Appcmd recycle A", [(0, 0, "cmd", False)]),
        ('"C:\\Program Files\\x.exe" /a', [(0, 0, "cmd", False)]),
        ("<Get-A | Get-B> <ServerIdentity> | fl", [(0, 0, "powershell", False)]),
    ],
)
def test_commands(text: str, expected: list[tuple[int, int, str, bool]]) -> None:
    assert shape(text) == expected


@pytest.mark.parametrize(
    ("text", "language", "output"),
    [
        ('<add key="A" value="b" />', "xml", False),
        ("<configuration>\n  <a/>\n</configuration>", "xml", False),
        ("<?xml version='1.0'?>\n<a/>", "xml", False),
        ("HKEY_LOCAL_MACHINE\\SYSTEM\\A\\B", "registry", False),
        ('[HKEY_LOCAL_MACHINE\\SOFTWARE\\X]\n"a"=dword:1', "registry", False),
        ('{"a": [1, 2]}', "json", False),
        ("[log]\npath=C:\\x", "ini", False),
        ("C:\\Program Files\\Microsoft\\Exchange Server", "text", False),
        ("https://server1.contoso.com/owa/healthcheck.htm", "text", False),
        ("Server  State\n------  -----\na       b", "text", True),
        ("Name  : a\nState : b\n\nName  : c\nState : d", "text", True),
        ("Result    : Succeeded", "text", True),
        ("System.NullReferenceException: x\n   at A.B.C(String s)\n   at A.D()", "text", True),
        ("Thumbprint: 0a0b", "text", False),
    ],
)
def test_what_is_no_command(text: str, language: str, output: bool) -> None:
    for info in ("", "powershell"):
        (piece,) = commands.split(text, info)
        assert (piece.language, piece.output) == (language, output)
        assert piece.code == text


def test_what_follows_a_command_and_is_none_is_its_output() -> None:
    text = "[PS] C:\\>Get-X\n\nA  B\n-  -\n1  2\n\n3  4\n\n[PS] C:\\>Get-Y"
    assert shape(text) == [(0, 0, "powershell", False), (2, 6, "text", True), (8, 8, "powershell", False)]


def test_a_command_keeps_its_bytes() -> None:
    text = "  Get-X \u2013A\u00a0b  "
    assert commands.split(text)[0].code == text


def test_the_info_string_is_asked_only_where_the_text_does_not_tell() -> None:
    assert shape("Frobnicate -Server x", "powershell") == [(0, 0, "powershell", False)]
    assert shape("Frobnicate -Server x") == [(0, 0, "text", False)]
    assert shape("net start A", "powershell") == [(0, 0, "cmd", False)]
    assert shape("Get-X", "console") == [(0, 0, "powershell", False)]


@pytest.mark.parametrize("text", ["", "\n\n", " \t"])
def test_nothing(text: str) -> None:
    assert commands.split(text) == ()
