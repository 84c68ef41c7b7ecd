"""Commands as a script may hold them."""

from __future__ import annotations

import pytest
from hypothesis import given

from runbookc import commands
from tests.commands.strategies import NASTY_TEXT, templates

NAMES = {"server name": "Server", "set": "HealthSet", "probe": "Probe", "server1.contoso.com": "Server"}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            'Get-ServerHealth <server name> | ?{$_.HealthSetName -eq "<set>"}',
            "Get-ServerHealth -Identity $Server"
            " | Where-Object -FilterScript {$_.HealthSetName -eq $HealthSet}",
        ),
        (
            "Invoke-MonitoringProbe <set>\\<probe> -Server server1.contoso.com | fl",
            'Invoke-MonitoringProbe -Identity "${HealthSet}\\${Probe}" -Server $Server | Format-List',
        ),
        ("Get-X \u2013A \u201cb c\u201d", 'Get-X -A "b c"'),
        ("[PS] C:\\>Get-Queue # why", "Get-Queue"),
        ("Set-service a -startuptype automatic", "Set-Service -Name a -StartupType automatic"),
        ("Get-Mailbox -Archive foo", "Get-Mailbox -Archive -Identity foo"),
        ("Get-X |\n  ft Name,\n  B", "Get-X | Format-Table -Property Name, B"),
        ("New-X -A <set> [-Archive]", "New-X -A $HealthSet"),
        ("call start-migrationbatch -Identity x", "Start-MigrationBatch -Identity x"),
        ("Get-EventLog -LogName A -After (Get-Date).AddDays(-1)", None),
        ("Get-X '<set>$(b)*'", 'Get-X "${HealthSet}`$(b)*"'),
        (
            "$a = gsv x\nforeach ($b in $a) { $b.Name }",
            "$a = Get-Service -Name x\nforeach ($b in $a) { $b.Name }",
        ),
    ],
)
def test_powershell(code: str, expected: str | None) -> None:
    expected = code if expected is None else expected
    assert commands.powershell(code, "powershell", NAMES) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("net stop MSExchangePOP3", "& net.exe stop MSExchangePOP3"),
        ("%SystemRoot%\\inetsrv\\Appcmd recycle P", '& "${env:SystemRoot}\\inetsrv\\Appcmd.exe" recycle P'),
        ('appcmd.exe recycle apppool /apppool.name:"P"', "& appcmd.exe recycle apppool '/apppool.name:P'"),
        ("ping <server name>", "& ping.exe $Server"),
        ('"C:\\Program Files\\x.exe" /a "it\'s"', "& 'C:\\Program Files\\x.exe' /a 'it''s'"),
        ("dir C:\\", None),
        ('netstat -ano | find "x"', None),
        ("ping a > b.txt", None),
        ("telnet a 25", None),
    ],
)
def test_cmd(code: str, expected: str | None) -> None:
    assert commands.powershell(code, "cmd", NAMES) == expected


@pytest.mark.parametrize(
    "code",
    [
        "Get-X <unknown>",
        "Get-X 'a",
        "<Get-A | Get-B> <set>",
        "Remove-MigrationBatch -Identity",
        'Get-X "$(Remove-Y)"',
        "5",
    ],
)
def test_what_is_to_be_done_by_hand(code: str) -> None:
    assert commands.powershell(code, "powershell", NAMES) is None


def test_a_variable_name_cannot_become_code() -> None:
    assert commands.powershell("Get-X <a>", "powershell", {"a": "b; Remove-Y"}) is None


@given(templates())
def test_the_result_parses_and_has_no_placeholder(case: tuple[str, dict[str, str]]) -> None:
    template, values = case
    out = commands.powershell(template, "powershell", {name: f"V{name}" for name in values})
    assert out is not None
    facts = commands.analyse(out, "powershell")
    assert facts.parses
    assert facts.placeholders == ()
    assert facts.cmdlets == commands.analyse(template, "powershell").cmdlets


@given(NASTY_TEXT)
def test_the_result_runs_the_same_commands(text: str) -> None:
    code = f"Get-X {text}"
    facts = commands.analyse(code, "powershell")
    names = {placeholder.name: "V" for placeholder in facts.placeholders}
    out = commands.powershell(code, "powershell", names)
    if out is not None:
        assert commands.analyse(out, "powershell").cmdlets == facts.cmdlets
