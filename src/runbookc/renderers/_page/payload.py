"""What the page's script gets: texts in all locales, commands in pieces, steps, choices, findings.

Keys are short because every page carries them: see the functions for what they mean.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec

from runbookc.locales import Catalog, catalog
from runbookc.model.finding import Finding
from runbookc.model.runbook import Command, Edition, Runbook, Step
from runbookc.renderers._page.controls import without_controls
from runbookc.renderers._page.filling import PROBE_HEALTH_SET, distinct_placeholders, pieces
from runbookc.renderers._page.pool import Pool, fallback_order, seconds
from runbookc.renderers._page.scope import Choice, choices, section_scopes
from runbookc.renderers._page.undoing import undo_pairs
from runbookc.renderers._page.views import RUN
from runbookc.renderers._page.wording import word_keys, word_texts
from runbookc.renderers._relevance import changes_what_to_do

DOMAIN = "page"
"""The gettext domain of the page's words."""
_FIRST_FIELDS = ("Server", "HealthSet", "Probe")


def payload(pool: Pool, findings: tuple[Finding, ...], titles: int) -> dict[str, Any]:
    """JSON for the script; `titles` is the number of the title's text in the pool."""
    runbook = pool.runbook
    locales = {tag: catalog(tag, DOMAIN) for tag in pool.locales}
    slots = distinct_placeholders(pool.commands)
    content = {
        "id": runbook.id,
        "texts": pool.texts,
        "commands": [_command(pool, number, own) for number, own in enumerate(slots)],
        "steps": _steps(pool),
        "sections": _sections(runbook),
        "choices": [_choice(choice) for choice in choices(runbook)],
    }
    encoded = {key: msgspec.Raw(_encoded(value)) for key, value in content.items()}
    return {
        "build": _digest((pool.locales, encoded)),
        **encoded,
        "fields": _fields(pool, slots),
        "undo": _undo(pool),
        "locales": [_locale(tag, words, runbook.editions[tag]) for tag, words in locales.items()],
        "order": [pool.numbers[tag] for tag in fallback_order(runbook, pool.shown)],
        "title": titles,
        "findings": [_finding(pool, finding) for finding in findings if changes_what_to_do(finding)],
        "lines": {id_: _lines(pool, step) for id_, step in pool.steps.items()},
        "keys": word_keys(DOMAIN),
        "words": {tag: _words(tag) for tag in sorted({words.words for words in locales.values()})},
    }


def _digest(content: object) -> str:
    """What progress is kept under: the same until a text, a command, a step or a monitor changes."""
    return hashlib.sha256(_encoded(content)).hexdigest()[:16]


def _command(pool: Pool, number: int, slots: dict[str, str]) -> dict[str, Any]:
    """``p`` pieces, ``v`` what a locale (by number) publishes instead, ``e`` effect, ``u`` purpose,
    ``l`` language, ``h`` the step or section it stands in."""
    command = pool.commands[number]
    found: dict[str, Any] = {
        "p": pieces(command, slots) if pool.purposes[number] in RUN else (command.code,),
        "e": command.effect,
        "u": pool.purposes[number],
        "l": command.language,
        "h": pool.homes[number],
    }
    variants = _variants(pool, command)
    return {**found, "v": variants} if variants else found


def _variants(pool: Pool, command: Command) -> dict[str, str]:
    return {
        str(pool.numbers[locale]): code for locale, code in command.variants.items() if code != command.code
    }


def _steps(pool: Pool) -> dict[str, Any]:
    """``n`` label, ``w`` waits in seconds, 0 for one said again ("wait 5 minutes. After 5 minutes, …")."""
    found = {}
    for step in pool.steps.values():
        waits = [length for length in map(seconds, step.waits) if length]
        once = [length if length not in waits[:number] else 0 for number, length in enumerate(waits)]
        found[step.id] = {"n": step.label, "w": once} if once else {"n": step.label}
    return found


