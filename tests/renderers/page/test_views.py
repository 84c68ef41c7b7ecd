"""What stands on the page: scope, expected values, pairs, places of findings, the hash."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec
import pytest
from lxml import html

from runbookc.model.runbook import Paragraph
from runbookc.renderers import Bundle
from runbookc.renderers._page.expected import expected_values
from runbookc.renderers._page.scope import choices, section_scopes
from runbookc.renderers._page.undoing import undo_pairs
from runbookc.renderers.checklist_html import render
from tests.plugins.golden import Golden
from tests.renderers import fixtures


def page_of(bundle: Bundle) -> str:
    return next(iter(render(bundle))).data.decode()


def data_of(page: str) -> dict[str, Any]:
    match = re.search(r'<script type="application/json" id="p--data">(.*?)</script>', page, re.DOTALL)
    assert match
    found = json.loads(match[1])
    assert isinstance(found, dict)
    return found


def test_where_the_page_goes_and_that_it_is_the_same_each_time() -> None:
    first, second = list(render(fixtures.pop())), list(render(fixtures.pop()))
    assert [artifact.path for artifact in first] == ["checklists/pop.html"]
    assert first == second


def test_what_the_server_writes_and_what_the_script_gets(golden: Golden) -> None:
    page = page_of(fixtures.pop())
    data = {key: value for key, value in data_of(page).items() if key not in ("keys", "words", "build")}
    golden("page/pop.main.html", page[page.index("<main") : page.index("</main>")] + "</main>\n")
    golden("page/pop.data.json", json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def test_ids_are_unique_and_every_inner_link_leads_somewhere() -> None:
    tree = html.document_fromstring(page_of(fixtures.pop()))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in tree.xpath("//@href") if href.startswith("#")} <= set(ids)


def test_every_monitor_is_offered_with_its_probe() -> None:
    offered = [(each.monitor, each.probe, each.probe_health_set) for each in choices(fixtures.pop().runbook)]
    assert offered == [
        ("PopCTPMonitor", "PopCTPProbe", "POP"),
        ("PopDeepTestMonitor", "PopDeepTestProbe", "POP.Protocol"),
        ("PopSelfTestMonitor", "PopSelfTestProbe", "POP.Protocol"),
        ("RequestsQueuedGt500Monitor", "", "POP"),
    ]


def test_a_monitor_that_only_a_title_names_is_offered_too() -> None:
    runbook = fixtures.pop().runbook
    sections = list(runbook.sections)
    sections[4] = msgspec.structs.replace(sections[4], monitors=("PopOddMonitor",))
    last = choices(msgspec.structs.replace(runbook, sections=tuple(sections)))[-1]
    assert (last.monitor, last.listed) == ("PopOddMonitor", False)


def test_parts_of_a_section_concern_what_the_section_does() -> None:
    runbook = fixtures.pop().runbook
    part = fixtures.section("part", "recovery", fixtures.text("Part"), level=3)
    named = fixtures.section("named", "recovery", fixtures.text("Named"), level=3, monitors=("M",))
    whole = fixtures.section("whole", "recovery", fixtures.text("Whole"))
    sections = (*runbook.sections[:5], part, whole, named)
    scopes = section_scopes(msgspec.structs.replace(runbook, sections=sections))
    assert scopes["part"] == ("PopCTPMonitor",)
    assert scopes["whole"] == ("M",)


def step_that_says(*texts: str) -> Any:
    said = dict(zip(("de-DE", "en-US", "fr-FR", "pt-BR"), texts, strict=False))
    paragraph = Paragraph(id="p", locales=tuple(said), sources={}, text=said)
    return fixtures.step("s", "1", paragraph, locales=tuple(said))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("**Result** `Succeeded`",), [("Result", "Succeeded")]),
        (("Se **Resultado** for **Êxito**", "If **Result** is **Succeeded**"), [("Result", "Succeeded")]),
        (("**AlertValue** `Unhealthy`", "**AlertValue** `Unhealthy`", "**AlertValue** `Healthy`"),
         [("AlertValue", "Unhealthy")]),
        (("**State**: `Active`. **AlertValue** is `Healthy`.",),
         [("State", "Active"), ("AlertValue", "Healthy")]),
        (("Click **Start**, then **Stop**.",), []),
        (("`Succeeded`",), []),
        (("**Result** is **very good indeed**",), []),
        (("**Result** and **Error**",), []),
    ],
)  # fmt: skip
def test_expected_values(texts: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    assert sorted(expected_values(step_that_says(*texts))) == sorted(expected)


def test_pairs_of_a_change_and_its_undo() -> None:
    pairs = undo_pairs(fixtures.pop().runbook)
    assert pairs == (("recovery-popdeeptestmonitor.3/2", "recovery-popdeeptestmonitor.6/2"),)


def test_findings_for_editors_are_not_on_the_page() -> None:
    rules = [finding["r"] for finding in data_of(page_of(fixtures.pop()))["findings"]]
    assert rules == ["POL001", "STR001"]


def test_a_finding_about_a_block_stands_at_its_step() -> None:
    bundle = fixtures.pop()
    finding = msgspec.structs.replace(
        fixtures.FINDINGS[0], section=None, step=None, block="verification.2.1/2"
    )
    data = data_of(page_of(msgspec.structs.replace(bundle, findings=(finding,))))
    assert data["findings"][0]["h"] == "verification.2.1"


def test_the_hash_changes_with_the_content_and_with_nothing_else() -> None:
    bundle = fixtures.pop()
    build = data_of(page_of(bundle))["build"]
    assert data_of(page_of(msgspec.structs.replace(bundle, findings=())))["build"] == build
    title = {**bundle.runbook.sections[2].title, "en-US": "Another title"}
    sections = list(bundle.runbook.sections)
    sections[2] = msgspec.structs.replace(sections[2], title=title)
    changed = msgspec.structs.replace(bundle.runbook, sections=tuple(sections))
    assert data_of(page_of(msgspec.structs.replace(bundle, runbook=changed)))["build"] != build


def test_the_same_text_is_carried_once() -> None:
    data = data_of(page_of(fixtures.pop()))
    assert len({json.dumps(text) for text in data["texts"]}) == len(data["texts"])


def test_the_smallest_runbook() -> None:
    runbook = msgspec.structs.replace(
        fixtures.pop().runbook, sections=(), probes=(), probe_section=None, health_set=None
    )
    page = page_of(Bundle(runbook=runbook))
    assert data_of(page)["steps"] == {}
    assert "p--alert" not in html.document_fromstring(page).xpath("//@id")


def test_styles_and_scripts_are_those_of_the_policy() -> None:
    tree = html.document_fromstring(page_of(fixtures.pop()))
    assert len(tree.xpath("//style")) == 1
    assert len(tree.xpath("//script[not(@type)]")) == 1
    assert tree.xpath("//@style | //*[@onclick]") == []
    assert tree.xpath("//link/@href") == ["data:,"]
