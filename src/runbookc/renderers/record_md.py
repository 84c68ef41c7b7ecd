"""A record as Markdown for a ticket: what was done, step by step, and the log.

The checklist page writes the same text ("Copy for the ticket", ``10-handover.js``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from runbookc.locales import catalog
from runbookc.locales.catalogs import Catalog
from runbookc.model.record import Entry, Event, Record
from runbookc.model.runbook import Paragraph, Runbook, Section, Step, Steps, Text
from runbookc.renderers._page.nodes import nodes_text, to_nodes
from runbookc.renderers._page.payload import DOMAIN
from runbookc.renderers._page.pool import default_locale, fallback_order, walk_steps
from runbookc.renderers._page.scope import Choice, choices, section_scopes

STATE_WORDS = {
    "open": "Open",
    "done": "Done",
    "deferred": "Deferred",
    "not-applicable": "Not applicable",
    "failed": "Failed",
}
FIELD_WORDS = {"Server": "Server", "HealthSet": "Health set", "Probe": "Probe", "Monitor": "Monitor"}
_INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Cs"}
_LONGEST = 160
_MARKUP = re.compile(r"[\\`*_\[\]<>&|~#]")


def record_markdown(record: Record, runbook: Runbook, locale: str | None = None) -> str:
    """The record in the words of `locale`, its steps in that language or the runbook's next best one.

    Without a locale, in that of the reference edition, in English, or in the first there is.
    """
    writer = _Writer(runbook, locale or default_locale(runbook))
    lines = [f"# {_escaped(writer.title())}", "", *writer.facts(record)]
    choice = _choice(record, runbook)
    for section in runbook.sections:
        lines.extend(writer.section(section, record, choice))
    lines.extend(writer.strangers(record))
    if record.events:
        lines += ["", f"## {writer.words.gettext('Log')}", "", *map(writer.event, record.events)]
    return "\n".join(lines) + "\n"


class _Writer:
    """Knows the languages and the steps of one runbook."""

    def __init__(self, runbook: Runbook, locale: str) -> None:
        self.runbook = runbook
        self.words: Catalog = catalog(locale, DOMAIN)
        own_order = fallback_order(runbook, default_locale(runbook))
        self.order = (locale, *own_order) if locale in runbook.editions else own_order
        self.scopes = section_scopes(runbook)
        self.steps: dict[str, Step] = {}
        self.titles: dict[str, str] = {}
        """Step id to the title of its section."""
        for each in runbook.sections:
            for step in walk_steps(each.blocks):
                self.steps[step.id] = step
                self.titles[step.id] = self._title(each)

    def title(self) -> str:
        titles = {tag: edition.title for tag, edition in self.runbook.editions.items()}
        return self.text(titles) or self.runbook.id

    def text(self, said: Text) -> str:
        """Plain text in the best language there is."""
        best = next((said[tag] for tag in self.order if said.get(tag)), "")
        return nodes_text(to_nodes(best))

    def facts(self, record: Record) -> Iterator[str]:
        say = self.words.gettext
        yield f"- {say('Runbook')}: {_code(self.runbook.id)}"
        for name, value in sorted(record.values.items()):
            if value.value:
                label = say(FIELD_WORDS[name]) if name in FIELD_WORDS else _code(name)
                yield f"- {label}: {_code(value.value)}"
        yield f"- {say('Operator')}: {_escaped(record.operator) or '–'}"
        yield f"- {say('Begun')}: {_utc(record.created)}"
        yield f"- {say('Last change')}: {_utc(record.updated)}"

    def section(self, section: Section, record: Record, choice: Choice | None) -> Iterator[str]:
        """A section that somebody worked in, or that belongs to this alert."""
        steps = list(walk_steps(section.blocks))
        touched = any(step.id in record.steps for step in steps)
        if not steps or not (touched or self._is_in_run(section, choice)):
            return
        yield from ("", f"## {self._title(section)}", "")
        yield from self._lines(section.blocks, record, 0)

    def _title(self, section: Section) -> str:
        return _escaped(self.text(section.title) or section.id)

    def _is_in_run(self, section: Section, choice: Choice | None) -> bool:
        if section.role == "verification":
            return True
        names = self.scopes[section.id]
        return (
            section.role == "recovery"
            and choice is not None
            and (choice.monitor in names or (bool(choice.probe) and choice.probe in names))
        )

    def _lines(self, blocks: tuple[object, ...], record: Record, depth: int) -> Iterator[str]:
        for step, level in _with_depth(blocks, depth):
            entry = record.steps.get(step.id)
            yield self.line(f"**{step.label}**", _escaped(self._words_of(step)), entry, level)

    def _words_of(self, step: Step) -> str:
        first = next((block for block in step.blocks if isinstance(block, Paragraph)), None)
        return _brief(self.text(first.text)) if first else ""

    def line(self, label: str, text: str, entry: Entry | None, depth: int) -> str:
        state = entry.state if entry else "open"
        tail = ""
        if entry and state != "open":
            parts = (self.words.gettext(STATE_WORDS[state]), _utc(entry.at), _escaped(entry.by))
            tail = f" — {', '.join(filter(None, parts))}."
        note = f" {self.words.gettext('Note')}: {_escaped(entry.note)}" if entry and entry.note else ""
        box = "x" if state == "done" else " "
        return f"{'  ' * depth}- [{box}] {label} {text}{tail}{note}".rstrip(" ")

    def strangers(self, record: Record) -> Iterator[str]:
        """Entries for steps that this build of the runbook does not have."""
        unknown = sorted(id_ for id_ in record.steps if id_ not in self.steps)
        if unknown:
            yield from ("", f"## {self.words.gettext('Steps that this runbook no longer has')}", "")
            for id_ in unknown:
                yield self.line(_code(id_), "", record.steps[id_], 0)

    def event(self, event: Event) -> str:
        say = self.words.gettext
        step = self.steps.get(event.step)
        title = self.titles.get(event.step, "")
        label = f"{say('Step {step}', step=step.label)} ({title})" if step else _code(event.step)
        outcome = say("Copied") if event.outcome == "copied" else _escaped(event.outcome or "")
        what = (
            say(STATE_WORDS[event.state]) if event.state else "",
            f"{say('Note')}: {_escaped(event.note)}" if event.note else "",
            _code(event.command) if event.command else "",
            outcome,
        )
        by = f" ({_escaped(event.by)})" if event.by else ""
        return f"- {event.at[:10]} {event.at[11:19]} UTC {label}: {', '.join(filter(None, what))}{by}"


def _with_depth(blocks: tuple[object, ...], depth: int) -> Iterator[tuple[Step, int]]:
    """Every step in reading order with how many steps are around it."""
    for block in blocks:
        if isinstance(block, Steps):
            for step in block.items:
                yield step, depth
                yield from _with_depth(step.blocks, depth + 1)
            continue
        for part in getattr(block, "items", ()):
            yield from _with_depth(part.blocks, depth)
        yield from _with_depth(getattr(block, "blocks", ()), depth)


def _choice(record: Record, runbook: Runbook) -> Choice | None:
    monitor, probe = record.values.get("Monitor"), record.values.get("Probe")
    for choice in choices(runbook):
        if (
            monitor
            and choice.monitor == monitor.value.strip()
            and (probe is None or choice.probe == probe.value.strip())
        ):
            return choice
    return None


def _brief(text: str) -> str:
    """The beginning of a long text: a ticket names a step, it does not repeat the article."""
    return f"{text[: _LONGEST - 1].rstrip()}…" if len(text) > _LONGEST else text


def _visible(text: str) -> str:
    """One blank for each run of characters that would hide or turn round text."""
    marks = "".join("\0" if unicodedata.category(char) in _INVISIBLE else char for char in text)
    return re.sub("\0+", " ", marks)


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _MARKUP.sub(r"\\\g<0>", re.sub(r"\s+", " ", _visible(text)).strip())


def _code(text: str) -> str:
    flat = _visible(text)
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", flat)), default=0))
    pad = " " if flat.startswith("`") or flat.endswith("`") else ""
    return f"{fence}{pad}{flat}{pad}{fence}"


def _utc(time: str) -> str:
    return f"{time[:10]} {time[11:16]} UTC"
