"""What an operator may meet, as data: for the emulator, and for a real PowerShell where there is one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

DEEP = "recovery-popdeeptestmonitor"
CTP = "recovery-popctpmonitor"
HEALTHY = (("PopCTPMonitor", "Healthy"), ("PopDeepTestMonitor", "Healthy"))
DEEP_DOWN = (("PopCTPMonitor", "Healthy"), ("PopDeepTestMonitor", "Unhealthy"))
BLOCK, UNBLOCK = ("Set-MailboxServer", True), ("Set-MailboxServer", False)
READS = ("Get-ServerHealth", "Invoke-MonitoringProbe", "Get-PopSettings")


@dataclass(frozen=True)
class Scenario:
    """One run of the fixture's script."""

    name: str
    arguments: dict[str, Any]
    code: int
    """The exit code."""
    health: tuple[tuple[str, str], ...] = HEALTHY
    probes: tuple[str, ...] = ("Failed",)
    """Results of the probe, one a call; the last one stays."""
    answers: tuple[str, ...] = ()
    """To Read-Host, in order; then nothing."""
    changes: tuple[tuple[str, bool], ...] = ()
    """Changing commands that must have run, and the switch that they set."""
    outcomes: dict[str, str] = field(default_factory=dict)
    """Step id to the outcome of its last object."""
    said: str = ""
    """Part of a text that must have been shown."""
    warned: str = ""
    failed: str = ""
    """Part of the error that must have been written."""
    mocked: bool = True
    interactive: bool = True
    reader: bool = False
    """Whether a function of the caller's stands in the place of Read-Host although nobody is there."""
    record: str | None = None
    """A record to resume, as JSON."""


def recovering(**more: Any) -> dict[str, Any]:
    return {"Server": "mbx01", "Monitor": "PopDeepTestMonitor", "Recover": True, "NoWait": True, **more}


