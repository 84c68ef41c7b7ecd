from __future__ import annotations

import pytest

from tests.lowering.lowered import lowered, outline
from tests.lowering.samples import TASKS, WORDS, health_article

HEALTH_ROLES = [
    "introduction", "explanation", "common-issues", "user-action", "verification", "recovery", "recovery",
    "further-information",
]  # fmt: skip
TASK_ROLES = [
    "introduction", "explanation", "other", "procedure", "procedure", "verification", "further-information",
]  # fmt: skip


def roles(text: str, locale: str = "en-US") -> list[str]:
    return [section.role for section in lowered(text, locale).sections]


@pytest.mark.parametrize("locale", WORDS)
def test_a_health_set_article_in_any_language(locale: str) -> None:
    assert roles(health_article(locale), locale) == HEALTH_ROLES


@pytest.mark.parametrize("locale", TASKS)
def test_a_task_article_in_any_language(locale: str) -> None:
    assert roles(TASKS[locale], locale) == TASK_ROLES


def test_the_introduction_is_always_there() -> None:
    article = lowered("## Only\n\ntext")
    assert [section.level for section in article.sections] == [0, 2]
    assert article.sections[0].blocks == ()


def test_an_empty_document_has_an_introduction() -> None:
    assert [section.role for section in lowered("").sections] == ["introduction"]


def test_a_stub_of_bullets_is_an_introduction() -> None:
    article = lowered("# Title\n\nThanks for coming.\n\n- Look here.\n\n- Look [there](x.md).\n")
    assert [section.role for section in article.sections] == ["introduction"]
    assert outline(article.sections[0].blocks) == ["p:Thanks", ["bullets", ["p:Look"], ["p:Look"]]]


def test_a_page_that_sends_its_readers_on() -> None:
    text = "# T\n\nIntro.\n\n## A\n\nHelps [X](x.md).\n\n## B\n\nSee [X](x.md) now.\n\n## C\n\n[Y](y.md)\n"
    assert roles(text) == ["introduction", "explanation", "user-action", "further-information"]


def test_sections_inside_a_section_that_lists_issues_are_recoveries() -> None:
    inner = "### Locked\n\nUnlock it.\n\n### Broken\n\nMend it:\n\n    Restart-Service abc\n\n"
    text = health_article("en-US").replace(
        "## Recovery of AbcCtp",
        "## Errors\n\nThe mail has:\n\n- a date\n\n" + inner + "## Recovery of AbcCtp",
    )
    found = roles(text)
    assert found[5:10] == ["recovery", "common-issues", "recovery", "recovery", "recovery"]


def test_a_heading_with_nothing_but_sections_inside_has_their_role() -> None:
    text = health_article("en-US").replace("## Recovery of AbcTest", "## Recover\n\n### Of AbcTest")
    assert roles(text)[5:8] == ["recovery", "recovery", "recovery"]


def test_prose_under_a_title_of_the_same_series_is_a_recovery() -> None:
    text = health_article("en-US").replace(
        "## Read on", "## Recovery of what expired\n\nRenew it.\n\n## Read on"
    )
    assert roles(text)[-2:] == ["recovery", "further-information"]


def test_names_in_titles_are_found_and_mended() -> None:
    article = lowered("# T\n\n## Fix AbcSelfTest Monitor, OWA and PopCtpMonitor first\n\n1. Restart it.\n")
    assert [name.id for name in article.sections[1].names] == ["AbcSelfTestMonitor", "PopCtpMonitor"]


def test_a_section_spans_from_its_heading_to_its_last_line() -> None:
    article = lowered("# T\n\nA\nB\n\n## X\n\nC\n\n- d\n  e\n")
    assert [(s.span.first, s.span.last) for s in article.sections] == [(3, 4), (6, 11)]


def test_a_verification_with_examples_only() -> None:
    text = health_article("en-US").replace("<server name>", "server1").replace("<probe name>", "AbcCtpProbe")
    assert roles(text.replace("<health set name>", "ABC")) == HEALTH_ROLES
