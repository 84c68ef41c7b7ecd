"""The ticket's text is the same, whether the page or the command line writes it."""

from __future__ import annotations

import json

import pytest

from runbookc.model.record import decode_record
from runbookc.renderers.record_md import record_markdown
from tests.browser.conftest import Open
from tests.browser.test_hostile import ATTACKS
from tests.renderers import fixtures


@pytest.mark.parametrize("tag", fixtures.LOCALES)
def test_page_and_command_line_write_the_same(open_page: Open, tag: str) -> None:
    bundle = fixtures.pop()
    operator = open_page(bundle, query=f"?lang={tag}")
    operator.page.fill("#p--operator", "Ana *Lima*")
    operator.pick("PopDeepTestMonitor")
    operator.type("Server", "mbx`01")
    operator.tick("verification.1")
    operator.mark("verification.2.1", "failed", "line one\n# line two <b> | _x_ \u202e\u200b")
    operator.mark("recovery-popctpmonitor.4", "deferred", " ".join(ATTACKS[:7]))
    operator.copy("verification.2.3")
    with operator.told():
        operator.page.click("#p--ticket")
    ticket = operator.page.evaluate("navigator.clipboard.readText()")
    record = decode_record(json.dumps(operator.export()).encode())
    assert ticket == record_markdown(record, bundle.runbook, tag)
    assert "mbx" in ticket
    operator.fine()


def test_when_nothing_is_left_the_ticket_is_one_press_away(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), locale="en-US", viewport={"width": 360, "height": 640})
    operator.pick("PopCTPMonitor")
    operator.page.click("#p--bar .to-record")
    assert operator.page.evaluate("document.activeElement.id") == "p--record"
    for box in operator.page.locator(".step:visible > .mark input").all():
        box.check()
    with operator.told():
        operator.page.click("#p--bar button:has-text('Copy for the ticket')")
    assert "- [x] **2c**" in operator.page.evaluate("navigator.clipboard.readText()")
    operator.fine()
