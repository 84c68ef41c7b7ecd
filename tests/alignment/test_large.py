"""Two editions that have nothing in common cost no more than their size, times a bound."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbookc.alignment import exchange, sections, sequence
from runbookc.alignment.features import Features
from runbookc.alignment.order import longest_increasing
from runbookc.alignment.similarity import Scale, alone

from .compiling import compiled


def counted(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> list[int]:
    """How often a function of a module is called: the list's only element."""
    calls, function = [0], getattr(module, name)

    def counting(*args: object) -> object:
        calls[0] += 1
        return function(*args)

    monkeypatch.setattr(module, name, counting)
    return calls


def sentences(seed: int) -> Callable[[], str]:
    """A maker of sentences of random words."""
    source = random.Random(seed)
    return lambda: " ".join("".join(source.choices("abcdefghijklmnop", k=7)) for _ in range(5)) + "."


@given(st.lists(st.integers(0, 9), max_size=10))
def test_the_first_longest_increasing_subsequence(values: list[int]) -> None:
    best = [[position] for position in range(len(values))]
    for position, value in enumerate(values):
        for before in range(position):
            if values[before] < value and len(best[before]) >= len(best[position]):
                best[position] = [*best[before], position]
    assert longest_increasing(values) == set(max(best, key=len, default=[]))


def test_a_long_reversed_row_keeps_one() -> None:
    assert longest_increasing(range(200_000, 0, -1)) == {0}


def test_long_rows_are_compared_near_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    size = 1000
    own = Features("command", "", False, "", frozenset("a"), frozenset(), 1, 1)
    other = Features("command", "", False, "", frozenset("b"), frozenset(), 1, 1)
    left, right = ([alone("en-US", one, Scale({}, {}))] * size for one in (own, other))
    calls = counted(monkeypatch, sequence, "score")
    beads = sequence.align(left, right, [1.0] * size)
    assert calls[0] < 300 * size
    assert [i for ours, _ in beads for i in ours] == list(range(size))
    assert [j for _, theirs in beads for j in theirs] == list(range(size))


def test_what_a_long_row_lacks_is_found() -> None:
    size = 700
    makers = [
        Features("command", "", False, "", frozenset((str(i),)), frozenset(), 1, 1) for i in range(size)
    ]
    left = [alone("en-US", one, Scale({}, {})) for one in makers]
    right = [one for place, one in enumerate(left) if place % 50]
    beads = sequence.align(left, right, [1.0] * size)
    assert [ours[0] for ours, theirs in beads if not theirs] == list(range(0, size, 50))


def test_hundreds_of_sections_are_matched_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    size = 320
    editions = {}
    for seed, locale in enumerate(("en-US", "fr-FR")):
        said = sentences(seed)
        editions[locale] = "# A\n\n" + "".join(f"## {said()}\n\n" for _ in range(size))
    calls = counted(monkeypatch, sections, "likeness")
    assert len(compiled(editions).sections) >= size
    assert calls[0] < 400 * size


def test_after_an_exchange_only_what_changed_is_judged_again(monkeypatch: pytest.MonkeyPatch) -> None:
    size = 60
    said = sentences(1)
    steps = [f"{said()} Look at {number}." for number in range(size)]
    editions = {
        "en-US": "# A\n\n## B\n\n" + "".join(f"1. {step}\n" for step in steps),
        "fr-FR": "# A\n\n## B\n\n" + "".join(f"1. {step}\n" for step in reversed(steps)),
    }
    calls = counted(monkeypatch, exchange, "content")
    compiled(editions)
    assert size < calls[0] < 100 * size
