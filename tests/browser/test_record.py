"""The record: it survives, it merges, it is handed over from one language to another."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import msgspec
import pytest

from runbookc.model.record import decode_record
from tests.browser.conftest import Open, write_page
from tests.renderers import fixtures


def test_everything_survives_a_reload(open_page: Open) -> None:
    operator = open_page(fixtures.pop())
    operator.page.fill("#p--operator", "Ana")
    operator.pick("PopDeepTestMonitor")
    operator.type("Server", "mbx01")
    operator.tick("verification.1")
    operator.mark("verification.2.1", "deferred", "sem acesso\nainda")
    operator.page.locator("#further-information .fold").click()
    folded = operator.folded()
    operator.page.reload()
    assert operator.state("verification.1") == "done"
    assert operator.state("verification.2.1") == "deferred"
    assert operator.step("verification.2.1").locator(".chip-note").inner_text() == "sem acesso\nainda"
    assert operator.page.input_value("#p--operator") == "Ana"
    assert operator.page.locator("input[data-p=Server]").input_value() == "mbx01"
    assert operator.folded() == folded
    operator.fine()


def test_everything_survives_a_crash(open_page: Open, contexts: Any) -> None:
    context = contexts()
    operator = open_page(fixtures.pop(), context=context)
    operator.tick("verification.1")
    operator.open_panel("verification.1").locator("textarea").press_sequentially("last words")
    with contextlib.suppress(Exception):  # the tab dies while it goes there
        operator.page.goto("chrome://crash", timeout=5000)
    again = open_page(fixtures.pop(), context=context)
    assert again.state("verification.1") == "done"
    assert again.step("verification.1").locator(".chip-note").inner_text() == "last words"


def test_an_export_is_a_record_by_its_schema(open_page: Open) -> None:
    operator = open_page(fixtures.pop())
    operator.page.fill("#p--operator", "Ana")
    operator.pick("PopDeepTestMonitor")
    operator.type("Server", "mbx01")
    operator.tick("verification.1")
    operator.mark("verification.2.1", "not-applicable", "n/d")
    operator.step("recovery-popdeeptestmonitor.4").locator(".timer button").click()
    operator.copy("verification.2.3")
    record = decode_record(json.dumps(operator.export()).encode())
    assert record.runbook == "pop"
    assert record.operator == "Ana"
    assert {name: value.value for name, value in record.values.items() if value.value} == {
        "Monitor": "PopDeepTestMonitor",
        "Probe": "PopDeepTestProbe",
        "Server": "mbx01",
    }
    assert record.steps["verification.1"].state == "done"
    assert record.steps["verification.1"].by == "Ana"
    assert (record.steps["verification.2.1"].state, record.steps["verification.2.1"].note) == (
        "not-applicable",
        "n/d",
    )
    assert list(record.waits) == ["recovery-popdeeptestmonitor.4/1"]
    commands = [event.command for event in record.events if event.command]
    assert commands == ["Invoke-MonitoringProbe POP.Protocol\\PopDeepTestProbe -Server mbx01 | Format-List"]


def test_what_one_began_in_portuguese_another_goes_on_with_in_chinese(open_page: Open) -> None:
    ana = open_page(fixtures.pop())
    ana.page.fill("#p--operator", "Ana")
    ana.pick("PopDeepTestMonitor")
    ana.type("Server", "mbx01")
    ana.tick("verification.1")
    ana.mark("recovery-popdeeptestmonitor.1", "failed", "serviço não para")
    record = ana.export()

    li = open_page(fixtures.pop(), locale="zh-CN")
    li.page.fill("#p--operator", "李")
    li.import_(record)
    assert li.page.input_value("#p--lang") == "zh-CN"
    assert li.state("verification.1") == "done"
    assert "Ana" in li.step("verification.1").locator(".chip").inner_text()
    assert li.step("recovery-popdeeptestmonitor.1").locator(".chip-note").inner_text() == "serviço não para"
    assert li.folded()["recovery-popdeeptestmonitor"] is False
    assert "mbx01" in li.commands("verification.2.1")[0]
    li.tick("recovery-popdeeptestmonitor.2")
    back = decode_record(json.dumps(li.export()).encode())
    assert back.steps["recovery-popdeeptestmonitor.2"].by == "李"
    assert back.steps["verification.1"].by == "Ana"
    assert back.operator == "李"
    li.fine()


@pytest.mark.parametrize(("answer", "both"), [("Put together", True), ("The file alone", False)])
def test_a_file_is_put_together_with_a_run_or_replaces_it(open_page: Open, answer: str, both: bool) -> None:
    first = open_page(fixtures.pop(), locale="en-US")
    first.tick("verification.1")
    record = first.export()
    second = open_page(fixtures.pop(), locale="en-US")
    second.tick("recovery-popctpmonitor.3")
    second.import_(record)
    second.answer(answer)
    assert second.state("verification.1") == "done"
    assert (second.state("recovery-popctpmonitor.3") == "done") is both


def test_two_tabs_do_not_overwrite_each_other(open_page: Open, contexts: Any) -> None:
    context = contexts()
    left = open_page(fixtures.pop(), context=context)
    right = open_page(fixtures.pop(), context=context)
    left.tick("verification.1")
    right.mark("verification.2.1", "failed", "from the right")
    left.type("Server", "mbx01")
    right.type("CasServer", "cas01")
    for tab in (left, right):
        tab.until(
            "['mbx01', 'cas01'].every((value) => document.querySelector('main').textContent.includes(value))"
        )
        assert (tab.state("verification.1"), tab.state("verification.2.1")) == ("done", "failed")
        assert "from the right" in tab.step("verification.2.1").inner_text()
        assert "mbx01" in tab.commands("verification.2.1")[0]
        assert "cas01" in tab.commands("recovery-popctpmonitor.2")[0]
    left.page.reload()
    assert (left.state("verification.1"), left.state("verification.2.1")) == ("done", "failed")
    left.fine()
    right.fine()


def test_starting_over_in_one_tab_is_not_undone_by_the_other(open_page: Open, contexts: Any) -> None:
    context = contexts(locale="en-US")
    left = open_page(fixtures.pop(), context=context)
    right = open_page(fixtures.pop(), context=context)
    left.tick("verification.1")
    right.until(_state("verification.1", "done"))
    left.page.click("#p--reset")
    left.answer("Start over")
    right.until(_state("verification.1", "open"))
    right.tick("verification.2.1")
    left.until(_state("verification.2.1", "done"))
    assert (left.state("verification.1"), left.state("verification.2.1")) == ("open", "done")


def _state(id_: str, state: str) -> str:
    return f"document.getElementById('{id_}').dataset.state === '{state}'"


def _rebuilt() -> Any:
    """The same runbook after its sources changed: a step's text differs, and one step is gone."""
    bundle = fixtures.pop()
    sections = list(bundle.runbook.sections)
    recovery = sections[4]
    steps = recovery.blocks[1]
    shorter = msgspec.structs.replace(steps, items=steps.items[:3])
    sections[4] = msgspec.structs.replace(recovery, blocks=(recovery.blocks[0], shorter))
    runbook = msgspec.structs.replace(bundle.runbook, sections=tuple(sections))
    return msgspec.structs.replace(bundle, runbook=runbook)


