"""The drift report and the comparison of two editions, as a reader uses them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from runbookc.model.comparison import Comparison, Pair, Side
from runbookc.renderers import report
from runbookc.renderers.diff_html import page as diff_page
from tests.reports import library as lib

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

FINDINGS = (
    lib.finding(),
    lib.finding(locale="pt-BR", rule="STR001", level="warning", group="g3", fingerprint="f3", actual=None),
    lib.finding(level="note", rule="TYP002", group="g4", fingerprint="f4", origin="source", agreeing=()),
)


@pytest.fixture
def open_report(
    contexts: Callable[..., sync_api.BrowserContext], tmp_path: Path
) -> Iterator[Callable[..., sync_api.Page]]:
    """Opens a page from a file; fails when a script failed or anything but the file was asked for."""
    trouble: list[str] = []

    def open_(text: str, query: str = "", **options: object) -> sync_api.Page:
        file = tmp_path / "page.html"
        file.write_bytes(text.encode("utf-8", "replace"))
        opened = contexts(**options).new_page()
        opened.on("pageerror", lambda error: trouble.append(str(error)))
        opened.on(
            "console", lambda message: trouble.append(message.text) if message.type == "error" else None
        )
        opened.on(
            "request", lambda asked: trouble.append(asked.url) if asked.url != file.as_uri() + query else None
        )
        opened.goto(file.as_uri() + query)
        return opened

    yield open_
    assert trouble == []


def shown(page: sync_api.Page) -> list[str]:
    return [card.get_attribute("id") or "" for card in page.locator(".finding:visible").all()]


def test_filters_narrow_the_list(open_report: Callable[..., sync_api.Page]) -> None:
    page = open_report(report(lib.library(*FINDINGS), "html"))
    assert shown(page) == ["f-f1", "f-f3", "f-f4"]
    page.locator('button[data-level="note"]').click()
    assert shown(page) == ["f-f1", "f-f3"]
    page.locator("#locale").select_option("pt-BR")
    assert shown(page) == ["f-f3"]
    page.locator("#reset").click()
    page.locator("#family").select_option("CMD")
    assert shown(page) == ["f-f1"]
    page.locator("#reset").click()
    page.locator("#search").fill("typ002")
    assert shown(page) == ["f-f4"]
    page.locator("#search").fill("nothing like that")
    assert page.locator("#nothing").is_visible()
    page.keyboard.press("Escape")
    assert shown(page) == ["f-f1", "f-f3", "f-f4"]


def test_a_cell_of_the_dashboard_filters(open_report: Callable[..., sync_api.Page]) -> None:
    page = open_report(report(lib.library(*FINDINGS), "html"))
    page.locator('.matrix button[data-locale="pt-BR"]').click()
    assert shown(page) == ["f-f3"]


def test_keys_alone_are_enough(open_report: Callable[..., sync_api.Page]) -> None:
    page = open_report(report(lib.library(*FINDINGS), "html"))
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "f-f3"
    page.keyboard.press("o")
    assert page.locator("#f-f3 details[open]").count() > 0
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == "f-f1"
    page.keyboard.press("1")
    assert shown(page) == ["f-f3", "f-f4"]
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"


def test_the_page_speaks_the_readers_language(open_report: Callable[..., sync_api.Page]) -> None:
    page = open_report(report(lib.library(*FINDINGS), "html"), locale="zh-CN")
    assert page.locator("h1").inner_text() == "翻译差异"
    page.locator("#language").select_option("fr-FR")
    assert page.locator("h1").inner_text() == "Écarts de traduction"
    assert page.evaluate("document.documentElement.lang") == "fr-FR"


def test_the_address_can_choose_the_language(open_report: Callable[..., sync_api.Page]) -> None:
    page = open_report(report(lib.library(*FINDINGS), "html"), "?lang=de-DE")
    assert page.evaluate("document.documentElement.lang") == "de-DE"


def test_hostile_text_does_nothing(open_report: Callable[..., sync_api.Page]) -> None:
    page = open_report(report(lib.library(lib.hostile()), "html"))
    assert page.locator(".finding img").count() == 0
    assert shown(page) == ["f-f2"]


@pytest.mark.parametrize("width", [1440, 768, 320])
def test_nothing_scrolls_sideways(width: int, open_report: Callable[..., sync_api.Page]) -> None:
    page = open_report(report(lib.library(*FINDINGS), "html"), viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def comparison() -> Comparison:
    heading = Side(text="Étapes", line=1), Side(text="步骤", line=1)
    command = Side(text="Get-X -a", line=2, marks=((6, 8),)), Side(text="Get-X -b", line=2, marks=((6, 8),))
    hostile = Side(text=lib.HOSTILE, line=3)
    pairs = (
        Pair(kind="heading", id="a", step="", left=heading[0], right=heading[1], differs=False),
        Pair(kind="command", id="b", step="2c", left=command[0], right=command[1], differs=True),
        Pair(kind="paragraph", id="c", step="", left=None, right=hostile, differs=True),
    )
    names = {"fr-FR": "POP", "zh-CN": "POP"}
    return Comparison(runbook="pop", left="fr-FR", right="zh-CN", titles=names, paths=names, pairs=pairs)


def test_only_differences(open_report: Callable[..., sync_api.Page]) -> None:
    page = open_report(diff_page(comparison()))
    assert page.locator("tbody tr:visible").count() == 3
    page.locator("#only").check()
    assert page.locator("tbody tr:visible").count() == 2
    assert page.locator("mark").all_inner_texts() == ["-a", "-b"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("which", ["report", "diff"])
def test_axe_finds_no_violation(which: str, scheme: str, open_report: Callable[..., sync_api.Page]) -> None:
    text = (
        report(lib.library(*FINDINGS, lib.hostile()), "html")
        if which == "report"
        else diff_page(comparison())
    )
    page = open_report(text, color_scheme=scheme)
    found = axe.Axe().run(page)
    assert [violation["id"] for violation in found.response["violations"]] == []
