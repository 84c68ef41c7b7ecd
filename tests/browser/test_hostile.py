"""Hostile texts, values and records do nothing, and nothing leaves the page."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from runbookc import inline
from runbookc.model.finding import Finding
from runbookc.model.runbook import Runbook
from runbookc.renderers import Bundle
from tests.browser.conftest import Open
from tests.renderers import fixtures

ATTACKS = (
    "</script><script>window.hit = 1</script>",
    "<img src=x onerror=window.hit=1>",
    "<svg onload=window.hit=1>",
    "<!--<script>window.hit = 1</script>",
    "{{ 7*7 }}${window.hit=1}",
    '" onmouseover=window.hit=1 x="',
    "' autofocus onfocus=window.hit=1 '",
    "]]></style><style>*{display:none}</style>",
    "\u202eabc\u202c \u2066x\u2069 \u0000\u0007\u2028",
    "\ud800 alone",
    "&lt;b&gt; &amp;#x41;",
)
HREFS = (
    "javascript:window.hit=1",
    " JaVaScRiPt:window.hit=1",
    "data:text/html,<script>window.hit=1</script>",
    "java\tscript:window.hit=1",
    "vbscript:x",
    "//evil.example/x",
    "\\\\evil.example\\x",
    "file:///etc/passwd",
    "https://safe.example/\u202egnp.exe",
)


def hostile() -> Bundle:
    """The fixture with an attack in every text, title, name, path, code, link and finding."""
    bundle = fixtures.pop()
    everything = " ".join(ATTACKS)
    links = " ".join(f"[link {number}](<{href}>)" for number, href in enumerate(HREFS))
    said = dict.fromkeys(fixtures.LOCALES, f"{inline.escape(everything)} {links}")
    code = f"Get-Thing <server name> # {everything}"
    cited = {"kind": "section", "target": "explanation", "text": said}

    def poison(value: Any) -> None:
        for each in value.values() if isinstance(value, dict) else value:
            if isinstance(each, dict | list):
                poison(each)
        match value:
            case {"kind": "paragraph"}:
                value |= {"text": said, "references": [cited]}
            case {"kind": "command"}:
                value |= {"code": code, "variants": dict.fromkeys(fixtures.LOCALES, code)}
            case {"role": _}:
                value |= {"title": said}
            case {"sha256": _}:
                value |= {"title": said["en-US"], "path": everything}
            case {"dependencies": _} | {"health_set": _, "text": _}:
                value |= {"id": everything, "health_set": everything}
            case {"id": _, "text": _}:
                value |= {"text": said}

    raw = msgspec.json.decode(msgspec.json.encode(bundle.runbook))
    poison(raw)
    finding = Finding(
        rule="CMD001",
        level="error",
        message=everything,
        path=everything,
        line=1,
        locale="pt-BR",
        runbook="pop",
        step="verification.1",
        expected=everything,
        actual=everything,
        agreeing=("en-US",),
    )
    return Bundle(runbook=msgspec.convert(raw, Runbook), findings=(finding,), titles=bundle.titles)


def _is_unharmed(operator: Any) -> None:
    assert operator.page.evaluate("window.hit") is None
    assert operator.page.locator("main script, main img, main svg, main style").count() == 0
    handlers = operator.page.evaluate(
        "Array.from(document.querySelectorAll('*')).filter((node) => node.getAttributeNames()"
        ".some((name) => name.startsWith('on'))).length"
    )
    assert handlers == 0
    assert [url for url in operator.requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert len([url for url in operator.requests if url.startswith("file:")]) == 1
    operator.fine()


def test_hostile_articles_do_nothing(open_page: Open) -> None:
    operator = open_page(hostile(), query="?lang=pt-BR")
    for tag in ("zh-CN", "ar-SA", "pt-BR"):
        operator.language(tag)
    operator.page.select_option("#p--lang2", "en-US")
    operator.page.evaluate("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
    while operator.page.locator(".fold[aria-expanded=false]").count():
        operator.page.locator(".fold[aria-expanded=false]").first.click()
    operator.open_panel("verification.1")
    operator.step("verification.1").locator(".differs").click()
    operator.page.mouse.move(300, 300)
    _is_unharmed(operator)
    script = "all => all.map((a) => [a.protocol, a.host, a.getAttribute('href')])"
    links = operator.page.eval_on_selector_all("main a", script)
    assert {(protocol, host) for protocol, host, _ in links} == {("file:", "")}
    hrefs = [href for _, _, href in links]
    assert not any("\u202e" in href for href in hrefs)


def test_attacks_are_shown_as_what_they_are(open_page: Open) -> None:
    operator = open_page(hostile(), query="?lang=pt-BR")
    shown = operator.step("verification.1").locator("p[data-t]").first.inner_text()
    for attack in ATTACKS[:7]:
        assert attack in shown
    assert "U+202E" in shown
    assert "U+2028" in shown
    assert "\u202e" not in operator.page.evaluate("document.body.textContent")


def test_hostile_articles_are_harmless_without_the_script_too(open_page: Open) -> None:
    operator = open_page(hostile(), java_script_enabled=False)
    assert operator.page.locator("main script, main img, main svg, main style").count() == 0
    assert "</script><script>" in operator.step("verification.1").locator("p[data-t]").first.inner_text()


def test_a_command_with_invisible_characters_cannot_be_copied(open_page: Open) -> None:
    operator = open_page(hostile(), query="?lang=en-US")
    operator.type("Server", "s")
    assert operator.copy("verification.2.1") == "(nothing)"
    assert operator.toast() == "Refused: it holds invisible or control characters."


@pytest.mark.parametrize("attack", [each for each in ATTACKS if "\ud800" not in each])
def test_hostile_values_notes_and_names_do_nothing(open_page: Open, attack: str) -> None:
    operator = open_page(fixtures.pop(), query="?lang=pt-BR")
    operator.page.fill("#p--operator", attack)
    operator.type("Server", attack)
    operator.mark("verification.1", "failed", attack)
    operator.page.fill("#p--search", attack)
    operator.copy("verification.2.1")
    operator.page.click("#p--ticket")
    operator.language("ar-SA")
    operator.page.reload()
    _is_unharmed_after_reload(operator)


def _is_unharmed_after_reload(operator: Any) -> None:
    operator.requests[:] = operator.requests[:1]
    _is_unharmed(operator)


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_records_do_nothing(open_page: Open, attack: str) -> None:
    operator = open_page(fixtures.pop(), query="?lang=en-US")
    at = "2026-01-01T00:00:00Z"
    operator.import_(
        {
            "format": "runbookc-record",
            "schema_version": 1,
            "runbook": "pop",
            "build": attack,
            "created": at,
            "updated": at,
            "operator": attack,
            "values": {
                "Server": {"value": attack, "at": at, "by": attack},
                "Monitor": {"value": attack, "at": at},
                attack: {"value": attack, "at": at},
            },
            "steps": {
                "verification.1": {"state": "failed", "at": at, "by": attack, "note": attack},
                attack: {"state": "done", "at": at, "note": attack},
            },
            "waits": {attack: {"started": at, "ends": at}},
            "events": [{"at": at, "step": attack, "by": attack, "note": attack, "command": attack}],
        }
    )
    operator.page.click("#p--ticket")
    operator.language("zh-CN")
    _is_unharmed(operator)
    assert attack.strip("\u0000") in operator.step("verification.1").locator(".chip-note").text_content() or (
        "\ud800" in attack
    )


def test_a_newline_in_a_records_value_is_refused(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), query="?lang=en-US")
    operator.import_(
        {
            "format": "runbookc-record",
            "schema_version": 1,
            "runbook": "pop",
            "created": "2026-01-01T00:00:00Z",
            "updated": "2026-01-01T00:00:00Z",
            "values": {"Server": {"value": "a\nRemove-Item x", "at": "2026-01-01T00:00:00Z"}},
        }
    )
    operator.type("HealthSet", "POP")
    assert operator.copy("verification.2.1") == "(nothing)"
    assert operator.toast() == "Refused: it holds invisible or control characters."


def test_no_request_leaves_the_page_and_none_could(open_page: Open) -> None:
    operator = open_page(fixtures.pop())
    policy = operator.page.get_attribute("meta[http-equiv]", "content")
    assert policy.startswith("default-src 'none';")
    blocked = operator.page.evaluate(
        """() => new Promise((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
          const image = document.createElement('img');
          image.src = 'https://example.org/x.png';
          document.body.append(image);
          setTimeout(() => resolve('nothing'), 30000);
        })"""
    )
    assert blocked == "img-src"
    inline_script = operator.page.evaluate(
        """() => {
          try {
            const script = document.createElement('script');
            script.textContent = 'window.hit = 1';
            document.body.append(script);
          } catch (error) { return error.name; }
          return String(window.hit);
        }"""
    )
    assert inline_script in ("TypeError", "undefined")
