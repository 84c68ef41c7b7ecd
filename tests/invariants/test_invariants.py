"""Invariants by example: what is a name, and where it ends, in different languages."""

from __future__ import annotations

import pytest

from runbookc.invariants import invariants


def found(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.value) for one in invariants(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("die POP3-Dienste", [("acronym", "POP3")]),
        ("der Store.Proxy-Integritätssatz", [("identifier", "store.proxy")]),
        ("AMonitor- und BoxMonitor-Aktionen", [("identifier", "amonitor"), ("identifier", "boxmonitor")]),
        ("POP3-Back-End-Dienst", [("acronym", "POP3")]),
        ("MAPI-over-HTTP", [("acronym", "MAPI"), ("acronym", "HTTP")]),
        ("X-Org-AuthAs", [("identifier", "x-org-authas")]),
        ("in der Exchange-Verwaltungskonsole", []),
        ("Restart-Service", [("cmdlet", "restart-service")]),
        ("Get-Mailbox을 실행", [("cmdlet", "get-mailbox")]),
        ("Gett-ServerHealth", [("cmdlet", "gett-serverhealth")]),
        ("50GB의", [("number", "50")]),
    ],
)
def test_a_name_ends_where_a_word_of_the_language_hangs_on_it(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text) == expected


def test_a_step_cited_with_a_cyrillic_letter_is_the_same_citation() -> None:
    assert found("шаг 2в") == found("step 2c") == [("citation", "2c")]


def test_text_that_resembles_a_host_is_soon_given_up() -> None:
    """Hours, if each word were tried as the beginning of all that follows."""
    assert found("a-." * 500_000 + " mail.contoso.com") == [("host", "mail.contoso.com")]
