"""The HTML report: self-contained, escaped, complete without script."""

from __future__ import annotations

import base64
import hashlib
import json
import re

import msgspec
from bs4 import BeautifulSoup
from hypothesis import given, settings

from runbookc.locales import available
from runbookc.model.finding import Finding
from runbookc.renderers import report
from runbookc.renderers.report_html import render_library
from tests.reports import library as lib


def page(*findings: Finding) -> BeautifulSoup:
    return BeautifulSoup(report(lib.library(*findings), "html"), "lxml")


def test_a_finding_with_what_all_editions_say() -> None:
    soup = page(lib.finding())
    [card] = soup.select(".finding")
    assert card["data-level"] == "error"
    assert card["data-locales"] == "fr-FR"
    rows = {row.th.text: row for row in card.select(".editions tr")}
    assert list(rows) == ["fr-FR", "en-US", "pt-BR"]
    assert [mark.text for mark in rows["fr-FR"].select("mark")] == ["Serveur"]
    assert [mark.text for mark in rows["en-US"].select("mark")] == ["Server"]
    assert rows["pt-BR"].select_one(".muted").text == "not in this edition"
    assert "docs/fr-FR/pop.md:84" in card.select_one(".places").text


def test_the_dashboard_counts_by_locale_and_family() -> None:
    soup = page(lib.finding(), lib.finding(group="g2", fingerprint="f2", locale="pt-BR", rule="STR001"))
    cells = {(one["data-locale"], one["data-family"]): one.text for one in soup.select(".matrix button")}
    assert cells == {("fr-FR", "CMD"): "1", ("pt-BR", "STR"): "1"}
    assert [one.text for one in soup.select(".matrix tbody th")] == ["en-US", "fr-FR", "pt-BR"]
    assert [one.text for one in soup.select(".totals b")] == ["2", "0", "0", "1"]


def test_a_group_is_one_card_with_all_its_places() -> None:
    soup = page(*[lib.finding(line=number, fingerprint=str(number)) for number in range(1, 31)])
    [card] = soup.select(".finding")
    assert len(card.select(".places li")) == 30


def test_in_a_build_a_place_leads_to_the_step_in_the_checklist() -> None:
    unknown = lib.finding(runbook="gone", group="g2", fingerprint="f2")
    [artifact] = render_library(lib.library(lib.finding(step="s.2 a"), unknown))
    soup = BeautifulSoup(artifact.data, "lxml")
    assert [link["href"] for link in soup.select(".finding a")] == [
        "../checklists/ms.exch.scom.pop.html?lang=fr-FR#s.2%20a"
    ]
    assert soup.select_one(".home a")["href"] == "../index.html"


def test_a_hostile_place_leads_nowhere_else() -> None:
    hostile = msgspec.structs.replace(lib.hostile(), runbook="ms.exch.scom.pop")
    [artifact] = render_library(lib.library(hostile))
    [link] = BeautifulSoup(artifact.data, "lxml").select(".finding a")
    assert re.fullmatch(r"\.\./checklists/ms\.exch\.scom\.pop\.html\?lang=[\w-]+#[\w.%~-]*", link["href"])


def test_the_policy_allows_the_page_and_nothing_else() -> None:
    text = report(lib.library(lib.finding()), "html")
    soup = BeautifulSoup(text, "lxml")
    policy = soup.select_one("meta[http-equiv=Content-Security-Policy]")["content"]
    assert policy.startswith("default-src 'none'")
    for tag, pattern in (("style", r"<style>(.*?)</style>"), ("script", r"<script>(.*?)</script>")):
        [source] = re.findall(pattern, text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not soup.select("[src], link, [style], [onclick], a[href]")


def test_hostile_text_stays_text() -> None:
    text = report(lib.library(lib.hostile()), "html")
    soup = BeautifulSoup(text, "lxml")
    assert len(soup.select("script")) == 2
    assert not soup.select("img")
    assert "{{ 7*7 }}" in soup.select_one(".message").text
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2028]", text)


@settings(deadline=None)
@given(lib.findings)
def test_any_text_stays_text(one: Finding) -> None:
    soup = page(one)
    assert len(soup.select("script")) == 2
    assert len(soup.select(".finding")) == 1


def test_all_words_are_there_in_every_language() -> None:
    soup = page(lib.finding(), lib.finding(level="note", group="g2", fingerprint="f2", origin="source"))
    words = json.loads(soup.select_one("#words").text)
    assert set(words) == set(available("report"))
    used = {one["data-i18n"] for one in soup.select("[data-i18n]")}
    used |= {one[name] for name in ("data-i18n-label", "data-i18n-title", "data-i18n-placeholder")
             for one in soup.select(f"[{name}]")}  # fmt: skip
    for tag, texts in words.items():
        assert used <= set(texts), tag
        if tag != "en-US":
            same = {id_ for id_ in used if texts[id_] == id_}
            assert len(same) < len(used) / 4, f"{tag} leaves {sorted(same)} in English"
