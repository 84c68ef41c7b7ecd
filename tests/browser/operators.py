"""An operator at the page: what a person sees and does, in a person's words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Operator:
    """Drives one tab. Every error of the page's script fails the test at the next glance."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.errors: list[str] = []
        self.requests: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self._heard(message))
        page.on("request", lambda request: self.requests.append(request.url))

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)

    def fine(self) -> None:
        assert self.errors == []

    def step(self, id_: str) -> Any:
        return self.page.locator(f'[id="{id_}"]')

    def box(self, id_: str) -> Any:
        return self.step(id_).locator("> .mark input[type=checkbox]")

    def state(self, id_: str) -> str:
        return str(self.step(id_).get_attribute("data-state"))

    def unfold(self, id_: str) -> None:
        """Opens the chunk of a step if it is folded."""
        if not self.step(id_).is_visible():
            self.page.locator(f'.chunk:has([id="{id_}"]) .fold').click()

    def tick(self, id_: str) -> None:
        self.unfold(id_)
        self.box(id_).check()

    def open_panel(self, id_: str) -> Any:
        self.unfold(id_)
        panel = self.step(id_).locator("> .body > .panel")
        if not panel.is_visible():
            self.step(id_).locator("> .more").click()
        return panel

    def mark(self, id_: str, state: str, note: str = "") -> None:
        panel = self.open_panel(id_)
        panel.locator(f"input[value={state}]").check()
        if note:
            panel.locator("textarea").fill(note)

    def pick(self, monitor: str) -> None:
        self.page.locator("button.pick", has_text=monitor).click()

    def type(self, parameter: str, value: str) -> None:
        self.page.locator(f"#p--fields input[data-p={parameter}]").fill(value)

    def commands(self, id_: str) -> list[str]:
        shown = self.step(id_).locator("> .body > .cmd > pre:first-of-type")
        return [text.strip() for text in shown.all_text_contents()]

    def copy(self, id_: str, number: int = 0) -> str:
        """Presses a step's copy button; what the clipboard then holds."""
        self.page.evaluate("navigator.clipboard.writeText('(nothing)')")
        with self.told():
            self.step(id_).locator("> .body > .cmd .copy").nth(number).click()
        return str(self.page.evaluate("navigator.clipboard.readText()"))

    @contextmanager
    def told(self) -> Iterator[None]:
        """Does something and waits until the page says what came of it, or asks."""
        self.page.evaluate("document.getElementById('p--toast').textContent = ''")
        yield
        self.until(
            "document.getElementById('p--toast').textContent || document.getElementById('p--dialog').open"
        )

    def until(self, condition: str) -> None:
        """Waits for an expression to come true; fails when it never does."""
        # Not wait_for_function: the page's policy forbids what that evaluates inside of it.
        for _ in range(600):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never came true: {condition}")

    def language(self, tag: str) -> None:
        self.page.select_option("#p--lang", tag)

    def folded(self) -> dict[str, bool]:
        """Section id to whether it is folded."""
        return {
            chunk.get_attribute("id"): "folded" in chunk.get_attribute("class").split()
            for chunk in self.page.locator(".chunk").all()
        }

    def export(self) -> dict[str, Any]:
        with self.page.expect_download() as download:
            self.page.click("#p--export")
        record = json.loads(download.value.path().read_text(encoding="utf-8"))
        assert isinstance(record, dict)
        return record

    def import_(self, record: object) -> None:
        data = record if isinstance(record, bytes) else json.dumps(record).encode()
        with self.told():
            self.page.set_input_files(
                "#p--file", {"name": "run.record.json", "mimeType": "application/json", "buffer": data}
            )

    def answer(self, label: str) -> None:
        self.page.locator("#p--dialog").get_by_role("button", name=label, exact=True).click()

    def toast(self) -> str:
        return str(self.page.inner_text("#p--toast"))
