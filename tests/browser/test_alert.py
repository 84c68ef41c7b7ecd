"""From the alert to the right command: picked once, typed once, copied as PowerShell wants it."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open
from tests.renderers import fixtures


def test_a_picked_monitor_leaves_only_its_recovery_open(open_page: Open) -> None:
    operator = open_page(fixtures.pop())
    operator.pick("PopCTPMonitor")
    assert operator.folded() == {
        "introduction": True,
        "explanation": True,
        "verification": False,
        "recovery-popdeeptestmonitor": True,
        "recovery-popctpmonitor": False,
        "further-information": True,
    }
    operator.page.click("#p--picked button")
    operator.pick("PopSelfTestMonitor")
    assert operator.folded()["recovery-popdeeptestmonitor"] is False
    assert operator.folded()["recovery-popctpmonitor"] is True
    operator.fine()


def test_the_copied_command_is_the_one_for_this_monitor_and_server(open_page: Open) -> None:
    operator = open_page(fixtures.pop())
    operator.pick("PopCTPMonitor")
    operator.type("Server", "mbx01")
    assert operator.copy("verification.2.3") == (
        "Invoke-MonitoringProbe POP\\PopCTPProbe -Server mbx01 | Format-List"
    )
    assert operator.copy("verification.2.1") == 'Get-ServerHealth mbx01 | ?{$_.HealthSetName -eq "POP"}'
    operator.page.click("#p--picked button")
    operator.pick("PopDeepTestMonitor")
    assert operator.copy("verification.2.3") == (
        "Invoke-MonitoringProbe POP.Protocol\\PopDeepTestProbe -Server mbx01 | Format-List"
    )
    operator.fine()


def test_a_step_that_cites_another_has_its_command(open_page: Open) -> None:
    operator = open_page(fixtures.pop())
    operator.pick("PopCTPMonitor")
    operator.type("Server", "mbx01")
    assert operator.copy("recovery-popctpmonitor.1") == (
        "Invoke-MonitoringProbe POP\\PopCTPProbe -Server mbx01 | Format-List"
    )


def test_search_finds_by_probe_and_health_set_and_enter_picks(open_page: Open) -> None:
    operator = open_page(fixtures.pop())
    search = operator.page.locator("#p--search")
    search.fill("protocol self")
    rows = operator.page.locator("#p--probes tbody tr:visible")
    assert [row.locator(".pick").inner_text() for row in rows.all()] == ["PopSelfTestMonitor"]
    search.fill("no such thing")
    assert operator.page.locator("#p--nothing").is_visible()
    search.fill("deepprobe")
    assert operator.page.locator("#p--nothing").is_visible()
    search.fill("deep")
    search.press("Enter")
    assert "PopDeepTestProbe" in operator.page.inner_text("#p--picked")
    assert operator.page.evaluate("document.activeElement.dataset.p") == "Server"


def test_a_missing_value_is_asked_for_and_nothing_is_copied(open_page: Open) -> None:
    operator = open_page(fixtures.pop())
    operator.pick("PopCTPMonitor")
    assert operator.copy("recovery-popctpmonitor.2") == "(nothing)"
    assert operator.page.evaluate("document.activeElement.dataset.p") == "CasServer"
    assert "CAS server name" in operator.toast()
    operator.page.keyboard.type("cas01")
    operator.page.keyboard.press("Enter")
    assert operator.page.evaluate("document.activeElement.id") == "recovery-popctpmonitor.2"
    assert operator.copy("recovery-popctpmonitor.2") == (
        "Set-PopSettings -Server cas01 -ProtocolLoggingEnabled $true"
    )


def test_the_published_form_is_one_click_away(open_page: Open) -> None:
    operator = open_page(fixtures.pop())
    operator.pick("PopSelfTestMonitor")
    operator.type("Server", "mbx01")
    step = operator.step("recovery-popdeeptestmonitor.6")
    assert not step.locator(".published").is_visible()
    step.locator(".toggle").click()
    assert step.locator(".published").inner_text().strip() == (
        "Set-MailboxServer -Identity <NomeServidor> -DatabaseCopyActivationDisabledAndMoveNow $false"
    )


@pytest.mark.parametrize(
    ("typed", "bare", "inside"),
    [
        ("mbx01.contoso.com", "mbx01.contoso.com", "mbx01.contoso.com"),
        ("two words", "'two words'", "two words"),
        ("a;Remove-Item x", "'a;Remove-Item x'", "a;Remove-Item x"),
        ("$(evil)", "'$(evil)'", "`$(evil)"),
        ("`n", "'`n'", "``n"),
        ("it's", "'it''s'", "it's"),
        ("l\u2019\u00e9tat", "'l\u2019\u2019\u00e9tat'", "l\u2019\u00e9tat"),
        ('a"b\u201cc', "'a\"b\u201cc'", 'a""b\u201c\u201cc'),
        ("-WhatIf", "'-WhatIf'", "-WhatIf"),
        ("a|b", "'a|b'", "a|b"),
        ("\u0441erver", "'\u0441erver'", "\u0441erver"),
    ],
)
def test_values_are_quoted_as_powershell_wants(open_page: Open, typed: str, bare: str, inside: str) -> None:
    operator = open_page(fixtures.pop())
    operator.type("Server", typed)
    operator.type("HealthSet", typed)
    assert (
        operator.copy("verification.2.1") == f'Get-ServerHealth {bare} | ?{{$_.HealthSetName -eq "{inside}"}}'
    )


def test_a_choice_that_the_article_offers_is_picked_and_put_in_as_it_is(open_page: Open) -> None:
    operator = open_page(fixtures.with_choices())
    fields = operator.page.locator("#p--fields")
    assert fields.locator("select[data-p=Enabled] option").all_inner_texts() == ["", "$true", "$false"]
    fields.locator("select[data-p=Enabled]").select_option("$true")
    fields.locator("select[data-p=Service]").select_option("Set-MailboxTransportService")
    operator.type("Server", "mbx 01")
    assert operator.copy("s.1") == "Set-MailboxTransportService 'mbx 01' -ConnectivityLogEnabled $true"
    operator.import_({**operator.export(), "values": {
        "Enabled": {"value": "$(evil)", "at": "2099-01-01T00:00:00Z"},
        "Service": {"value": "Set-TransportService", "at": "2099-01-01T00:00:00Z"},
        "Server": {"value": "s", "at": "2099-01-01T00:00:00Z"},
    }})  # fmt: skip
    operator.page.locator("#p--dialog-buttons button").nth(1).click()
    assert operator.copy("s.1") == "Set-TransportService s -ConnectivityLogEnabled '$(evil)'"


def test_parts_of_one_argument_are_quoted_as_one(open_page: Open) -> None:
    operator = open_page(fixtures.pop())
    operator.type("HealthSet", "My Set")
    operator.type("Probe", "P'1")
    operator.type("Server", "s")
    assert (
        operator.copy("verification.2.3") == "Invoke-MonitoringProbe 'My Set\\P''1' -Server s | Format-List"
    )


@pytest.mark.parametrize("bad", ["a\u202eb", "a\u200bb", "a\u0007b", "a\u2028b", "x" * 300])
def test_values_that_hide_something_are_refused_with_a_reason(open_page: Open, bad: str) -> None:
    operator = open_page(fixtures.pop())
    operator.type("HealthSet", "POP")
    operator.type("Server", bad)
    assert operator.page.locator("input[data-p=Server]").get_attribute("aria-invalid") == "true"
    assert operator.page.locator("#p--hint-Server").inner_text().startswith("Recusado")
    assert operator.copy("verification.2.1") == "(nothing)"
    assert operator.toast().startswith("Recusado")


def test_commands_say_whether_they_change_the_system(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), query="?lang=en-US")
    reads = operator.step("verification.2.1").locator(".badge").inner_text()
    changes = operator.step("recovery-popctpmonitor.2").locator(".badge").text_content()
    assert (reads, changes) == ("Reads only", "Changes the system")
    operator.type("CasServer", "cas01")
    operator.pick("PopCTPMonitor")
    operator.copy("recovery-popctpmonitor.2")
    assert operator.toast() == "Copied. This command changes the system."


def test_expected_values_stand_in_a_line_of_their_own(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), query="?lang=en-US")
    lines = [operator.step(f"verification.2.{number}").locator(".expect").inner_text() for number in (4, 2)]
    assert lines == ["Expected\nResult = Succeeded", "Expected\nAlertValue = Unhealthy"]


def test_examples_are_folded_and_cannot_be_copied(open_page: Open) -> None:
    operator = open_page(fixtures.pop())
    example = operator.step("verification.2.3").locator("details.example")
    assert not example.locator("pre").is_visible()
    assert example.locator("button").count() == 0
    example.locator("summary").click()
    assert "server1.contoso.com" in example.locator("pre").inner_text()
