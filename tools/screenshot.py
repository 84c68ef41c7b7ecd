"""Makes docs/checklist.png, the picture in the README: the sample POP runbook in the middle of an alert.

Needs Chromium and Playwright (``pip install -e .[dev]``): ``python tools/screenshot.py``.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from runbookc.pipeline import Options, build

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "checklist.png"
RUNBOOK = "ms.exch.scom.pop"
NOW = "2026-03-09T14:02:00Z"


def main() -> None:
    """Compile the samples, play the operator, take the picture."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        sys.exit("screenshot: Chromium is not installed")
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        build([ROOT / "source_docs"], Path(folder), Options())
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 1040}, locale="pt-BR", timezone_id="UTC")
        page.clock.set_fixed_time(NOW)
        page.goto(f"{(Path(folder) / 'checklists' / RUNBOOK).as_uri()}.html?lang=pt-BR")
        _operate(page)
        page.screenshot(path=PICTURE)
        browser.close()


def _operate(page: Page) -> None:
    page.fill("#p--operator", "Ana")
    page.fill("#p--search", "ctp")
    page.press("#p--search", "Enter")
    page.keyboard.type("mbx01")
    for number in (0, 2):
        page.locator(".step:visible > .mark input").nth(number).check()
    page.locator("#p--alert").evaluate("(node) => node.scrollIntoView({ behavior: 'instant' })")
    page.locator("#p--toast").evaluate("(node) => node.classList.remove('on')")
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(0, 0)


if __name__ == "__main__":
    main()
