"""Print: black on white, boxes, columns for time and initials, the same numbers, no controls."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.conftest import Open
from tests.renderers import fixtures


def _printed(open_page: Open, **options: object) -> object:
    operator = open_page(fixtures.pop(), query="?lang=pt-BR", **options)
    operator.pick("PopDeepTestMonitor")
    operator.type("Server", "mbx01")
    operator.tick("verification.1")
    operator.page.emulate_media(media="print")
    return operator


def test_controls_are_gone_and_steps_keep_their_numbers(open_page: Open) -> None:
    operator = _printed(open_page, color_scheme="dark")
    page = operator.page
    for selector in (".top", ".rail", ".dock", ".copy", ".more", ".check input"):
        assert not page.locator(selector).first.is_visible(), selector
    labels = [each.inner_text() for each in page.locator(".step .no:visible").all()]
    assert labels == ["1", "2", "2a", "2b", "2c", "2d", "1", "2", "3", "4", "5", "6"]
    assert not page.locator("#recovery-popctpmonitor").is_visible(), (
        "another monitor's recovery stays off the paper"
    )


def test_black_on_white_in_the_dark_theme_too(open_page: Open) -> None:
    operator = _printed(open_page, color_scheme="dark")
    colours = operator.page.evaluate(
        """() => Array.from(document.querySelectorAll('.step p, .step pre, h1'), (node) => {
          const style = getComputedStyle(node);
          return style.color;
        })"""
    )
    assert set(colours) <= {"rgb(0, 0, 0)", "rgb(51, 51, 51)"}
    background = operator.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert background == "rgb(255, 255, 255)"


def test_each_step_has_a_box_and_room_for_time_and_initials(open_page: Open) -> None:
    operator = _printed(open_page)
    step = operator.step("recovery-popdeeptestmonitor.1")
    box = step.locator("> .mark").evaluate(
        "e => { const s = getComputedStyle(e, '::before'); return [s.width, s.borderTopStyle, s.content]; }"
    )
    assert float(box[0].removesuffix("px")) > 14
    assert box[1:] == ["solid", '""']
    done = operator.step("verification.1").locator("> .mark")
    assert done.evaluate("e => getComputedStyle(e, '::before').content") == '"✓"'
    columns = step.locator("> .cols i")
    assert columns.count() == 2
    assert all(column.bounding_box()["width"] > 50 for column in columns.all())
    assert operator.page.locator("#verification .heads").inner_text().split() == ["Hora", "Rubrica"]
    inner = operator.step("verification.2.1").locator("> .cols").bounding_box()
    outer = operator.step("verification.1").locator("> .cols").bounding_box()
    assert inner["x"] == outer["x"], "the columns run down the page"


def test_a_run_without_a_monitor_prints_what_is_open(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), query="?lang=pt-BR")
    operator.page.emulate_media(media="print")
    assert operator.page.locator("#verification .step").first.is_visible()


def test_commands_are_not_cut_between_pages(open_page: Open, tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    operator = _printed(open_page)
    path = tmp_path / "run.pdf"
    operator.page.pdf(path=str(path), format="A4")
    text = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    )
    pages = text.stdout.split("\f")
    wanted = (
        "Invoke-MonitoringProbe POP.Protocol\\PopDeepTestProbe -Server mbx01 | Format-List",
        'Get-ServerHealth mbx01 | ?{$_.HealthSetName -eq "POP.Protocol"}',
    )
    for command in wanted:
        assert any(command in " ".join(page.split()) for page in pages), command
    assert "Recuperação" not in pages[0], "each chunk begins on its own page"
