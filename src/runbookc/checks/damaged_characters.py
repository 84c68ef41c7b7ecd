"""Characters and sequences in commands that do not belong there, as drifts."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from runbookc import commands
from runbookc.checks.places import places
from runbookc.checks.registry import Drift
from runbookc.commands import Oddity
from runbookc.model.runbook import Command, Runbook

_CONTEXT = 20
_SHELLS = ("powershell", "cmd")
_NAMES = {
    "dash": "a typographic dash",
    "quote": "a typographic quotation mark",
    "space": "a blank that is no plain space",
    "look-alike-dash": "a character that only looks like a dash",
    "look-alike-quote": "a character that only looks like a quotation mark",
    "look-alike": "a character that only looks like an ASCII one",
    "nbsp": "a no-break space",
    "invisible": "an invisible character",
    "entity": "a character reference",
    "markup": "markup",
    "backslash": "an escape",
}


def damaged(runbook: Runbook, kinds: Collection[str]) -> Iterator[Drift]:
    """A drift for each command, edition and kind of `kinds`; the first place stands for the others."""
    for place in places(runbook):
        command = place.element
        if not isinstance(command, Command) or command.language not in _SHELLS or command.purpose == "output":
            continue
        for locale, code in sorted(command.variants.items()):
            first: dict[str, Oddity] = {}
            for oddity in commands.typography(code):
                if oddity.kind in kinds:
                    first.setdefault(oddity.kind, oddity)
            for kind, oddity in sorted(first.items()):
                agreeing = tuple(
                    other
                    for other, text in sorted(command.variants.items())
                    if all(one.kind != kind for one in commands.typography(text))
                )
                yield Drift(
                    locale=locale,
                    at=place,
                    line=place.line(locale) + code.count("\n", 0, oddity.offset),
                    expected=_around(code, oddity, oddity.meant),
                    actual=_around(code, oddity, oddity.text),
                    agreeing=agreeing,
                    what=f"{_NAMES.get(kind, kind)}{_numbers(oddity.text)}",
                )


def _around(code: str, oddity: Oddity, shown: str) -> str:
    """The oddity with the words around it, cut at the line's ends."""
    end = oddity.offset + len(oddity.text)
    before = code[max(0, oddity.offset - _CONTEXT) : oddity.offset].rpartition("\n")[2]
    return before + shown + code[end : end + _CONTEXT].partition("\n")[0]


def _numbers(text: str) -> str:
    return f" (U+{ord(text):04X})" if len(text) == 1 and not text.isascii() else ""
