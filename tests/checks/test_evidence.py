"""Who is right: ranks, votes, reference, in that order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from runbookc.checks.evidence import CODE, NOTHING, lacking, settle

LOCALES = ["de-DE", "en-US", "fr-FR", "it-IT", "pt-BR", "zh-CN"]
stated = st.dictionaries(st.sampled_from(LOCALES), st.sampled_from("abc"), min_size=1)
references = st.none() | st.sampled_from(LOCALES)


def test_the_majority_decides() -> None:
    [side] = settle({"en-US": "a", "fr-FR": "a", "pt-BR": "b"})
    assert (side.locale, side.actual, side.expected, side.agreeing) == ("pt-BR", "b", "a", ("en-US", "fr-FR"))
    assert side.why == "majority"


def test_evidence_outranks_the_majority() -> None:
    sides = settle(
        {"en-US": "a", "fr-FR": "b", "pt-BR": "b"}, support=lambda v: CODE if v == "a" else NOTHING
    )
    assert [side.locale for side in sides] == ["fr-FR", "pt-BR"]
    assert {side.expected for side in sides} == {"a"}


def test_the_reference_decides_a_tie() -> None:
    [side] = settle({"en-US": "a", "fr-FR": "b"}, reference="en-US")
    assert (side.locale, side.expected, side.why) == ("fr-FR", "a", "reference")


def test_without_anything_to_decide_every_side_is_named() -> None:
    sides = settle({"en-US": "a", "fr-FR": "b"})
    assert [(side.locale, side.expected, side.agreeing) for side in sides] == [
        ("en-US", "b", ("fr-FR",)),
        ("fr-FR", "a", ("en-US",)),
    ]
    assert {side.why for side in sides} == {"none"}


@given(stated, references)
def test_an_edition_is_never_on_both_sides(values: dict[str, str], reference: str | None) -> None:
    for side in settle(values, reference=reference):
        assert side.locale not in side.agreeing
        assert values[side.locale] == side.actual != side.expected
        assert 0 < side.confidence <= 1


@given(stated, references)
def test_order_of_input_makes_no_difference(values: dict[str, str], reference: str | None) -> None:
    turned = dict(reversed(values.items()))
    assert settle(values, reference=reference) == settle(turned, reference=reference)


@given(stated)
def test_agreement_gives_no_side(values: dict[str, str]) -> None:
    assert (settle(values) == ()) == (len(set(values.values())) == 1)


@given(
    st.sets(st.sampled_from(LOCALES), min_size=1), st.sets(st.sampled_from(LOCALES), min_size=1), references
)
def test_what_is_lacking_is_blamed_on_one_side_or_on_both(
    having: set[str], missing: set[str], reference: str | None
) -> None:
    missing -= having
    if not missing:
        return
    verdict, blamed, _ = lacking(having, missing, reference)
    assert set(blamed) == {"missing": missing, "extra": having, "open": having | missing}[verdict]
