"""What a command is made of and what it does."""

from __future__ import annotations

import pytest

from runbookc import commands


def analyse(code: str) -> commands.Facts:
    piece = commands.split(code)[0]
    return commands.analyse(piece.code, piece.language)


@pytest.mark.parametrize(
    ("code", "cmdlets"),
    [
        ("get-serverhealth x | ?{$_.A} | ft", ("Get-ServerHealth", "Where-Object", "Format-Table")),
        ("Get-X | % {Set-Y $_} | group a", ("Get-X", "ForEach-Object", "Set-Y", "Group-Object")),
        ("(Get-Date).AddDays(-1)", ("Get-Date",)),
        (
            "<Set-TransportService | Set-MailboxTransportService> <a>",
            ("Set-TransportService", "Set-MailboxTransportService"),
        ),
        ("call start-migrationbatch x", ("Start-MigrationBatch",)),
        ("%windir%\\system32\\inetsrv\\AppCmd.exe list wp", ("appcmd",)),
        ("net stop a && net start a", ("net", "net")),
        ("telnet a 25\nEHLO x", ("telnet",)),
    ],
)
def test_cmdlets(code: str, cmdlets: tuple[str, ...]) -> None:
    assert analyse(code).cmdlets == cmdlets


@pytest.mark.parametrize(
    ("code", "effect"),
    [
        ("Get-ServerHealth <a> | ?{$_.HealthSetName -eq 'x'} | ft", "read"),
        ("Invoke-MonitoringProbe A\\B -Server <s> | fl", "read"),
        ("Test-ReplicationHealth <s>", "read"),
        ("Test-PopConnectivity <s> -ResetTestAccountCredentials", "change"),
        ("Test-PopConnectivity <s> -ResetTestAccountCredentials:$false", "read"),
        ("Test-ComputerSecureChannel -Repair | ft", "change"),
        ("Get-MoveRequestStatistics -MoveRequestQueue <queue>", "read"),
        ("Search-Mailbox <mailbox> -SearchQuery x -DeleteContent", "change"),
        ("Search-AdminAuditLog -Cmdlets x -Purge", "change"),
        ("Format-Volume -DriveLetter D", "unknown"),
        ("Get-Queue | Format-Custom", "read"),
        ("Join-Path a b", "read"),
        ("Kill-Something x", "change"),
        ("Set-MailboxServer <s> -DatabaseCopyActivationDisabledAndMoveNow $true", "change"),
        ("Get-Service x | Restart-Service", "change"),
        ("Get-X | % { Remove-Y $_ }", "change"),
        ("Get-Queue > c:\\x.txt", "change"),
        ("Get-Queue 2> $null", "read"),
        ("Get-Queue | Export-Csv c:\\x.csv", "change"),
        ("Restart-Service x -WhatIf", "read"),
        ("Restart-Service x -WhatIf:$false", "change"),
        ("Frobnicate-Thing x", "unknown"),
        ("Get-X | Frobnicate-Thing", "unknown"),
        ("Get-WmiObject X | % { $_.StopService() }", "change"),
        ("(Get-Date).AddHours(-1)", "read"),
        ("(Get-X).Frobnicate()", "unknown"),
        ('Get-X "$(Remove-Y)"', "unknown"),
        ("Iisreset /noforce", "change"),
        ("iisreset /status", "read"),
        ("ipconfig /all", "read"),
        ("ipconfig /flushdns", "change"),
        ("nltest /sc_query:contoso.com", "read"),
        ("nltest /sc_reset:contoso.com", "change"),
        ("nltest /dsregdns", "change"),
        ("net session", "change"),
        ("net start x", "change"),
        ("sc query x", "read"),
        ("appcmd recycle apppool x", "change"),
        ("%windir%\\system32\\inetsrv\\appcmd.exe list wp", "read"),
        ("netstat -ano | findstr 443", "read"),
        ("ping a > x.txt", "change"),
        ("ping a > nul", "read"),
        ("& 'C:\\x.exe' /a", "unknown"),
    ],
)
def test_effect(code: str, effect: str) -> None:
    assert analyse(code).effect == effect


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            r"Invoke-MonitoringProbe <health set name>\<probe name> -Server <server name>",
            "HealthSet Probe Server",
        ),
        (r"Invoke-MonitoringProbe <Zestaw>\<Sonda> -Server <Serwer>", "HealthSet Probe Server"),
        ("Get-ServerHealth <nome do servidor> | ?{$_.HealthSetName -eq '<名称>'}", "Server HealthSet"),
        ("Get-ServerHealth -Identity <ServerName> -HealthSet <HealthSetName>", "Server HealthSet"),
        ("Set-PopSettings -server <CAS server name>", "CasServer"),
        ("Set-PopSettings -server <nome del server CAS>", "CasServer"),
        ("Get-ServerHealth <mailbox server name>", "MailboxServer"),
        ("Get-ServerHealth <NomeServer>", "Server"),
        ("Test-MRSHealth <servername> -MonitoringContext:$true", "Server"),
        (r"Get-ServerHealth \<*ExchangeServer*\>".replace("\\", ""), "Server"),
        ("Get-MailboxDatabaseCopyStatus <DatabaseCopyName>", "DatabaseCopy"),
        ("Get-Mailbox -Identity <username>", "Mailbox"),
        ("Get-Foo <имя>", "Foo"),
        ("Restart-Service -Name <service>", "Service"),
        ("Set-X -Size <a> -Size2 <b>", "Size Size2"),
        ("ping <server name>", "Server"),
    ],
)
def test_placeholders_become_parameters(code: str, expected: str) -> None:
    assert " ".join(p.parameter for p in analyse(code).placeholders) == expected


