"""What the script needs to know of a runbook, collected while the template's views are made.

Texts and commands are numbered in order of first use; an element of the page bears the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from urllib.parse import quote

import msgspec

from runbookc.model.runbook import (
    Block,
    Command,
    List,
    Note,
    Reference,
    Runbook,
    Step,
    Steps,
    Text,
)
from runbookc.renderers._page.controls import IN_CODE, split_controls
from runbookc.renderers._page.nodes import Anchor, Nodes, html_text, nodes_text, to_nodes
from runbookc.renderers._page.scope import section_scopes

PICKER = "p--probes"
"""The id of the table of probes on the page."""


class TextView(msgspec.Struct, frozen=True, kw_only=True):
    n: int
    html: str
    """Safe HTML."""
    locale: str
    """The locale that `html` is in: another than the shown one where that has no such text."""


class Pool:
    """Numbers texts and commands; knows where references lead."""

    def __init__(self, runbook: Runbook, shown: str, pages: frozenset[str]) -> None:
        self.runbook = runbook
        self.locales = runbook.locales
        self.numbers = {locale: number for number, locale in enumerate(runbook.locales)}
        self.shown = shown
        self.pages = pages
        """Ids of the runbooks that have a page beside this one."""
        self.texts: list[tuple[Nodes, ...]] = []
        self.commands: list[Command] = []
        self.homes: list[str] = []
        """For each command, the id of its step or section."""
        self.purposes: list[str] = []
        self.places: dict[str, str] = {}
        """Block id to the id of its step or section."""
        self._numbers: dict[tuple[Nodes, ...], int] = {}
        self._sections = {section.id: section for section in runbook.sections}
        self.steps = {step.id: step for section in runbook.sections for step in walk_steps(section.blocks)}
        self._order = fallback_order(runbook, shown)
        self._monitor_sections = _monitor_sections(runbook)

    def text(self, said: Text, references: Sequence[Reference] = ()) -> TextView:
        """Registers a text; its view is in the shown locale or the next best."""
        parts = tuple(
            [
                to_nodes(said[locale], self._anchors(references, locale) if references else ())
                if said.get(locale)
                else ()
                for locale in self.locales
            ]
        )
        number = self._numbers.get(parts)
        if number is None:
            number = self._numbers[parts] = len(self.texts)
            self.texts.append(parts)
        locale = next((locale for locale in self._order if said.get(locale)), self.shown)
        return TextView(n=number, html=html_text(parts[self.numbers[locale]]), locale=locale)

    def command(self, command: Command, home: str, purpose: str) -> int:
        """Registers a command of the step or section `home`, for a purpose of `views`."""
        self.commands.append(command)
        self.homes.append(home)
        self.purposes.append(purpose)
        return len(self.commands) - 1

    def code(self, command: Command) -> str:
        """The code as the shown locale publishes it as HTML, invisible characters by their numbers."""
        return html_text(tuple(split_controls(command.variants.get(self.shown, command.code), IN_CODE)))

    def only(self, locales: Sequence[str]) -> str:
        """Numbers of the locales that have an element; empty when all do."""
        if len(locales) == len(self.locales):
            return ""
        return " ".join([str(self.numbers[locale]) for locale in locales])

    def step(self, id_: str | None) -> Step | None:
        return self.steps.get(id_) if id_ else None

    def _anchors(self, references: Sequence[Reference], locale: str) -> tuple[Anchor, ...]:
        anchors = [self._anchor(reference, locale) for reference in references if locale in reference.text]
        # A section's title may name a monitor: the longer anchor first.
        return tuple(sorted(filter(None, anchors), key=lambda anchor: -len(anchor.written)))

    def _anchor(self, reference: Reference, locale: str) -> Anchor | None:
        if reference.found_by.get(locale) == "range":
            return None
        target, written = reference.target, _plain(reference.text[locale])
        if reference.kind == "runbook":
            if target not in self.pages:
                return None
            return Anchor(written=written, kind="l", target=quote(f"{target}.html"))
        if reference.kind == "table":
            return Anchor(written=written, kind="r", target=PICKER) if self.runbook.probes else None
        if reference.kind == "monitor":
            section_id = self._monitor_sections.get(target or "")
            return Anchor(written=written, kind="r", target=section_id, title=None) if section_id else None
        if target in self.steps:
            return Anchor(written=written, kind="r", target=target)
        section = self._sections.get(target or "")
        if section is None:
            return None
        title = _plain(section.title.get(locale, ""))
        return Anchor(written=written, kind="r", target=section.id, title=title)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return nodes_text(to_nodes(text))


def _monitor_sections(runbook: Runbook) -> dict[str, str]:
    """Monitor to the first recovery section about it."""
    scopes = section_scopes(runbook)
    found: dict[str, str] = {}
    for section in runbook.sections:
        for name in scopes[section.id] if section.role == "recovery" else ():
            found.setdefault(name, section.id)
    return found


def fallback_order(runbook: Runbook, shown: str) -> tuple[str, ...]:
    """The locales to take a text from, best first."""
    first = (shown, runbook.reference_locale, "en-US", *runbook.locales)
    return tuple(dict.fromkeys(locale for locale in first if locale in runbook.editions))


def default_locale(runbook: Runbook) -> str:
    """The locale that a page shows before its script has asked the browser."""
    return fallback_order(runbook, runbook.reference_locale or "en-US")[0]


def walk_steps(blocks: Sequence[Block]) -> Iterator[Step]:
    """Every step in reading order, outer ones first."""
    for block in blocks:
        match block:
            case Steps(items=items):
                for step in items:
                    yield step
                    yield from walk_steps(step.blocks)
            case List(items=items):
                for item in items:
                    yield from walk_steps(item.blocks)
            case Note(blocks=inner):
                yield from walk_steps(inner)


_DURATION = re.compile(
    r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)
_SECONDS = (604_800, 86_400, 3_600, 60, 1)
_LONGEST = 366 * 86_400


def seconds(duration: str) -> int:
    """An ISO 8601 duration without months or years in seconds; 0 for anything else, and for more
    than a year: nobody waits for that before a page."""
    match = _DURATION.fullmatch(duration)
    if match is None:
        return 0
    total = sum(float(part or 0) * size for part, size in zip(match.groups(), _SECONDS, strict=True))
    return int(total) if total <= _LONGEST else 0
