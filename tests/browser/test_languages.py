"""Languages: the browser's first, switched without losing anything, two side by side, right to left."""

from __future__ import annotations

import re

import pytest

from runbookc.locales import available, messages
from tests.browser.conftest import Open
from tests.renderers import fixtures


@pytest.mark.parametrize(
    ("browser", "shown"),
    [("zh-CN", "zh-CN"), ("zh-SG", "zh-CN"), ("pt-PT", "pt-BR"), ("ar-EG", "ar-SA"), ("nl-NL", "en-US")],
)
def test_the_browsers_language_comes_first(open_page: Open, browser: str, shown: str) -> None:
    operator = open_page(fixtures.pop(), locale=browser)
    assert operator.page.input_value("#p--lang") == shown
    assert operator.page.inner_text("h1") == fixtures.TITLES[shown]


def test_traditional_chinese_readers_do_not_get_simplified(open_page: Open) -> None:
    assert open_page(fixtures.pop(), locale="zh-TW").page.input_value("#p--lang") == "en-US"


def test_the_address_beats_the_browser_and_leads_to_a_step(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), query="?lang=zh-CN#recovery-popctpmonitor.3")
    assert operator.page.input_value("#p--lang") == "zh-CN"
    assert operator.step("recovery-popctpmonitor.3").is_visible()
    assert operator.page.evaluate("document.activeElement.id") == "recovery-popctpmonitor.3"


def test_switching_keeps_every_mark_value_note_and_fold(open_page: Open) -> None:
    operator = open_page(fixtures.pop())
    operator.pick("PopDeepTestMonitor")
    operator.type("Server", "mbx01")
    operator.tick("verification.1")
    operator.mark("recovery-popdeeptestmonitor.1", "failed", "não parou")
    before = operator.folded()
    address = operator.page.url
    operator.language("zh-CN")
    assert operator.page.url.split("?")[0] == address.split("?")[0]
    assert operator.state("verification.1") == "done"
    assert operator.state("recovery-popdeeptestmonitor.1") == "failed"
    panel = operator.step("recovery-popdeeptestmonitor.1").locator("> .body > .panel")
    assert panel.locator("textarea").input_value() == "não parou"
    assert operator.page.locator("input[data-p=Server]").input_value() == "mbx01"
    assert operator.folded() == before
    assert "mbx01" in operator.commands("verification.2.1")[0]
    assert "从警报中读取" in operator.step("verification.1").inner_text()
    operator.page.reload()
    assert operator.page.input_value("#p--lang") == "zh-CN"
    operator.fine()


def test_there_and_back_gives_what_the_server_wrote(open_page: Open) -> None:
    """Script and server build the same elements from the same nodes."""
    html = "Array.from(document.querySelectorAll('[data-t]'), (e) => e.innerHTML)"
    operator = open_page(fixtures.pop(), query="?lang=en-US")
    before = operator.page.evaluate(html)
    server = open_page(fixtures.pop(), java_script_enabled=False)
    written = [node.inner_html() for node in server.page.locator("[data-t]").all()]
    operator.language("ar-SA")
    operator.language("en-US")
    strip = re.compile(r"\?lang=en-US")
    assert [strip.sub("", each) for each in operator.page.evaluate(html)] == written
    assert [strip.sub("", each) for each in before] == written


def test_right_to_left(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), query="?lang=ar-SA")
    page = operator.page
    assert page.get_attribute("html", "dir") == "rtl"
    text = operator.step("verification.1").locator("p[data-t]")
    assert (text.get_attribute("lang"), text.get_attribute("dir")) == ("ar-SA", "rtl")
    box, words = operator.box("verification.1").bounding_box(), text.bounding_box()
    assert box["x"] > words["x"] + words["width"] / 2, "the box stands where the line begins: on the right"
    code = operator.step("verification.2.1").locator("pre").first
    assert code.evaluate("e => getComputedStyle(e).direction") == "ltr"
    operator.language("pt-BR")
    assert page.get_attribute("html", "dir") == "ltr"


def test_two_languages_side_by_side_for_a_call(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), query="?lang=pt-BR&lang2=zh-CN")
    sides = operator.step("verification.1").locator("p[data-t] > .side")
    assert [side.get_attribute("lang") for side in sides.all()] == ["pt-BR", "zh-CN"]
    left, right = (side.bounding_box() for side in sides.all())
    assert left["x"] < right["x"]
    assert abs(left["y"] - right["y"]) < 2
    operator.tick("verification.1")
    operator.page.select_option("#p--lang2", "")
    assert operator.step("verification.1").locator(".side").count() == 0
    assert operator.state("verification.1") == "done"


def test_a_step_that_an_edition_lacks_is_shown_from_another(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), query="?lang=zh-CN#recovery-popctpmonitor.4")
    step = operator.step("recovery-popctpmonitor.4")
    assert "Ask for help." in step.inner_text()
    assert step.locator("p[data-t]").get_attribute("lang") == "en-US"
    assert messages("zh-CN", "page")["Not in this edition: shown from another one."] in step.inner_text()


def test_dates_are_written_as_the_language_writes_them(open_page: Open) -> None:
    operator = open_page(fixtures.pop(), query="?lang=pt-BR")
    operator.page.click(".sources summary")
    assert "9 de março de 2015" in operator.page.inner_text(".sources")
    operator.language("zh-CN")
    assert "2015年3月9日" in operator.page.inner_text(".sources")


@pytest.mark.parametrize("tag", sorted(available("page")))
def test_no_word_of_the_page_is_left_in_english(open_page: Open, tag: str) -> None:
    """With texts that have no letters, every letter on the page is a word of the page."""
    operator = open_page(fixtures.wordless(tag), query=f"?lang={tag}")
    operator.page.evaluate("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
    operator.open_panel("s.1")
    seen = operator.page.evaluate(
        """() => {
          const out = [];
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node; (node = walk.nextNode());) {
            const foreign = "script, [translate=no], option[value*='-'], bdi";
            if (!node.parentElement.closest(foreign)) out.push(node.data);
          }
          for (const name of ["aria-label", "placeholder", "title"]) {
            for (const node of document.querySelectorAll(`[${name}]`)) out.push(node.getAttribute(name));
          }
          return out;
        }"""
    )
    texts = {text.strip() for text in seen if re.search(r"[^\W\d_]{2}", text)}
    assert len(texts) > 25
    if tag != "en-US":
        english = set(messages("en-US", "page").values()) - set(messages(tag, "page").values())
        assert texts & english == set()
    operator.fine()