def _begin_then_rebuild(open_page: Open, contexts: Any) -> Any:
    context = contexts(locale="en-US")
    old = open_page(fixtures.pop(), context=context)
    old.tick("verification.1")
    old.tick("recovery-popctpmonitor.4")
    old.page.close()
    return open_page(_rebuilt(), context=context)


def test_a_newer_build_asks_and_takes_over_what_it_still_has(open_page: Open, contexts: Any) -> None:
    new = _begin_then_rebuild(open_page, contexts)
    assert "Marked steps that are still in it: 1 of 2" in new.page.inner_text("#p--dialog")
    new.answer("Go on")
    assert new.state("verification.1") == "done"
    record = new.export()
    assert record["steps"]["recovery-popctpmonitor.4"]["state"] == "done", "nothing is lost in the record"
    new.page.reload()
    assert new.state("verification.1") == "done"
    assert not new.page.locator("#p--dialog").is_visible()


def test_a_newer_build_drops_nothing_when_the_answer_is_no(open_page: Open, contexts: Any) -> None:
    new = _begin_then_rebuild(open_page, contexts)
    new.answer("Begin anew, keep the old")
    assert new.state("verification.1") == "open"
    kept = new.page.evaluate("Object.keys(localStorage).filter((key) => key.includes('/record/pop/')).length")
    assert kept == 2


