"""What is wrong, where, and on whose evidence."""

from __future__ import annotations

from typing import Literal

import msgspec

Level = Literal["error", "warning", "note"]
LEVELS: tuple[Level, ...] = ("error", "warning", "note")


class Location(msgspec.Struct, frozen=True, kw_only=True):
    """A line of an edition's file."""

    locale: str
    path: str
    line: int


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One defect at one place. Findings of one fault in several places share `group`."""

    rule: str
    """``STR001``."""
    level: Level
    message: str
    """One sentence in English, without the path."""
    path: str
    line: int
    locale: str
    runbook: str
    section: str | None = None
    step: str | None = None
    block: str | None = None
    """The id of the block (paragraph, command, …) that deviates, if it is one."""
    place: str = ""
    """The neutral id of the element itself: finer than `block` for a list's item, a table's cell or
    a row of the probe table."""
    expected: str | None = None
    actual: str | None = None
    agreeing: tuple[str, ...] = ()
    """The locales on the other side."""
    confidence: float = 1.0
    """0 to 1: how sure it is that a reviewer would agree."""
    origin: Literal["edition", "source"] = "edition"
    """``source``: every edition has the defect, so it was not made by a translation."""
    related: tuple[Location, ...] = ()
    """Where the same element stands in other editions; of a defect of the source, every place but
    the first."""
    group: str = ""
    """Equal for the same defect in the same sentence of several articles."""
    fingerprint: str = ""
    """Survives moved lines and other findings; changes when the fact changes on either side."""


class Accepted(msgspec.Struct, frozen=True, kw_only=True):
    """A finding that a team has looked at and lives with."""

    finding: Finding
    reason: str


class Excerpt(msgspec.Struct, frozen=True, kw_only=True):
    """The text around a finding in every edition, for those who have to judge it."""

    group: str
    """Of the findings that it belongs to."""
    kind: str
    """``text`` (canonical inline Markdown), ``code`` or ``row``."""
    texts: dict[str, str]
    """Locale to text; an edition that lacks the element is not in it. Lines are separated by a
    newline."""
    lines: dict[str, int]
    """Where it stands, or should stand, in every edition."""


class RulePage(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to say about one rule."""

    code: str
    title: str
    """The fault's name: ``missing-step``."""
    level: Level
    sentence: str
    why: str
    bad: str
    good: str
