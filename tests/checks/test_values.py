"""Numbers, near-misses, names in pieces: what counts as the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbookc.checks.figures import durations, number_words, numbers
from runbookc.checks.identity import in_pieces
from runbookc.checks.near_misses import distance, nearest, slips
from runbookc.checks.unpaired_bracket import unpaired

words = st.text("abcde", max_size=8)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("2,147,483,647", "en-US"), ("2.147.483.647", "pt-BR")),
        (("2,147,483,647", "en-US"), ("2\u202f147\u202f483\u202f647", "fr-FR")),
        (("2,147,483,647", "en-US"), ("2 147 483 647", "fr-FR")),
        (("1.5 GB", "en-US"), ("1,5 Go", "fr-FR")),
        (("6/26/2012", "en-US"), ("26/06/2012", "it-IT")),
        (("6/26/2012", "en-US"), ("26.06.12", "de-DE")),
        (("9:08:32 PM", "en-US"), ("21:08:32", "it-IT")),
        (("10 minutes", "en-US"), ("\uff11\uff10分钟", "zh-CN")),
        (("10", "en-US"), ("١٠", "ar-SA")),
        (("the last 60s", "en-US"), ("les 60 dernières secondes", "fr-FR")),
    ],
)
def test_the_same_number(left: tuple[str, str], right: tuple[str, str]) -> None:
    assert [key for key, _ in numbers(*left)] == [key for key, _ in numbers(*right)] != []


@pytest.mark.parametrize("word", ["f\u0131ve", "F\u0130VE"])
def test_a_number_word_with_a_turkish_letter_is_none(word: str) -> None:
    assert number_words(f"{word} or five", "en-US") == (("5", "five"),)


@pytest.mark.parametrize(
    "text",
    [
        "AverageCommandProcessingTimeGt60sMonitor",
        "POP3",
        "step 2c",
        "`v10`",
        "server1.contoso.com",
        r"C:\V15\Bin",
    ],
)
def test_no_number(text: str) -> None:
    assert numbers(text, "en-US") == ()


@pytest.mark.parametrize(
    ("left", "right"),
    [("15.0.847.32", "15.0.847.33"), ("6/12/2012", "6/26/2012"), ("1.5", "15"), ("443", "444")],
)
def test_another_number(left: str, right: str) -> None:
    assert numbers(left, "en-US")[0][0] != numbers(right, "en-US")[0][0]


def test_an_hour_is_sixty_minutes() -> None:
    assert durations("1 hour", "en-US") == durations("60 Minuten", "de-DE")
    assert durations("10 minutes", "en-US") != durations("10 secondes", "fr-FR")


@given(words, words)
def test_distance_is_a_symmetric_bounded_edit_distance(left: str, right: str) -> None:
    far = distance(left, right, 3)
    assert far == distance(right, left, 3)
    assert (far == 0) == (left == right)
    assert abs(len(left) - len(right)) <= far or far == 4


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("HealtSetName", "HealthSetName", True),
        ("PopCTPMonitro", "PopCTPMonitor", True),
        ("Probe1", "Probe2", False),
        ("Monitor", "Monitors", False),
        ("Get", "Set", False),
        ("PopDeepTestMonitor", "PopSelfTestMonitor", False),
    ],
)
def test_slips(left: str, right: str, expected: bool) -> None:
    assert slips(left, right) is slips(right, left) is expected


def test_a_name_between_two_others_is_near_to_none() -> None:
    assert nearest("HealthSetNamee", ["HealthSetName"]) == "HealthSetName"
    assert nearest("Aaaaaab", ["Aaaaaac", "Aaaaaad"]) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Server1. contoso.com, run", "Server1. contoso.com"),
        ("on server1.contoso.com, run", None),
        ("on server1.contoso. com", "server1.contoso. com"),
        ("在 server1。contoso.com 上", "server1。contoso.com"),
    ],
)
def test_a_host_in_pieces(text: str, expected: str | None) -> None:
    assert in_pieces("server1.contoso.com", text) == expected


@pytest.mark.parametrize(
    "text", ["(a)", "（a)", "1) first", "a) first (see b)", "`(`", "「服务器」", "fine :)"]
)
def test_paired_brackets(text: str) -> None:
    assert unpaired(text) is None


@pytest.mark.parametrize("text", ["(a", "word)", "（a", "(a] b", "「服务器"])
def test_unpaired_brackets(text: str) -> None:
    assert unpaired(text) is not None