def test_a_build_that_only_moved_lines_asks_nothing(open_page: Open, contexts: Any) -> None:
    context = contexts()
    open_page(fixtures.pop(), context=context).tick("verification.1")
    fixture = fixtures.pop()
    moved = {tag: msgspec.structs.replace(each, path=f"elsewhere/{tag}.md") for tag, each in
             fixture.runbook.editions.items()}  # fmt: skip
    runbook = msgspec.structs.replace(fixture.runbook, editions=moved)
    again = open_page(msgspec.structs.replace(fixture, runbook=runbook, findings=()), context=context)
    assert not again.page.locator("#p--dialog").is_visible()
    assert again.state("verification.1") == "done"


@pytest.mark.parametrize(
    "bad",
    [
        b"no json",
        b"null",
        b"[]",
        b"{}",
        b'{"format": "runbookc-record", "schema_version": 1, "runbook": "pop"}',
        b'{"format":"runbookc-record","schema_version":1,"runbook":"pop","created":"2026-01-01T00:00:00Z",'
        b'"updated":"2026-01-01T00:00:00Z","steps":{"verification.1":{"state":"exploded",'
        b'"at":"2026-01-01T00:00:00Z"}}}',
        b'{"format":"runbookc-record","schema_version":1,"runbook":"pop","created":"2026-01-01T00:00:00Z",'
        b'"updated":"2026-01-01T00:00:00Z","steps":{"verification.1":null}}',
    ],
)
def test_what_is_no_record_is_refused(open_page: Open, bad: bytes) -> None:
    operator = open_page(fixtures.pop(), locale="en-US")
    operator.import_(bad)
    assert operator.page.inner_text("#p--dialog-text") == "This file is no record of a run."
    operator.answer("Close")
    assert operator.state("verification.1") == "open"
    operator.fine()


def test_a_record_of_another_runbook_is_refused(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), locale="en-US")
    operator.import_({**operator.export(), "runbook": "imap"})
    assert operator.page.inner_text("#p--dialog-text") == "This record belongs to another runbook."


def test_a_record_of_a_script_with_its_own_fields_is_read(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), locale="en-US")
    operator.import_(
        {
            "format": "runbookc-record",
            "schema_version": 1,
            "runbook": "pop",
            "created": "2026-01-01T10:00:00.1234567Z",
            "updated": "2026-01-01T10:05:00Z",
            "values": {"Server": {"value": "mbx09", "at": "2026-01-01T10:00:00Z", "by": "script"}},
            "steps": {
                "verification.2.1": {"state": "done", "at": "2026-01-01T10:01:00Z", "more": 1},
                "__proto__": {"state": "done", "at": "2026-01-01T10:01:00Z"},
                "constructor": {"state": "failed", "at": "2026-01-01T10:01:00Z"},
            },
            "events": [
                {
                    "at": "2026-01-01T10:01:00Z",
                    "step": "verification.2.1",
                    "command": "Get-ServerHealth mbx09",
                    "target": "mbx09",
                    "ended": "2026-01-01T10:01:02Z",
                    "outcome": "succeeded",
                    "state": None,
                }
            ],
        }
    )
    assert operator.state("verification.2.1") == "done"
    assert "mbx09" in operator.commands("verification.2.1")[0]
    assert set(operator.export()["steps"]) == {"verification.2.1", "__proto__", "constructor"}
    operator.fine()


def test_without_storage_the_page_works_and_says_so(open_page: Open, contexts: Any, tmp_path: Any) -> None:
    context = contexts(locale="en-US")
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked'); } });"
    )
    operator = open_page(fixtures.pop(), context=context)
    operator.tick("verification.1")
    assert operator.state("verification.1") == "done"
    assert operator.page.inner_text("#p--kept").startswith("This browser keeps nothing")
    assert operator.export()["steps"]["verification.1"]["state"] == "done"
    operator.fine()


def test_runs_of_different_runbooks_are_apart(open_page: Open, contexts: Any, tmp_path: Any) -> None:
    context = contexts()
    open_page(fixtures.pop(), context=context).tick("verification.1")
    bundle = fixtures.pop()
    other = msgspec.structs.replace(bundle, runbook=msgspec.structs.replace(bundle.runbook, id="pop2"))
    operator = open_page(other, context=context)
    assert operator.state("verification.1") == "open"
    assert write_page(other, tmp_path).name == "pop2.html"
