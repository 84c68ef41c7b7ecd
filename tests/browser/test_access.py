"""WCAG 2.2 AA, small screens, zoom, reduced motion, and no script at all."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Open
from tests.renderers import fixtures

axe_module = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def _busy(operator: Any) -> None:
    """A run in the middle: every kind of state, a timer, an open change, open panels."""
    operator.pick("PopDeepTestMonitor")
    operator.type("Server", "mbx01\u200b")
    operator.tick("verification.1")
    operator.mark("verification.2.1", "deferred", "later")
    operator.mark("verification.2.2", "not-applicable")
    operator.mark("verification.2.3", "failed")
    operator.tick("recovery-popdeeptestmonitor.3")
    operator.step("recovery-popdeeptestmonitor.4").locator(".timer button").click()
    operator.step("recovery-popdeeptestmonitor.6").locator(".toggle").click()
    for mark in operator.page.locator(".differs:visible").all():
        mark.click()
    operator.page.click(".sources summary")


def violations(page: Any) -> list[str]:
    # The page lets no other script in, so axe comes by way of the debugger, as the test's own calls do.
    results = axe_module.Axe().run(page, options=RULES)
    assert len(results.response["passes"]) > 10, "axe ran"
    return [
        f"{each['id']}: {node['target']} {node.get('failureSummary', '')}"
        for each in results.response["violations"]
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tag", ["pt-BR", "zh-CN", "ar-SA"])
def test_axe_finds_nothing(open_page: Open, scheme: str, tag: str) -> None:
    operator = open_page(fixtures.pop(), query=f"?lang={tag}", color_scheme=scheme)
    assert violations(operator.page) == []
    _busy(operator)
    assert violations(operator.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_two_languages_and_dialogs(open_page: Open, scheme: str) -> None:
    operator = open_page(fixtures.pop(), query="?lang=pt-BR&lang2=ar-SA", color_scheme=scheme)
    _busy(operator)
    operator.page.click("#p--reset")
    assert violations(operator.page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_can_be_chosen_against_the_system(open_page: Open, theme: str) -> None:
    other = {"light": "dark", "dark": "light"}[theme]
    operator = open_page(fixtures.pop(), color_scheme=other)
    operator.page.select_option("#p--theme", theme)
    assert operator.page.evaluate("getComputedStyle(document.documentElement).colorScheme") == theme
    operator.page.reload()
    assert operator.page.evaluate("getComputedStyle(document.documentElement).colorScheme") == theme


@pytest.mark.parametrize("tag", ["pt-BR", "zh-CN", "ar-SA", "en-US"])
@pytest.mark.parametrize("width", [320, 360, 640])
def test_no_sideways_scrolling(open_page: Open, tag: str, width: int) -> None:
    """320 CSS pixels are also 1280 at 400 % zoom (WCAG 1.4.10); 640 are 1280 at 200 %."""
    operator = open_page(fixtures.pop(), query=f"?lang={tag}", viewport={"width": width, "height": 640})
    _busy(operator)
    widths = operator.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]
    operator.page.select_option("#p--lang2", "zh-CN" if tag != "zh-CN" else "pt-BR")
    widths = operator.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]


def test_targets_are_large_enough(open_page: Open) -> None:
    """WCAG 2.5.8: 24 by 24 CSS pixels, for every control that is no link in a sentence."""
    operator = open_page(fixtures.pop(), viewport={"width": 360, "height": 640})
    _busy(operator)
    small = operator.page.evaluate(
        """() => Array.from(document.querySelectorAll('button, select, input, summary'))
          .filter((node) => node.offsetParent && !node.matches('.unseen, .slot, [type=radio]'))
          .map((node) => [node.outerHTML.slice(0, 80), node.getBoundingClientRect()])
          .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""
    )
    assert small == []


def test_focus_is_visible_and_not_hidden_behind_the_bars(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), viewport={"width": 1000, "height": 500}, reduced_motion="reduce")
    operator.pick("PopDeepTestMonitor")
    hidden = []
    for _ in range(60):
        operator.page.keyboard.press("Tab")
        seen = operator.page.evaluate(
            """() => {
              const node = document.activeElement;
              if (node === document.body) return null;
              const box = node.getBoundingClientRect();
              const style = getComputedStyle(node);
              const middle = [box.x + box.width / 2, box.y + Math.min(box.height, 30) / 2];
              const top = document.elementFromPoint(...middle);
              const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
              const covered = top && !node.contains(top) && !top.contains(node) && top.closest('.dock, .top');
              return outlined && !covered ? null : node.outerHTML.slice(0, 100);
            }"""
        )
        if seen:
            hidden.append(seen)
    assert hidden == []


def test_reduced_motion_stops_every_transition(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), reduced_motion="reduce")
    moving = operator.page.evaluate(
        """() => Array.from(document.querySelectorAll('*')).filter((node) =>
          !['0s', ''].includes(getComputedStyle(node).transitionDuration)).length"""
    )
    assert moving == 0
    assert operator.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_changes_are_announced(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), query="?lang=en-US")
    operator.pick("PopDeepTestMonitor")
    assert operator.page.get_attribute("#p--toast", "aria-live") == "polite"
    assert operator.toast().startswith("PopDeepTestMonitor: only its recovery is open")


def test_names_for_screen_readers(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), query="?lang=en-US")
    tree = operator.page.locator("main").aria_snapshot()
    assert 'checkbox "Step 2c done"' in tree
    assert 'button "Copy Step 2c"' in tree
    assert 'button "State and note, Step 2c"' in tree


def test_without_a_script_the_page_is_a_readable_checklist(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), java_script_enabled=False)
    text = operator.page.inner_text("main")
    for wanted in (
        "Troubleshooting the POP health set",
        "PopCTPMonitor",
        "Run the probe of that monitor again",
        "Invoke-MonitoringProbe <health set name>\\<probe name> -Server <server name> | Format-List",
        "Changes the system",
        "People lose their connection",
    ):
        assert wanted in text
    assert operator.page.locator("button:visible, select:visible, input:visible").count() == 0
