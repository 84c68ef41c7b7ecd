from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbookc.lowering.links import is_article, neutral


@pytest.mark.parametrize(
    ("spellings", "target"),
    [
        (
            [
                "https://technet.microsoft.com/fr-fr/library/aa997475(v=exchg.150)",
                r"http://TechNet.Microsoft.com/pt-BR/library/Aa997475\(v=EXCHG.150\)",
                "https://technet.microsoft.com/library/aa997475%28v=exchg.150%29.aspx",
                "https://docs.microsoft.com/zh-cn/library/aa997475?view=exchange-ps",
            ],
            "library/aa997475",
        ),
        (
            [
                "http://go.microsoft.com/fwlink/p/?linkid=180809",
                "https://go.microsoft.com/fwlink/?LinkId=180809&clcid=0x416",
            ],
            "fwlink/180809",
        ),
        (
            [
                "start-and-stop-services.md",
                "../../start-and-stop-services.md",
                "./Start-And-Stop-Services.markdown",
                "../guides/start-and-stop-services.md",
            ],
            "start-and-stop-services",
        ),
        (
            [
                "/powershell/module/exchange/Test-PopConnectivity",
                "https://learn.microsoft.com/de-de/powershell/module/exchange/test-popconnectivity?view=x",
            ],
            "powershell/module/exchange/test-popconnectivity",
        ),
        (["https://www.example.org/a?b=2&a=1", "http://example.org/a?a=1&b=2"], "example.org/a?a=1&b=2"),
        (["pop.md#Step-2"], "pop#step-2"),
    ],
)
def test_spellings_of_one_target_are_equal(spellings: list[str], target: str) -> None:
    assert {neutral(spelling) for spelling in spellings} == {target}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("https://example.org/a", "https://example.com/a"),
        ("pop.md", "imap.md"),
        ("a/index.md", "b/index.md"),
        ("pop.md#one", "pop.md#two"),
        ("https://go.microsoft.com/fwlink/?linkid=1", "https://go.microsoft.com/fwlink/?linkid=2"),
        ("https://example.org/?id=1", "https://example.org/?id=2"),
        ("library/aa997475", "library/bb738143"),
    ],
)
def test_different_targets_differ(left: str, right: str) -> None:
    assert neutral(left) != neutral(right)


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("troubleshooting-pop-health-set.md", True),
        ("https://technet.microsoft.com/it-it/library/aa997475(v=exchg.150)", True),
        ("https://docs.example.org/pl-pl/library/SD204117", True),
        ("https://go.microsoft.com/fwlink/?linkid=1", False),
        ("https://example.org/page", False),
        ("#step-2", False),
        ("mailto:someone@example.org", False),
    ],
)
def test_which_links_may_lead_to_an_article(href: str, expected: bool) -> None:
    assert is_article(neutral(href), href) is expected


@given(st.text(max_size=60))
def test_any_text_has_a_neutral_form_that_stays(href: str) -> None:
    assert neutral(neutral(href)) == neutral(neutral(neutral(href)))
    assert not any(char < " " for char in neutral(href))


@given(
    st.sampled_from(["de-DE", "pt-br", "zh-Hant-TW", "es-419"]),
    st.from_regex(r"[a-z]{2}[0-9]{6}", fullmatch=True),
)
def test_the_locale_of_a_link_does_not_count(locale: str, topic: str) -> None:
    assert (
        neutral(f"https://technet.microsoft.com/{locale}/library/{topic}(v=exchg.150)") == f"library/{topic}"
    )