def test_two_placeholders_never_share_a_parameter() -> None:
    found = analyse("Move-X -Server <a> | Move-Y -Server <b>").placeholders
    assert [p.parameter for p in found] == ["Server", "Server2"]


@pytest.mark.parametrize(
    "code",
    [
        "Get-X -gt 5",
        "Get-X < in.txt > out.txt",
        "Set-X -Text '<b>bold</b>'",
        "Get-X <# comment #> a",
        "if ($a -lt 5 -and $b -gt 3) { Get-X }",
    ],
)
def test_angle_brackets_that_are_no_placeholders(code: str) -> None:
    assert commands.analyse(code, "powershell").placeholders == ()


@pytest.mark.parametrize(
    "code",
    [
        "Set-X -DialPlans A, B -Family Any",
        "Get-X | ft Name, @{n='x';e={$_.y}}, Z -auto",
        "New-X -Identity <a> [-Archive]",
        "Get-X \u2013Server \u201ca b\u201d | where {$_.A \u2013like \u201c*b*\u201d}",
        "$x.A -eq <value>",
        "<Set-A | Set-B> <c> -D <$true | $false>",
        "Get-X -A\n    -B c",
        "[PS] C:\\>Get-X # why",
        "Get-X $env:a\\b",
        "Set-X @{add='a','b';remove='c'}",
        "Get-X -Start (Get-Date).AddDays(-1)",
        "./Check.ps1 -Server x",
        "Set-Mailbox <mailbox> -CustomAttribute1 <value> -CustomAttribute10:$null",
    ],
)
def test_what_powershell_reads_parses(code: str) -> None:
    assert commands.analyse(code, "powershell").errors == ()


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("Get-X 'a", "' is not closed at character 7"),
        ("Get-X | ?{$_.A", "{ is not closed at character 10"),
        ("Get-X )", ") closes nothing at character 7"),
        ("Get-X | | ft", "cannot read"),
        ("Get-X |", ""),
    ],
)
def test_what_it_does_not_read_does_not_parse(code: str, error: str) -> None:
    facts = commands.analyse(code, "powershell")
    assert not facts.parses
    assert error in facts.errors[0]


def test_the_parts_of_a_command() -> None:
    facts = commands.analyse(
        'get-serverhealth server1.contoso.com -healthset "POP" | ?{$_.AlertValue -ne $null -and $x}',
        "powershell",
    )
    assert facts.parameters == ("HealthSet",)
    assert facts.members == ("AlertValue",)
    assert facts.hosts == ("server1.contoso.com",)
    assert facts.literals == ("server1.contoso.com", "POP")
    assert facts.variables == ("$x",)


def test_a_parameter_that_lacks_its_value() -> None:
    assert analyse("Remove-MigrationBatch -Identity").missing_values == ("Identity",)
    assert analyse("New-MigrationBatch -Local -Name").missing_values == ("Name",)
    assert analyse("Get-Mailbox -Monitoring -Identity <x>").missing_values == ()


def test_data_has_tokens_and_placeholders_only() -> None:
    facts = commands.analyse('<add key="A" value="lync01.contoso.com" />', "xml")
    assert facts.parses
    assert (facts.cmdlets, facts.effect, facts.placeholders) == ((), "unknown", ())
    assert facts.hosts == ("lync01.contoso.com",)
