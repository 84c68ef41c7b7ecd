"""Which commands a script may run, where they act, and which values belong to the author alone."""

from __future__ import annotations

import re

from runbookc.commands import tables
from runbookc.commands.effects import READ, cmdlet_effect
from runbookc.commands.facts import Token

_NAMING = re.compile(
    r"(?:Identity|Name|Server|Servers|Computer|ComputerName|Database|Mailbox|User|Path|File|Folder|Comment"
    r"|Address|Domain|DialPlans?|Site|Group|Fqdn|Url|Uri|Account|Node|Members?|Queue|Organization\w*)"
)
"""How the names of parameters end that take the name of an object."""
_REFUSED = frozenset(
    (
        *("Add-Type", "ForEach-Object", "Get-Credential", "Get-WmiObject", "Invoke-CimMethod"),
        *("Invoke-Command", "Invoke-Expression", "Invoke-Item", "Invoke-RestMethod", "Invoke-WebRequest"),
        *("Invoke-WmiMethod", "New-Item", "New-Object", "New-Service", "Out-GridView", "Read-Host"),
        *("Register-ScheduledTask", "Remove-WmiObject", "Set-ExecutionPolicy", "Set-Item", "Set-StrictMode"),
        *("Set-WmiInstance", "Show-Command", "Start-Process", "Start-Sleep", "Tee-Object", "Write-Host"),
    )
)
"""Cmdlets that run other code, change the session, or wait for someone."""
_SESSION_VERBS = frozenset(("Debug", "Enter", "Exit", "Pop", "Push", "Trace", "Use", "Wait"))
_SESSION_NOUNS = frozenset(
    (
        *("Alias", "CimIndicationEvent", "EngineEvent", "Event", "FormatData", "History", "Host", "Job"),
        *("Location", "Module", "ObjectEvent", "PSBreakpoint", "PSDrive", "PSSession", "PSSnapin"),
        *("ThreadJob", "TraceSource", "Transcript", "TypeData", "Variable", "WmiEvent"),
    )
)
_OUT_VARIABLE = re.compile(r"(?:out|error|warning|information|pipeline)v[a-z]*|[oewip]v", re.IGNORECASE)
"""The parameters that name a variable, also cut short."""
_LOCAL_NOUNS = frozenset(
    (
        "Service",
        "Process",
        "WebAppPool",
        "Website",
        "WebSite",
        "WebItem",
        "WebConfiguration",
        "WebBinding",
        "WebConfigurationProperty",
        "Computer",
        "EventLog",
        "WinEvent",
        "Counter",
        "Item",
        "ItemProperty",
        "ChildItem",
        "Content",
        "Path",
        "Acl",
        "ScheduledTask",
        "WindowsFeature",
        "NetFirewallRule",
        "ClusterNode",
        "PerformanceCounter",
    )
)
PROGRAMS = {
    "appcmd": r"System32\inetsrv\appcmd.exe",
    "iisreset": r"System32\iisreset.exe",
    "ipconfig": r"System32\ipconfig.exe",
    "net": r"System32\net.exe",
    "nltest": r"System32\nltest.exe",
    "sc": r"System32\sc.exe",
    "w32tm": r"System32\w32tm.exe",
}
"""Programs that take plain arguments and ask nothing, below the Windows folder."""


def positional(cmdlet: str, position: int, token: Token) -> str:
    """The name of the parameter that an argument without a name stands for; empty when not known."""
    known = tables.cmdlets().get(cmdlet)
    if cmdlet == "Where-Object" and token.kind == "bracket":
        return "FilterScript"
    if known is None or position >= len(known.positional):
        return ""
    role = known.positional[position]
    for name in ("Identity" if role == known.identity else role, role, f"{role}Name", "Name"):
        if name in known.parameters:
            return name
    return ""


def is_refused(cmdlet: str) -> bool:
    """Whether a cmdlet runs other code, changes the session, or waits for someone."""
    verb, _, noun = cmdlet.partition("-")
    return cmdlet in _REFUSED or verb in _SESSION_VERBS or (noun in _SESSION_NOUNS and verb != "Get")


def sets_a_variable(parameter: str) -> bool:
    """Whether a parameter names a variable, which may be one that the script lives by."""
    return _OUT_VARIABLE.fullmatch(parameter) is not None


def changes(cmdlet: str) -> bool:
    return cmdlet_effect(cmdlet) != READ


def is_local(cmdlet: str) -> bool:
    """Whether a cmdlet acts on the computer that it runs on, unless it is told another."""
    return cmdlet.partition("-")[2] in _LOCAL_NOUNS


def names_an_object(cmdlet: str, parameter: str) -> bool:
    """Whether a parameter takes the name of an object that another organization calls otherwise.

    Services, application pools and health sets are called the same everywhere.
    """
    if parameter in ("ComputerName", "Server"):
        return True
    if is_local(cmdlet) or cmdlet.partition("-")[0] in ("Where", "Group", "Select", "Sort", "Measure"):
        return False
    known = tables.cmdlets().get(cmdlet)
    if parameter == "Identity" and known and known.identity.startswith("HealthSet"):
        return False
    return bool(re.search(f"{_NAMING.pattern}$", parameter))
