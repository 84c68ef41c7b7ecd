"""What a script does, in its own terms: the plan that `flow` makes of a runbook and `ps1` writes."""

from __future__ import annotations

import msgspec

from runbookc.model.runbook import Text
from runbookc.renderers._script.code import Code
from runbookc.renderers._script.parameters import Parameter


class Say(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Shows a text between two commands of a step."""

    text: str
    """Key of the text."""


class Run(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Runs a command."""

    id: str
    """The command's id in the model."""
    code: Code
    effect: str
    """``Read`` or ``Change``: what is not known to read only counts as a change."""
    risk: str
    """Category of `runbookc.commands.Risk`; empty for what only reads."""
    level: int = 0
    """How much it may hurt, as in `runbookc.commands.Risk`."""
    check: str = ""
    """``Probe`` or ``Health``: what the command gives says whether the problem exists."""
    undoes: tuple[str, ...] = ()
    """Ids of the changes that it takes back."""
    undone_by: tuple[str, ...] = ()
    """Ids of the commands that take it back, the one of its own section first."""
    remarks: tuple[str, ...] = ()
    """Who says otherwise; for a comment."""


class Call(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Runs the commands of another step."""

    step: str


class Wait(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    seconds: int
    number: int = 1
    """Which of the step's waits it is."""


class Ask(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """What only a person can do or judge."""

    kind: str
    """``Manual``: something is to be done. ``Condition``: the steps inside may not apply.
    ``Section``: another section may have to be gone through. ``Show``: nothing is asked."""
    text: str = ""
    """Key of a text to show first."""
    reason: str = ""
    """Key of the message that says why the script does not run the command itself."""
    command: str = ""
    """As published."""
    section: str = ""
    remarks: tuple[str, ...] = ()


Action = Say | Run | Call | Wait | Ask


class PlannedStep(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    label: str
    section: str
    role: str
    actions: tuple[Action, ...]
    within: tuple[str, ...] = ()
    """Ids of the steps that this one is inside of."""
    sources: tuple[str, ...]
    """``locale first-last``, the lines of each edition."""


class PlannedMonitor(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the probe table, or a monitor that only a title names."""

    id: str
    health_set: str
    probe: str
    probe_health_set: str
    sections: tuple[str, ...]
    """What to do about it, the best first."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    health_set: str
    default_locale: str
    """Of the texts that the script itself carries."""
    locales: tuple[str, ...]
    editions: tuple[str, ...]
    """``locale path``, for a comment."""
    parameters: tuple[Parameter, ...]
    monitors: tuple[PlannedMonitor, ...]
    steps: tuple[PlannedStep, ...]
    texts: dict[str, Text]
    """Key to the text by locale, in the order of the article."""
