"""Probe tables with hundreds of rows that are spelt differently: neighbours are compared, and found."""

from __future__ import annotations

import random

import pytest

from runbookc.alignment import probes

from .compiling import compiled

ROWS = 300
HEAD = "# Troubleshooting the POP health set\n\n## Explanation\n\n| Probe | Health Set | Dependencies | Associated Monitors |\n|---|---|---|---|\n"  # noqa: E501


def names(seed: int) -> list[str]:
    source = random.Random(seed)
    return ["".join(source.choices("abcdefghijklmnop", k=12)).capitalize() for _ in range(ROWS)]


def table(stems: list[str]) -> str:
    return HEAD + "".join(f"| {stem}Probe | POP | None | {stem}Monitor |\n" for stem in stems)


def test_only_neighbours_are_compared_where_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = [0]
    likeness = probes._row_likeness

    def counting(left: object, right: object) -> float:
        calls[0] += 1
        return likeness(left, right)  # type: ignore[arg-type]

    monkeypatch.setattr(probes, "_row_likeness", counting)
    runbook = compiled({"en-US": table(names(1)), "fr-FR": table(names(2))})
    assert 0 < calls[0] < ROWS * ROWS / 4
    assert len(runbook.probes) >= ROWS


def test_misspelt_rows_are_the_same_rows() -> None:
    own = names(1)
    runbook = compiled({"en-US": table(own), "fr-FR": table([f"{stem[:5]}x{stem[5:]}" for stem in own])})
    assert [probe.locales for probe in runbook.probes] == [("en-US", "fr-FR")] * ROWS
