"""What a change may do, and what takes it back."""

from __future__ import annotations

import pytest

from runbookc import commands


def risk(code: str) -> commands.Risk:
    piece = commands.split(code)[0]
    return commands.risk(piece.code, piece.language)


@pytest.mark.parametrize(
    ("code", "category", "target"),
    [
        ("Get-Queue", "none", ""),
        ("Set-PopSettings -Server <a> -B c", "configuration", "<a>"),
        ("Restart-Service MSExchangePOP3", "service-restart", "MSExchangePOP3"),
        ("Stop-Service x", "service-stop", "x"),
        ("Get-Service x | Restart-Service", "service-restart", "x"),
        ("Get-Queue -Server <a> | Retry-Queue -Resubmit $true", "queue", "<a>"),
        ("Get-X -Database DB1 | New-MoveRequest -TargetDatabase DB2", "configuration", "DB1"),
        ("Set-TransportConfig -MaxSendSize 5MB", "configuration", "5MB"),
        ("shutdown /r /t 0", "server-restart", ""),
        ("Restart-Computer <a>", "server-restart", "<a>"),
        ("shutdown /r", "server-restart", ""),
        ("Set-MailboxServer <a> -DatabaseCopyActivationDisabledAndMoveNow $true", "database-move", "<a>"),
        ("Move-ActiveMailboxDatabase DB1 -ActivateOnServer b", "database-move", "DB1"),
        ("Dismount-Database DB1", "database-offline", "DB1"),
        ("Remove-DlpPolicy 'A B'", "data-removal", "A B"),
        ("New-MailboxRepairRequest -Mailbox a", "repair", "a"),
        (
            '%windir%\\system32\\inetsrv\\appcmd.exe recycle apppool /apppool.name:"P"',
            "app-pool-recycle",
            "P",
        ),
        ("appcmd recycle apppool P", "app-pool-recycle", "P"),
        ("Iisreset /noforce", "web-server-restart", ""),
        ("net stop w3svc && net start w3svc", "service-restart", "w3svc"),
        ("net stop w3svc", "service-stop", "w3svc"),
        ("reg delete HKLM\\X", "data-removal", "HKLM\\X"),
        ("taskkill /im x.exe", "process-kill", "x.exe"),
        ("Frobnicate-Thing -A x", "unknown", "x"),
    ],
)
def test_category_and_target(code: str, category: str, target: str) -> None:
    found = risk(code)
    assert (found.category, found.target) == (category, target)
    assert (found.level == 0) == (category == "none")


def test_levels_rise_with_the_damage() -> None:
    codes = ["Get-Queue", "Set-X a -B c", "Restart-Service a", "Restart-Computer a"]
    levels = [risk(code).level for code in codes]
    assert levels == sorted(set(levels))


def test_what_is_no_command_has_no_risk() -> None:
    assert commands.risk("<a/>", "xml").category == "none"


def test_the_undo_of_a_flag() -> None:
    code = "Set-X <a> -Blocked $true -Confirm:$false"
    assert risk(code).undo == "Set-X <a> -Blocked $false -Confirm:$false"
    assert risk("Set-X <a> -B $true -C $false").undo == ""
    assert risk("Get-X -A $true").undo == ""


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Set-X <a> -Blocked $true", "Set-X -Identity <a> -Blocked $false"),
        ("Suspend-X DB1\\M -Comment 'a' -Confirm:$false", "Resume-X -Identity DB1\\M"),
        ("Enable-X a", "Disable-X a"),
        ("net stop a", "Net Start A"),
        ("Stop-Service a", "Start-Service -Name a"),
        ("Set-ServerComponentState a -State Inactive", "Set-ServerComponentState a -State Active"),
    ],
)
def test_a_pair(a: str, b: str) -> None:
    assert commands.undoes(a, b)
    assert commands.undoes(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Set-X <a> -Blocked $true", "Set-X <a> -Blocked $true"),
        ("Set-X <a> -Blocked $true", "Set-X <b> -Blocked $false"),
        ("Set-X <a> -B $true -C $true", "Set-X <a> -B $false -C $false"),
        ("Suspend-X DB1", "Resume-X DB2"),
        ("Suspend-X DB1", "Resume-Y DB1"),
        ("net stop a", "net start b"),
        ("Get-X a", "Set-X a"),
        ("", ""),
    ],
)
def test_no_pair(a: str, b: str) -> None:
    assert not commands.undoes(a, b)
