"""The record of one run through a runbook: what was done, by whom, when, with which values.

A record says nothing in any human language but the operator's own notes: steps are named by their
ids, states and values by fixed words. So a run begun in one language can go on in another. The
checklist page and the generated scripts write and read the same file.

Every entry bears the time of its last change; of two records of one run the later entry wins,
entry by entry (a last-writer-wins map, Shapiro et al. 2011), so that merging them in any order
gives the same record.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

RECORD_FORMAT: Literal["runbookc-record"] = "runbookc-record"
RECORD_VERSION: Literal[1] = 1

State = Literal["open", "done", "deferred", "not-applicable", "failed"]
STATES: tuple[State, ...] = ("open", "done", "deferred", "not-applicable", "failed")

Time = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?Z$",
        description="ISO 8601, UTC: 2026-03-09T14:02:05Z",
    ),
]
Name = Annotated[str, msgspec.Meta(max_length=200)]
Note = Annotated[str, msgspec.Meta(max_length=20_000)]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """Where one step stands."""

    state: State
    at: Time
    """When it was last changed."""
    by: Name = ""
    """The operator who did."""
    note: Note = ""


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """What a placeholder of the commands stands for in this run."""

    value: Annotated[str, msgspec.Meta(max_length=1_000)]
    at: Time
    by: Name = ""


class Wait(msgspec.Struct, frozen=True, kw_only=True):
    """A timer. One that was stopped ends when it started."""

    started: Time
    ends: Time


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the log: a change of a step's state, or a command that a script ran."""

    at: Time
    step: Name
    by: Name = ""
    state: State | None = None
    note: Note = ""
    command: Annotated[str, msgspec.Meta(max_length=10_000)] | None = None
    """As it was run, values and all."""
    target: Annotated[str, msgspec.Meta(max_length=1_000)] | None = None
    """The server or object that it was run against."""
    ended: Time | None = None
    """When the command returned; `at` is when it began."""
    outcome: Annotated[str, msgspec.Meta(max_length=1_000)] | None = None
    """``succeeded``, ``failed``, ``skipped``, ``whatif`` or what the command answered."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One run through one runbook."""

    format: Literal["runbookc-record"]
    schema_version: Literal[1]
    runbook: Name
    """The runbook's id."""
    build: Name = ""
    """Hash of the runbook's content that the run was begun with; empty when a script cannot know."""
    created: Time
    updated: Time
    operator: Name = ""
    """Who holds the run now."""
    values: dict[Name, Value] = {}
    """PowerShell parameter name (``Server``, ``CasServer``, …) to value; ``Monitor`` and ``Probe``
    are the alert's."""
    steps: dict[Name, Entry] = {}
    """Step id (``verification.2.3``) to where it stands; steps nobody touched are absent."""
    waits: dict[Name, Wait] = {}
    """Step id and the number of the wait in it (``recovery-popctpmonitor.2/1``) to its timer."""
    events: tuple[Event, ...] = ()
    """In the order of their times."""


def decode_record(data: bytes) -> Record:
    """A record from its JSON. Raises `msgspec.DecodeError` (`ValidationError`) when it is not one."""
    return msgspec.json.decode(data, type=Record)
