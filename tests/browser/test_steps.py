"""Steps: states, parts, waits, references, pairs of a change and its undo, drift."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from runbookc.renderers import Bundle
from tests.browser.conftest import Open
from tests.renderers import fixtures


@pytest.mark.parametrize(
    ("state", "word"),
    [("done", "Done"), ("deferred", "Deferred"), ("not-applicable", "Not applicable"), ("failed", "Failed")],
)
def test_states_differ_and_bear_a_word_a_time_and_a_name(open_page: Open, state: str, word: str) -> None:
    operator = open_page(fixtures.pop(), locale="en-US")
    operator.page.fill("#p--operator", "Ana")
    operator.mark("verification.1", state)
    chip = operator.step("verification.1").locator("> .body > .foot > .chip")
    assert chip.locator(".chip-state").inner_text() == word
    assert chip.locator("time").get_attribute("datetime").endswith("Z")
    assert "Ana" in chip.inner_text()
    assert operator.box("verification.1").is_checked() is (state == "done")
    assert operator.page.inner_text("#verification .chunk-count") == "1 / 5"


def test_the_last_part_completes_the_whole_and_back(open_page: Open) -> None:
    operator = open_page(fixtures.pop())
    for number in (1, 2, 3):
        operator.tick(f"verification.2.{number}")
    assert operator.state("verification.2") == "open"
    assert operator.box("verification.2").evaluate("e => e.indeterminate") is True
    operator.mark("verification.2.4", "not-applicable")
    assert operator.state("verification.2") == "done"
    operator.box("verification.2.2").uncheck()
    assert operator.state("verification.2") == "open"


def test_a_whole_that_does_not_apply_settles_its_parts(open_page: Open) -> None:
    operator = open_page(fixtures.pop())
    operator.tick("verification.1")
    operator.mark("verification.2", "not-applicable")
    assert operator.page.inner_text("#verification .chunk-count") == "5 / 5"
    assert operator.state("verification.2.1") == "open", "nobody said that the part was done"


def test_the_next_open_step_is_pointed_out_and_reached(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), locale="en-US")
    operator.pick("PopDeepTestMonitor")
    operator.tick("verification.1")
    assert operator.page.text_content("#p--bar .next b") == "2a"
    assert operator.step("verification.2.1").get_attribute("aria-current") == "step"
    operator.page.click("#p--bar .next")
    assert operator.page.evaluate("document.activeElement.id") == "verification.2.1"
    for number in (1, 2, 3, 4):
        operator.tick(f"verification.2.{number}")
    assert operator.page.text_content("#p--bar .next b") == "1"
    assert operator.page.get_attribute("#p--bar .next", "href") == "#recovery-popdeeptestmonitor.1"


def test_a_reference_leads_there_and_back(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), query="?lang=pt-BR")
    operator.pick("PopCTPMonitor")
    operator.page.locator("#verification .fold").click()
    operator.step("recovery-popctpmonitor.1").get_by_role("link", name="2c", exact=True).click()
    assert operator.step("verification.2.3").is_visible(), "the folded chunk opened"
    assert operator.page.evaluate("document.activeElement.id") == "verification.2.3"
    operator.page.get_by_role("button", name="Voltar à etapa 1").click()
    assert operator.page.evaluate("document.activeElement.id") == "recovery-popctpmonitor.1"


def test_a_section_cited_in_english_is_named_in_the_readers_language(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), query="?lang=pt-BR")
    cited = operator.step("verification.2.3").locator("p[data-t]").first
    assert "What is watched (O que é observado)" in cited.inner_text()
    assert cited.locator("a").get_attribute("href") == "#explanation"


def test_another_runbook_is_linked_in_the_same_language(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), query="?lang=zh-CN")
    link = operator.step("recovery-popdeeptestmonitor.1").locator("a.book")
    assert link.get_attribute("href") == "aa997475.html?lang=zh-CN"


def test_a_caution_comes_before_its_step(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), query="?lang=en-US")
    operator.pick("PopDeepTestMonitor")
    body = operator.step("recovery-popdeeptestmonitor.5").locator("> .body").inner_text()
    assert body.index("Caution") < body.index("People lose") < body.index("Restart the server")


def test_a_change_in_effect_is_shown_until_it_is_taken_back(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), query="?lang=en-US")
    operator.pick("PopDeepTestMonitor")
    does, undoes = "recovery-popdeeptestmonitor.3", "recovery-popdeeptestmonitor.6"
    assert operator.step(does).locator(".pair").inner_text() == "Taken back in step 6"
    assert operator.step(undoes).locator(".pair").inner_text() == "Takes back step 3"
    assert operator.page.locator("#p--bar .in-effect").count() == 0
    operator.tick(does)
    notice = operator.page.locator("#p--bar .in-effect")
    assert notice.inner_text() == "Still in effect since step 3: take it back in step 6"
    operator.page.reload()
    notice.click()
    assert operator.page.evaluate("document.activeElement.id") == undoes
    operator.tick(undoes)
    assert notice.count() == 0


WAITING = "recovery-popdeeptestmonitor.4"


def test_a_timer_goes_on_over_a_reload_and_calls_when_it_ends(open_page: Open, contexts: Any) -> None:
    context = contexts(locale="en-US")
    context.clock.install(time="2026-03-09T10:00:00Z")
    operator = open_page(fixtures.pop(), context=context)
    operator.pick("PopDeepTestMonitor")
    timer = operator.step(WAITING).locator(".timer")
    assert timer.locator("button").inner_text() == "Start timer: 10 minutes"
    timer.locator("button").click()
    context.clock.run_for("04:00")
    assert timer.locator(".left").inner_text() == "06:00"
    operator.page.reload()
    assert timer.locator(".left").inner_text() == "06:00"
    assert operator.page.text_content("#p--bar .bar-timer") == "Step 4 06:00"
    assert operator.page.inner_text("#p--alarm") == ""
    context.clock.run_for("06:01")
    assert operator.page.inner_text("#p--alarm") == "The wait of step 4 is over."
    assert operator.page.get_attribute("#p--alarm", "role") == "alert"
    assert "The wait of step 4 is over." in operator.page.title()
    assert operator.page.text_content("#p--bar .bar-timer") == "Step 4 Wait over"
    operator.tick(WAITING)
    assert operator.page.locator("#p--bar .bar-timer").count() == 0
    operator.fine()


def test_a_timer_that_ended_while_the_page_was_closed_calls_when_it_opens(
    open_page: Open, contexts: Any
) -> None:
    context = contexts(locale="en-US")
    context.clock.install(time="2026-03-09T10:00:00Z")
    operator = open_page(fixtures.pop(), context=context)
    operator.pick("PopDeepTestMonitor")
    operator.step(WAITING).locator(".timer button").click()
    operator.page.goto("about:blank")
    context.clock.set_fixed_time("2026-03-09T10:30:00Z")
    operator.page.go_back()
    assert operator.page.inner_text("#p--alarm") == "The wait of step 4 is over."


def test_a_stopped_timer_stays_stopped(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), locale="en-US")
    operator.pick("PopDeepTestMonitor")
    button = operator.step(WAITING).locator(".timer button")
    button.click()
    assert button.inner_text() == "Stop the timer"
    button.click()
    operator.page.reload()
    assert button.inner_text() == "Start timer: 10 minutes"


def test_drift_is_marked_for_whoever_reads_the_deviating_edition(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), query="?lang=pt-BR")
    operator.pick("PopDeepTestMonitor")
    step = operator.step("recovery-popdeeptestmonitor.6")
    step.locator(".differs").click()
    shown = step.locator(".differences").inner_text()
    assert "Condição invertida" in shown
    assert "falhar" in shown
    assert "succeeds" in shown
    rows = step.locator(".editions tr")
    assert [row.locator("th").inner_text().split()[0] for row in rows.all()] == list(fixtures.LOCALES)
    assert "如果探测器现在成功" in rows.nth(3).inner_text()
    assert "<NomeServidor>" in rows.nth(2).inner_text()
    operator.language("en-US")
    assert step.locator(".differs").count() == 0
    operator.page.select_option("#p--lang2", "pt-BR")
    assert step.locator(".differs").count() == 1, "the other side of the call reads it"


def test_style_is_no_drift_that_matters(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), query="?lang=pt-BR")
    assert operator.step("verification.1").locator(".differs").count() == 0


def test_a_missing_step_is_marked_where_it_is_missing(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), query="?lang=zh-CN")
    operator.page.click("#p--drift summary")
    assert operator.page.locator("#p--drift a").all_inner_texts() == ["4"]
    operator.page.click("#p--drift a")
    assert operator.step("recovery-popctpmonitor.4").locator(".differs").is_visible()


def test_the_source_is_one_click_away(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), query="?lang=pt-BR")
    assert "seeds/pt-BR/pop.md:20" in operator.open_panel("verification.1").inner_text()


def test_keyboard_alone(open_page: Open) -> None:
    """From the alert to the record without a pointer."""
    operator = open_page(fixtures.pop(), locale="en-US")
    page = operator.page
    press = page.keyboard.press

    def tab_to(selector: str, limit: int = 60) -> None:
        for _ in range(limit):
            press("Tab")
            if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
        pytest.fail(f"Tab does not reach {selector}")

    tab_to(".skip")
    press("Enter")
    assert page.evaluate("document.activeElement.id") == "p--main"
    tab_to("#p--search")
    page.keyboard.type("deep")
    press("Enter")
    operator.until("document.activeElement.dataset.p === 'Server'")
    page.keyboard.type("mbx01")
    tab_to('[id="verification.1"] > .mark input')
    press("Space")
    assert operator.state("verification.1") == "done"
    tab_to('[id="verification.2.1"] > .more')
    press("Enter")
    tab_to('[id="verification.2.1"] .panel input[type=radio]')
    for _ in range(4):
        press("ArrowDown")
    assert operator.state("verification.2.1") == "failed"
    tab_to('[id="verification.2.1"] .panel textarea')
    page.keyboard.type("no answer")
    tab_to('[id="verification.2.3"] .copy')
    page.evaluate("navigator.clipboard.writeText('')")
    with operator.told():
        press("Enter")
    assert page.text_content("#p--toast") == "Copied"
    operator.until("navigator.clipboard.readText().then((text) => text !== '')")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "Invoke-MonitoringProbe POP.Protocol\\PopDeepTestProbe -Server mbx01 | Format-List"
    )
    tab_to("#recovery-popctpmonitor .fold")
    press("Enter")
    assert operator.folded()["recovery-popctpmonitor"] is False
    tab_to("#p--ticket")
    with operator.told():
        press("Enter")
    assert "no answer" in page.evaluate("navigator.clipboard.readText()")
    operator.fine()


def test_a_wait_that_is_said_twice_has_one_timer(open_page: Open) -> None:
    paragraph = fixtures.paragraph("s.1/1", fixtures.text("W", "W", "W", "W"), waits=("PT5M", "PT5M", "PT1H"))
    steps = fixtures.steps("s/1", fixtures.step("s.1", "1", paragraph))
    body = fixtures.section("s", "recovery", fixtures.text("T", "T", "T", "T"), steps)
    operator = open_page(Bundle(runbook=replace(fixtures.pop().runbook, sections=(body,), probes=())))
    timers = operator.step("s.1").locator(".timer")
    assert [timer.get_attribute("data-key") for timer in timers.all()] == ["s.1/1", "s.1/3"]
    operator.fine()
