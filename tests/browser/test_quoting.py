"""Any value in any place of a command stays one literal: read back by a PowerShell tokenizer."""

from __future__ import annotations

import random
import re

import msgspec

from runbookc.model.runbook import Placeholder
from runbookc.renderers import Bundle
from tests.browser.conftest import Open
from tests.renderers import fixtures
from tests.renderers.script.tokenizer import tokens

PLACES = (
    "Get-X -A <a> -B",
    "Get-X -A '<a>' -B",
    'Get-X -A "<a>" -B',
    "Get-X | ?{$_.Name -eq <a>}",
    "Get-X -A C:\\<a>\\x -B",
    "Get-X -A:<a> -B",
)
PIECES = [
    *"aZ1 '\"`$);|&{}#-%^\\,=~!*",
    *("\u2019", "\u201b", "\u201c", "\u201e", "\u2013", "\u00a0", "é", "中", "\u0433", "\u201f", "\uff02"),
    *("$(", "<#", "#>", "@'", "--%", "<a>", ".."),
]


def places() -> Bundle:
    bundle = fixtures.pop()
    found = tuple(
        fixtures.step(
            f"s.{number}",
            str(number),
            fixtures.command(f"s.{number}/1", code, placeholders=(Placeholder(name="a", parameter="A"),)),
        )
        for number, code in enumerate(PLACES)
    )
    section = fixtures.section(
        "s", "procedure", fixtures.text("T", "T", "T", "T"), fixtures.steps("s/1", *found)
    )
    runbook = msgspec.structs.replace(bundle.runbook, sections=(section,), probes=())
    return msgspec.structs.replace(bundle, runbook=runbook, findings=())


FILL = """(values) => values.map((value) => {
  const input = document.querySelector('#p--fields input[data-p=A]');
  input.value = value;
  input.dispatchEvent(new Event('input'));
  const codes = [...document.querySelectorAll('.cmd > pre:first-of-type > code')];
  return [input.value.trim(), codes.map((code) => code.querySelector('.slot') ? null : code.textContent)];
})"""


def is_bare(value: str, literal: str) -> bool:
    """Values that no shell reads as anything else stand without quotes."""
    return bool(re.fullmatch(r"[A-Za-z0-9_.:\\/][A-Za-z0-9_.:\\/-]*", value)) and literal[0] not in "-.:"


def test_values_never_become_code(open_page: Open) -> None:
    chance = random.Random(4)
    values = ["".join(chance.choices(PIECES, k=chance.randint(1, 8))) for _ in range(300)]
    operator = open_page(places())
    quoted = 0
    for value, commands in operator.page.evaluate(FILL, [*values, "mbx01", "a-b.c"]):
        if not value:
            continue
        for place, command in zip(PLACES, commands, strict=True):
            literal = f"C:\\{value}\\x" if "C:" in place else value
            around = place.replace("C:\\<a>\\x", "<a>")
            if is_bare(value, literal) and not any(sign in place for sign in ("'", '"', "-eq")):
                assert command == around.replace("<a>", literal)
                continue
            quoted += 1
            found = list(tokens(command))
            assert [token.value for token in found if token.kind in ("single", "double")] == [literal], (
                command
            )
            shape = tokens(around if "'" in around or '"' in around else around.replace("<a>", "'a'"))
            strings = ("single", "double")
            assert [token.text for token in found if token.kind not in strings] == [
                token.text for token in shape if token.kind not in strings
            ], command
    assert quoted > 1000
    operator.fine()