SCENARIOS = (
    Scenario("list", {"List": True}, 0, mocked=False),
    Scenario("cmdlets are missing", {"Server": "mbx01"}, 7, mocked=False, failed="Get-ServerHealth"),
    Scenario("healthy", {"Server": "mbx01"}, 0, said="2 monitors were checked"),
    Scenario(
        "unhealthy",
        {"Server": "mbx01"},
        2,
        health=DEEP_DOWN,
        outcomes={"verification.2.1": "succeeded", "verification.2.3": "Failed"},
        said="-Section recovery-popdeeptestmonitor",
    ),
    Scenario("transient", {"Server": "mbx01"}, 0, health=DEEP_DOWN, probes=("Succeeded",), said="transient"),
    Scenario("a monitor is named", {"Server": "mbx01", "Monitor": "PopCTPMonitor"}, 2),
    Scenario("no such monitor", {"Server": "mbx01", "Monitor": "Pop"}, 8, failed="PopCTPMonitor"),
    Scenario("nothing is shown", {"Server": "mbx01"}, 3, health=()),
    Scenario("the server is asked for", {}, 0, answers=("mbx01",)),
    Scenario("a harmful answer is refused", {}, 8, answers=("x; Remove-Item y",), failed="-Server"),
    Scenario("nobody to ask for the server", {}, 6, interactive=False, failed="-Server"),
    Scenario(
        "another language", {"Server": "mbx01", "Locale": "pt-BR"}, 0, said="nenhum deles está com problema"
    ),
    Scenario("a language next to it", {"Server": "mbx01", "Locale": "pt-PT"}, 0, said="nenhum deles"),
    Scenario("Chinese", {"Server": "mbx01", "Locale": "zh-CN"}, 0, said="已检查 2 个监视器"),
    Scenario("a language that is not there", {"Server": "mbx01", "Locale": "xx-XX"}, 0, said="monitors were"),
    Scenario(
        "success after the restart",
        recovering(),
        0,
        probes=("Failed", "Succeeded"),
        answers=("1",),
        outcomes={f"{DEEP}.1": "succeeded", f"{DEEP}.2": "Succeeded"},
        said="The problem is solved.",
    ),
    Scenario(
        "the end without success",
        recovering(Confirm=False, ManualAction="Done"),
        5,
        changes=(BLOCK,),
        outcomes={f"{DEEP}.3": "succeeded", f"{DEEP}.6": "skipped"},
        warned="-DatabaseCopyActivationDisabledAndMoveNow $false",
    ),
    Scenario(
        "a stop with an open change",
        recovering(Confirm=False),
        5,
        answers=("1", "3"),
        changes=(BLOCK,),
        outcomes={f"{DEEP}.4": "stopped"},
        warned=f"{DEEP}.3",
    ),
    Scenario(
        "the change is taken back although the problem persists",
        recovering(Confirm=False),
        3,
        answers=("1", "1", "1", "1"),
        changes=(BLOCK, UNBLOCK),
        outcomes={f"{DEEP}.6": "succeeded"},
    ),
    Scenario("a stop", recovering(), 4, answers=("3",), outcomes={f"{DEEP}.1": "stopped"}),
    Scenario("no answer is a stop", recovering(), 4, outcomes={f"{DEEP}.1": "stopped"}),
    Scenario("whatif", recovering(WhatIf=True), 0, outcomes={f"{DEEP}.3": "whatif", f"{DEEP}.6": "whatif"}),
    Scenario(
        "whatif walks on after a success",
        recovering(WhatIf=True),
        0,
        probes=("Succeeded",),
        outcomes={f"{DEEP}.6": "whatif"},
    ),
    Scenario(
        "nobody to consent",
        recovering(ManualAction="Done"),
        6,
        interactive=False,
        outcomes={f"{DEEP}.2": "Failed"},
        failed="-Confirm:$false",
    ),
    Scenario(
        "nobody to ask, all said before",
        recovering(Confirm=False, ManualAction="Done"),
        5,
        interactive=False,
        changes=(BLOCK,),
    ),
    Scenario("a function answers for Read-Host", {}, 0, answers=("mbx01",), interactive=False, reader=True),
    Scenario(
        "a function in the place of Read-Host does not consent",
        recovering(),
        6,
        answers=("1", "1", "1", "1"),
        interactive=False,
        reader=True,
        failed="-Confirm:$false",
    ),
    Scenario(
        "a function answers, and the caller has consented",
        recovering(Confirm=False),
        3,
        answers=("1", "1", "1", "1"),
        interactive=False,
        reader=True,
        changes=(BLOCK, UNBLOCK),
    ),
    Scenario("an unclear answer is asked again", recovering(), 4, answers=("s", "si", "3")),
    Scenario("nobody to do a step", recovering(Confirm=False), 6, interactive=False, failed="-ManualAction"),
    Scenario(
        "one step",
        {"Server": "mbx01", "Step": f"{DEEP}.3", "Confirm": False},
        5,
        changes=(BLOCK,),
        outcomes={f"{DEEP}.3": "succeeded"},
    ),
    Scenario(
        "from a step on",
        {"Server": "mbx01", "From": f"{DEEP}.6", "Confirm": False},
        0,
        changes=(UNBLOCK,),
        outcomes={f"{DEEP}.6": "succeeded"},
    ),
    Scenario("no such step", {"Step": "recovery.99"}, 8, failed="recovery.99"),
    Scenario(
        "a section",
        {"Server": "mbx01", "Section": CTP, "CasServer": "cas01", "ManualAction": "Skip", "Confirm": False},
        3,
        changes=(("Set-PopSettings", True),),
        outcomes={f"{CTP}.2": "succeeded", f"{CTP}.3": "skipped"},
    ),
    Scenario(
        "undo",
        {"Server": "mbx01", "CasServer": "cas01", "Undo": True, "Confirm": False},
        0,
        changes=(UNBLOCK,),
    ),
    Scenario(
        "an undo that asks for its server once",
        {"Undo": True, "Section": DEEP, "Confirm": False},
        0,
        answers=("mbx01",),
        changes=(UNBLOCK,),
    ),
    Scenario(
        "resume",
        {"Confirm": False},
        0,
        probes=("Succeeded",),
        answers=("1", "1"),
        changes=(UNBLOCK,),
        outcomes={f"{DEEP}.4": "succeeded", f"{DEEP}.6": "succeeded"},
        said=f"{DEEP}.3 is done already",
        record="blocked",
    ),
    Scenario("undo of a record", {"Undo": True, "Confirm": False}, 0, changes=(UNBLOCK,), record="blocked"),
    Scenario("a record of another runbook", {}, 8, record="foreign", failed="pop"),
    Scenario("no record at all", {}, 8, record="broken", failed="record.json"),
)

_ENTRY = '{"state": "done", "at": "2026-03-09T14:0%d:05Z", "by": "another", "note": "in Lisbon"}'
_STEPS = ", ".join(f'"{DEEP}.{number}": {_ENTRY % number}' for number in (1, 2, 3))
RECORDS = {
    "blocked": '{"format": "runbookc-record", "schema_version": 1, "runbook": "pop", "build": "0123", '
    '"created": "2026-03-09T14:00:05Z", "updated": "2026-03-09T14:03:05Z", "operator": "another", '
    '"values": {"Server": {"value": "mbx01", "at": "2026-03-09T14:00:05Z"}, '
    '"Monitor": {"value": "PopDeepTestMonitor", "at": "2026-03-09T14:00:05Z"}}, '
    f'"steps": {{{_STEPS}}}}}',
    "foreign": '{"format": "runbookc-record", "schema_version": 1, "runbook": "imap"}',
    "broken": "no JSON",
}
