"""Templates and examples, variants, lost backslashes."""

from __future__ import annotations

import pytest

from runbookc import commands

HEALTH = 'Get-ServerHealth <server name> | ?{$_.HealthSetName -eq "<health set name>"}'
PROBE = r"Invoke-MonitoringProbe <health set name>\<probe name> -Server <server name> | Format-List"


@pytest.mark.parametrize(
    ("template", "example", "bindings"),
    [
        (
            HEALTH,
            "get-serverhealth server1.contoso.com | where { $_.HealthSetName -eq 'POP' }",
            {"server name": "server1.contoso.com", "health set name": "POP"},
        ),
        (
            PROBE,
            r"Invoke-MonitoringProbe -Server server1.contoso.com POP\PopCTPProbe | fl",
            {"health set name": "POP", "probe name": "PopCTPProbe", "server name": "server1.contoso.com"},
        ),
        (
            PROBE.replace("\\", ""),
            r"Invoke-MonitoringProbe POP\PopCTPProbe -Server mbx1 | fl",
            {"health set name": "POP", "probe name": "PopCTPProbe", "server name": "mbx1"},
        ),
        ("Set-X -Identity <s> -A $true", "Set-X mbx1 -A $True", {"s": "mbx1"}),
        (
            "Get-ServerHealth -Identity <s> -HealthSet <h>",
            "Get-ServerHealth -Identity a -HealthSetName b",
            {"s": "a", "h": "b"},
        ),
        ("New-X -Identity <a> [-Archive]", "New-X -Identity b", {"a": "b"}),
        ("New-X -Identity <a> [-Archive]", "New-X -Identity b -Archive", {"a": "b"}),
        (
            "<Set-A | Set-B> <s> -On <$true | $false> -Size <n> -Path <p>",
            'Set-B x -Path "D:\\a b" -On $false',
            {"Set-A | Set-B": "Set-B", "s": "x", "$true | $false": "$false", "p": "D:\\a b"},
        ),
        ("Set-X -Plans <list>", "Set-X -Plans a, b", {"list": "a, b"}),
        ("ping <server name>", "PING server1", {"server name": "server1"}),
        ("Get-X a | fl", "get-x 'a' | Format-List", {}),
    ],
)
def test_an_instance(template: str, example: str, bindings: dict[str, str]) -> None:
    assert commands.unify(template, example) == bindings


@pytest.mark.parametrize(
    ("template", "example"),
    [
        (HEALTH, "Get-ServerHealth server1 | ?{$_.HealthSetName -like 'POP'}"),
        (HEALTH, "Get-ServerHealth server1"),
        (HEALTH, HEALTH),
        ("Get-X <a>", "Get-Y b"),
        ("Get-X <a>", "Get-X"),
        ("Get-X <a>", "Get-X b -C d"),
        ("Get-X <a> -B <a>", "Get-X c -B d"),
        ("Get-X -A <b>", "Get-X -C d"),
        ("<Set-A | Set-B> <s>", "Set-C x"),
        ("Set-X -On <$true | $false>", "Set-X -On 5"),
        ("Get-X a", "Get-X b"),
        ("Get-X <a> | fl", "Get-X b; fl"),
    ],
)
def test_no_instance(template: str, example: str) -> None:
    assert commands.unify(template, example) is None


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Get-X  a |fl", "get-x a | Format-List"),
        ("Get-X 'a'", 'Get-X "a"'),
        ("Get-X \u2013A \u201cb\u201d", 'Get-X -A "b"'),
        ("Get-ServerHealth -healths x", "Get-ServerHealth -HealthSet x"),
        ("?{$_.A -EQ 'b'}", "Where-Object { $_.a -eq 'b' }"),
        ("Get-X `\n -A b", "Get-X -A b"),
        ("Get-X -A b # why", "Get-X -A b"),
    ],
)
def test_the_same_command(a: str, b: str) -> None:
    assert commands.normal_form(a, "powershell") == commands.normal_form(b, "powershell")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Get-X a", "Get-X b"),
        ("Get-X -A b", "Get-X -B b"),
        ("Get-X <a>", "Get-X a"),
        (PROBE, PROBE.replace("\\", "")),
        ("Get-X | fl", "Get-X ; fl"),
        ("Get-X $true", "Get-X $false"),
    ],
)
def test_not_the_same_command(a: str, b: str) -> None:
    assert commands.normal_form(a, "powershell") != commands.normal_form(b, "powershell")