def _sections(runbook: Runbook) -> list[dict[str, Any]]:
    """``i`` id, ``r`` role, ``m`` the monitors and probes it is about."""
    scopes = section_scopes(runbook)
    return [
        {"i": section.id, "r": section.role, "m": [without_controls(name) for name in scopes[section.id]]}
        for section in runbook.sections
    ]


def _choice(choice: Choice) -> dict[str, str]:
    """``m`` monitor, ``s`` its health set, ``p`` probe, ``q`` the probe's health set."""
    found = {"m": choice.monitor, "s": choice.health_set, "p": choice.probe, "q": choice.probe_health_set}
    return {key: without_controls(name) for key, name in found.items()}


def _fields(pool: Pool, slots: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Each parameter once, ``n`` being the first placeholder that stands for it."""
    found: dict[str, str] = {}
    for own, purpose in zip(slots, pool.purposes, strict=True):
        if purpose in RUN:
            for written, parameter in own.items():
                found.setdefault(parameter, written)
    first = [name for name in _FIRST_FIELDS if name in found]
    rest = [name for name in found if name not in _FIRST_FIELDS and name != PROBE_HEALTH_SET]
    return [{"p": name, "n": without_controls(found[name])} for name in first + rest]


def _undo(pool: Pool) -> list[tuple[str, str, int, int]]:
    """Step that changes, step that takes it back, and the numbers of their commands."""
    numbers: dict[str, int] = {}
    for number, command in enumerate(pool.commands):
        numbers.setdefault(command.id, number)
    return [
        (pool.homes[numbers[do]], pool.homes[numbers[undo]], numbers[do], numbers[undo])
        for do, undo in undo_pairs(pool.runbook)
        if pool.homes[numbers[do]] != pool.homes[numbers[undo]]
    ]


def _locale(tag: str, words: Catalog, edition: Edition) -> dict[str, Any]:
    """``t`` tag, ``d`` direction, ``w`` the catalog that its UI words are in, ``f`` the edition's file."""
    return {"t": tag, "d": words.direction, "w": words.words, "f": without_controls(edition.path)}


@lru_cache(maxsize=64)
def _words(tag: str) -> msgspec.Raw:
    return msgspec.Raw(_encoded(word_texts(tag, DOMAIN)))


def _finding(pool: Pool, finding: Finding) -> dict[str, Any]:
    """``l`` the deviating locale's number (-1: none of these), ``h`` step or section, ``r`` rule,
    ``v`` level, ``x`` expected, ``a`` actual, ``g`` who agrees, ``n`` line."""
    home = finding.step or pool.places.get(finding.block or "") or finding.section or ""
    numbers = pool.numbers
    return {
        "l": numbers.get(finding.locale, -1),
        "h": home,
        "r": finding.rule,
        "v": finding.level,
        "x": without_controls(finding.expected or ""),
        "a": without_controls(finding.actual or ""),
        "g": [numbers[tag] for tag in finding.agreeing if tag in numbers],
        "n": finding.line,
    }


def _lines(pool: Pool, step: Step) -> dict[str, tuple[int, int]]:
    """Locale's number to first and last line."""
    return {str(pool.numbers[tag]): (span.first, span.last) for tag, span in sorted(step.sources.items())}


def safe_json(content: object) -> bytes:
    """JSON that no text can end the surrounding ``<script>`` with (HTML, section 4.12.1.3)."""
    return _encoded(content).replace(b"<", rb"\u003c").replace(b">", rb"\u003e").replace(b"&", rb"\u0026")


def _encoded(content: object) -> bytes:
    try:
        return msgspec.json.encode(content)
    except UnicodeEncodeError:
        # A lone surrogate has no UTF-8 form, but a JSON escape; the script shows it by its number.
        return json.dumps(content, separators=(",", ":"), default=_decoded).encode("ascii")


def _decoded(part: msgspec.Raw) -> Any:
    return json.loads(bytes(part))
