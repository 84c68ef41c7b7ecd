"""The sum of the last run, changed by what is gone and what is new, is the sum of what there is now."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbookc.checks import Corpus, Observations, Sum, corpus

FACTS = st.dictionaries(st.tuples(st.sampled_from([f"fact {n}" for n in range(60)])), st.integers(1, 3))
OBSERVATIONS = st.builds(
    Observations,
    counts=st.fixed_dictionaries({"names": FACTS}),
    sampled=st.fixed_dictionaries({"sentences": FACTS}),
)
RUNS = st.lists(st.sets(st.integers(0, 19), min_size=1), min_size=2, max_size=5)
"""Which of twenty runbooks there are in each run."""


@pytest.fixture(autouse=True, scope="module")
def small_samples() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corpus, "SAMPLE", 8)
        patch.setattr(corpus, "_KEPT", 12)
        yield


def _same(one: Corpus, other: Corpus) -> bool:
    return one.digest() == other.digest() and one.sample_digest() == other.sample_digest()


@given(st.lists(OBSERVATIONS, min_size=20, max_size=20), RUNS)
def test_any_run_after_any_other(runbooks: list[Observations], runs: list[set[int]]) -> None:
    last = Corpus(runbooks[n] for n in sorted(runs[0])).sum()
    for before, now in itertools.pairwise(runs):
        remembered = msgspec.msgpack.decode(msgspec.msgpack.encode(last), type=Sum)
        total = remembered.changed(
            [runbooks[n] for n in before - now],
            [runbooks[n] for n in now - before],
        )
        fresh = Corpus(runbooks[n] for n in sorted(now))
        if total is not None:
            assert _same(Corpus([total]), fresh)
        last = total or fresh.sum()


@given(st.lists(OBSERVATIONS, min_size=3, max_size=12), st.integers(0, 12))
def test_a_sum_and_single_runbooks_go_together(runbooks: list[Observations], new: int) -> None:
    """What is new is added first, then the sum of what is known."""
    both = Corpus(runbooks[:new])
    both.add(Corpus(runbooks[new:]).sum())
    assert _same(both, Corpus(runbooks))
    assert _same(Corpus([both.sum()]), both)


def test_one_of_many_changes() -> None:
    """Samples are cut, and yet the sum can be changed."""
    many = [
        Observations(counts={}, sampled={"sentences": {(f"{n} {m}",): 1 for m in range(4)}})
        for n in range(20)
    ]
    other = Observations(counts={}, sampled={"sentences": {("another",): 1, ("0 1",): 1}})
    total = Corpus(many).sum()
    assert total.bounds
    changed = total.changed([many[0]], [other])
    assert changed is not None
    assert _same(Corpus([changed]), Corpus([*many[1:], other]))
    assert total.changed(many[:19], []) is None
