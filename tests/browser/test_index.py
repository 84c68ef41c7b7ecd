"""The index: every runbook in every language, searched, in the visitor's language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from runbookc.locales import available, messages
from runbookc.model.runbook import Edition
from runbookc.renderers import Library, Summary
from runbookc.renderers.index_html import render_library
from tests.browser.conftest import Open
from tests.browser.test_access import violations
from tests.browser.test_hostile import ATTACKS
from tests.renderers import fixtures


def summary(id_: str, titles: dict[str, str], findings: dict[str, dict[str, dict[str, int]]]) -> Summary:
    kinds = {"pt-BR": "machine", "zh-CN": "human"}
    return Summary(
        id=id_,
        health_set=id_.upper(),
        editions={
            tag: Edition(
                path=f"{tag}/{id_}.md",
                sha256="0" * 64,
                title=title,
                modified="2015-03-09",
                published=None,
                translation=kinds.get(tag),
            )
            for tag, title in titles.items()
        },
        steps=dict.fromkeys(titles, 12),
        probes=4,
        findings=findings,
    )


LIBRARY = Library(
    summaries=(
        summary("imap", {"en-US": "Troubleshooting IMAP", "pt-BR": "Solução de problemas de IMAP"}, {}),
        summary(
            "pop",
            fixtures.TITLES,
            {
                "pt-BR": {"CMD": {"error": 2, "warning": 1}, "UIL": {"warning": 3}},
                "zh-CN": {"TYP": {"note": 1}},
            },
        ),
    ),
    findings=(),
)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return write(LIBRARY, tmp_path)


def write(library: Library, folder: Path) -> Path:
    (artifact,) = render_library(library)
    path = folder / artifact.path
    path.write_bytes(artifact.data)
    return path


def test_every_runbook_in_every_language_with_its_drift(open_file: Open, index: Path) -> None:
    page = open_file(index, locale="en-US").page
    assert [book.inner_text() for book in page.locator("h2 a").all()] == [
        "Troubleshooting IMAP",
        "Troubleshooting the POP health set",
    ]
    row = page.locator("#list article").nth(1).locator("tbody tr").nth(2)
    assert row.locator("th, td:not(.families)").all_inner_texts() == [
        "português (Brasil)",
        "Solução de problemas do conjunto de integridade POP",
        "12",
        "Machine translation",
        "March 9, 2015",
        "–",
    ]
    families = row.locator(".families > span")
    assert [(each.get_attribute("class"), each.inner_text().split()) for each in families.all()] == [
        ("error", ["CMD", "3"]),
        ("warning", ["UIL", "3"]),
    ]
    assert row.locator("a").get_attribute("href") == "checklists/pop.html?lang=pt-BR"
    figures = page.locator(".figures dd").all_inner_texts()
    assert figures == ["2", "6", "4", "2", "4"]


def test_search_by_title_in_any_language_and_by_errors(open_file: Open, index: Path) -> None:
    page = open_file(index, locale="en-US").page
    page.fill("#search", "疑难")
    assert page.locator("article:visible").count() == 1
    assert page.inner_text("#shown") == "Shown: 1 of 2"
    page.fill("#search", "imap português")
    assert page.locator("article:visible h2").inner_text() == "Troubleshooting IMAP"
    page.check("#only")
    assert page.inner_text("#nothing") == "No runbook matches."
    page.fill("#search", "")
    assert page.locator("article:visible h2").inner_text() == "Troubleshooting the POP health set"


def test_in_the_visitors_language_and_kept(open_file: Open, index: Path) -> None:
    operator = open_file(index, locale="pt-PT")
    page = operator.page
    assert page.input_value("#lang") == "pt-BR"
    assert page.locator("h2 a").first.inner_text() == "Solução de problemas de IMAP"
    assert page.locator("h2 a").first.get_attribute("href") == "checklists/imap.html?lang=pt-BR"
    assert "9 de março de 2015" in page.inner_text("#list")
    page.select_option("#lang", "ja-JP")
    assert page.locator("h2 a").first.inner_text() == "Solução de problemas de IMAP", "no Japanese edition"
    page.reload()
    assert page.input_value("#lang") == "ja-JP"
    operator.fine()


@pytest.mark.parametrize("tag", sorted(set(available("index")) - {"en-US"}))
def test_no_word_is_left_in_english(open_file: Open, index: Path, tag: str) -> None:
    page = open_file(index, query=f"?lang={tag}").page
    seen = {node.inner_text() for node in page.locator("[data-m]").all()}
    for name in ("placeholder", "title"):
        seen |= {node.get_attribute(name) for node in page.locator(f"[data-m-{name}]").all()}
    english = set(messages("en-US", "index").values()) - set(messages(tag, "index").values())
    assert seen & english == set()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
def test_access(open_file: Open, index: Path, scheme: str, width: int) -> None:
    page = open_file(index, color_scheme=scheme, viewport={"width": width, "height": 800}).page
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 768])
def test_no_sideways_scrolling(open_file: Open, index: Path, width: int) -> None:
    page = open_file(index, viewport={"width": width, "height": 800}).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_hostile_titles_and_ids_do_nothing(open_file: Open, tmp_path: Path) -> None:
    everything = " ".join(ATTACKS)
    hostile = summary("x", {"en-US": everything, "pt-BR": everything}, {})
    operator = open_file(write(Library(summaries=(hostile,), findings=()), tmp_path), query="?lang=pt-BR")
    page = operator.page
    assert page.evaluate("window.hit") is None
    assert page.locator("main script, main img, main svg, main style").count() == 0
    assert page.locator("*").evaluate_all(
        "all => all.filter((e) => e.getAttributeNames().some((name) => name.startsWith('on'))).length"
    ) == 0  # fmt: skip
    assert [url for url in operator.requests if not url.startswith(("file:", "data:"))] == []
    assert "<img src=x onerror" in page.locator("h2").first.inner_text()
    operator.fine()


def test_without_a_script(open_file: Open, index: Path) -> None:
    page = open_file(index, java_script_enabled=False).page
    assert "Troubleshooting IMAP" in page.inner_text("main")
    assert page.locator("input:visible, select:visible").count() == 0


def test_an_empty_library(tmp_path: Path) -> None:
    text = write(Library(summaries=(), findings=()), tmp_path).read_text("utf-8")
    assert re.search(r"<dd>0</dd>", text)
