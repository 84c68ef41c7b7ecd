"""A real browser for the pages: Debian's Chromium, driven by Playwright; skipped where it is missing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from runbookc.renderers import Bundle
from runbookc.renderers.checklist_html import render
from tests.browser.operators import Operator

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

Open = Callable[..., Operator]


@pytest.fixture(scope="session")
def chromium() -> Iterator[sync_api.Browser]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("Chromium is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def contexts(chromium: sync_api.Browser) -> Iterator[Callable[..., sync_api.BrowserContext]]:
    """Makes browser profiles; each keeps its own local storage."""
    made: list[sync_api.BrowserContext] = []

    def make(**options: object) -> sync_api.BrowserContext:
        defaults: dict[str, object] = {"locale": "pt-BR", "viewport": {"width": 1280, "height": 900}}
        context = chromium.new_context(**{**defaults, **options})  # type: ignore[arg-type]
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        context.set_default_timeout(30_000)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


def write_page(bundle: Bundle, folder: Path) -> Path:
    """Renders the page of a runbook into a folder, as a build would."""
    for artifact in render(bundle):
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.data)
    return folder / "checklists" / f"{bundle.runbook.id}.html"


@pytest.fixture
def open_file(contexts: Callable[..., sync_api.BrowserContext]) -> Open:
    """Opens any page from a file."""

    def open_(path: Path, *, query: str = "", **options: object) -> Operator:
        page = contexts(**options).new_page()
        operator = Operator(page)
        page.goto(path.as_uri() + query)
        return operator

    return open_


@pytest.fixture
def open_page(contexts: Callable[..., sync_api.BrowserContext], tmp_path: Path) -> Open:
    """Opens the page of a runbook from a file, as a double click would; fails on any script error."""

    def open_(
        bundle: Bundle,
        *,
        query: str = "",
        context: sync_api.BrowserContext | None = None,
        **options: object,
    ) -> Operator:
        context = context or contexts(**options)
        page = context.new_page()
        operator = Operator(page)
        page.goto(write_page(bundle, tmp_path).as_uri() + query)
        return operator

    return open_