@pytest.mark.parametrize(
    ("a", "b", "kinds"),
    [
        ("Get-X a", "Set-X a", ["cmdlet"]),
        ("Get-X -Server a", "Get-X -Servidor a", ["parameter"]),
        ("Get-X POP\\A", "Get-X POP\\B", ["value"]),
        ("Get-X <server name>", "Get-X a", ["placeholder"]),
        ("Get-ServerHealth <server name>", "Get-ServerHealth <nome do servidor>", ["placeholder-name"]),
        ("Get-X <a>\\<b>", "Get-X <a><b>", ["value"]),
        ("Get-X server1.contoso.com", "Get-X server2.contoso.com", ["host"]),
        ("Get-X C:\\a", "Get-X C:\\b", ["path"]),
        ("?{$_.HealthSetName}", "?{$_.HealtSetName}", ["member"]),
        ("?{$_.A -eq 1}", "?{$_.A -ne 1}", ["operator"]),
        ("Get-X | fl", "Get-X", ["pipe", "cmdlet"]),
        ("Get-X 'a'", "Get-X \u201ea\u201c", ["quote"]),
        ("Get-X -A b", "Get-X \u2013A b", ["dash"]),
        ("Get-X a", "Get-X\u00a0a", ["space"]),
        ("Get-X a", "get-x a", ["case"]),
        ("Get-X | fl", "Get-X | Format-List", ["alias"]),
    ],
)
def test_differences(a: str, b: str, kinds: list[str]) -> None:
    assert [one.kind for one in commands.compare(a, b, "powershell")] == kinds


def test_a_difference_knows_its_places() -> None:
    (one,) = commands.compare("Get-X -A b", "Get-X -AB b", "powershell")
    assert (one.left, one.right, one.left_offset, one.right_offset) == ("-A", "-AB", 6, 6)


def test_backslashes_that_markdown_ate() -> None:
    written = PROBE.replace("\\", "")
    other = r"Invoke-MonitoringProbe <Set>\<Sonde> -Server <Server> | Format-List"
    assert commands.lost_backslash(written, PROBE)
    assert commands.restore(written, ["Get-X", other]) == PROBE
    assert not commands.lost_backslash(PROBE, PROBE)
    assert commands.restore(PROBE, [PROBE]) is None
    assert commands.restore("Get-X <a><b>", [PROBE]) is None


@pytest.mark.parametrize(
    "text",
    [
        HEALTH,
        PROBE.replace("\\", ""),
        "Get-ServerHealth server1.contoso.com | ?{$_.HealthSetName -eq 'POP'}",
        "Get-MailboxDatabaseCopyStatus -Server <ServerName> | group status",
        "Set-service msExchangePOP3 -startuptype automatic",
        "Suspend-MailboxDatabaseCopy \u2013Identity DB1\\MBX1 \u2013SuspendComment \u201cпонедельник\u201d",
        "<Get-TransportService | Get-FrontEndTransportService> <ServerIdentity> | Format-List Log*",
        "net start msExchangePOP3",
        "Iisreset /noforce",
        "%SystemRoot%\\System32\\inetsrv\\Appcmd recycle apppool MSExchangeOWAAppPool",
        "telnet server1.contoso.com 110",
    ],
)
def test_a_paragraph_that_is_a_command(text: str) -> None:
    assert commands.is_prose_command(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Get-ServerHealth",
        "Test-ReplicationHealth checks every copy",
        "Test-ReplicationHealth prüft jede Kopie",
        "Get-ServerHealth は状態を示します <server name>",
        "Get-ServerHealth <server name>.",
        "Get-ServerHealth -Identity parameter tells which",
        "Restart-Service MSExchangePOP3 again",
        "Iisreset /noforce ausführen",
        "Test-PopConnectivity, Test-ImapConnectivity",
        "Net start the service",
        "Find the server",
        "Find MSExchangePOP3",
        "Cluster DAG1",
        "PowerShell 5.1",
        "Move DB1",
        "Re-enable <database>",
        "Log-on server1 fails",
        "Active Directory",
        "<server name>",
        "In <server name>, look for x",
    ],
)
def test_a_paragraph_that_is_none(text: str) -> None:
    assert not commands.is_prose_command(text)
