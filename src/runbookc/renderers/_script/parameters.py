"""Placeholders as parameters of the script: their names, and which values do no harm."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

import msgspec

from runbookc.commands.placeholders import pascal, slots

_OWN = (
    "Monitor Recover Step From Section List Undo RecordPath Resume Locale ManualAction NoWait "
    # variables of the script itself, and those that PowerShell sets
    "Runbook Option Given Messages Run DefaultText Parameter Args Input Host Error Matches PID Profile Home "
    "Event Sender This ForEach Switch StackTrace MyInvocation True False Null PWD PSItem ExecutionContext Is "
    "ShellId LastExitCode PSBoundParameters PSCmdlet PSCommandPath PSCulture PSUICulture PSScriptRoot "
    "PSVersionTable PSHome PSEdition ConsoleFileName NestedPromptLevel IsWindows IsLinux IsMacOS IsCoreCLR "
    "EnabledExperimentalFeatures EventArgs EventSubscriber SourceArgs SourceEventArgs OFS PSDebugContext "
    "PSSenderInfo PSDefaultParameterValues PSEmailServer OutputEncoding "
    "Verbose Debug ErrorAction WarningAction InformationAction ProgressAction "
    "ErrorVariable WarningVariable InformationVariable OutVariable OutBuffer PipelineVariable WhatIf Confirm "
    # short names of those, which no parameter may bear, and what a table has itself
    "VB DB EA WA INFA PROGA EV WV IV OV OB PV WI CF Keys"
)
_TAKEN = frozenset(_OWN.lower().split())
_SECRET = re.compile(r"passw|passphrase|cred|secret|secur", re.IGNORECASE)
_HOST = re.compile(r"(?:server|computer|host|fqdn|node)\d*$", re.IGNORECASE)
_PLACE = re.compile(r"(?:path|file|folder|directory)\d*$", re.IGNORECASE)

HOST_PATTERN = r"^\w[\w.-]{0,254}\z"
PLACE_PATTERN = r"^(?:[A-Za-z]:|\\)[\w .:\\$()-]{0,255}\z"
NAME_PATTERN = r"^\w[\w .@:\\/+=,#-]{0,254}\z"


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """A parameter of the script that stands for placeholders of the article's commands."""

    name: str
    pattern: str
    """.NET regular expression of the values that are taken: no quotes, no ``$``, ``;``, ``|``,
    ``&``, ``*``, brackets or line ends; a dash is no first character."""

    @property
    def words(self) -> str:
        """The name in words, for the help: ``a mailbox server``."""
        spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", self.name).lower()
        return f"{'an' if spaced[:1] in 'aeiou' else 'a'} {spaced}"


@lru_cache(maxsize=1024)
def parameter_name(wanted: str) -> str | None:
    """The script's parameter for one of the model; None for a secret, which no script should take.

    ``Monitor`` is the script's own; what would hide a variable of PowerShell or of the script gets
    another name.
    """
    name = pascal(wanted) if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", wanted) else wanted
    if not name or _SECRET.search(wanted):
        return None
    if name.lower() == "monitor":
        return "Monitor"
    lower = name.lower()
    return f"{name}Value" if lower in _TAKEN or lower.endswith("preference") else name


def parameters_for(names: Iterable[str]) -> tuple[Parameter, ...]:
    """Each name once, whatever its case: the server first, then in order of use."""
    found: dict[str, str] = {}
    for name in names:
        if name != "Monitor":
            found.setdefault(name.lower(), name)
    order = sorted(found.values(), key=lambda name: name != "Server")
    return tuple(Parameter(name=name, pattern=_pattern(name)) for name in order)


def _pattern(name: str) -> str:
    if _HOST.search(name) or name == "HealthSet":
        return HOST_PATTERN
    return PLACE_PATTERN if _PLACE.search(name) else NAME_PATTERN


def places(value: str, names: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """Where placeholders stand: in brackets, or a sample host by itself."""
    found = [(slot.start, slot.end, slot.name) for slot in slots(value)]
    for name in sorted(names, key=len, reverse=True):
        if f"<{name}>" in value or name not in value:
            continue
        for match in re.finditer(rf"(?<![\w.-]){re.escape(name)}(?![\w-])(?!\.\w)", value):
            if not any(start < match.end() and match.start() < end for start, end, _ in found):
                found.append((match.start(), match.end(), name))
    return sorted(found)
