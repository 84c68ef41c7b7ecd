"""What an operator is told of, in Markdown: marks and waits."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from runbookc.model.finding import Finding
from runbookc.renderers import Bundle
from runbookc.renderers.checklist_md import render
from tests.renderers import fixtures

MARK = {"pt-BR": "Difere dos outros idiomas", "en-US": "Differs from the other languages"}


def finding(**more: object) -> Finding:
    fields: dict[str, object] = {
        "rule": "CMD005", "level": "error", "message": "m", "path": "p.md", "line": 1, "locale": "pt-BR",
        "runbook": "pop", "step": "verification.1", "agreeing": ("en-US",),
    }  # fmt: skip
    return Finding(**{**fields, **more})  # type: ignore[arg-type]


def written(bundle: Bundle, locale: str) -> str:
    [artifact] = [each for each in render(bundle) if each.path.startswith(f"checklists/{locale}/")]
    return artifact.data.decode()


@pytest.mark.parametrize(
    ("more", "locale", "marked"),
    [
        ({}, "pt-BR", True),
        ({}, "en-US", False),
        ({"agreeing": ()}, "en-US", True),
        ({"level": "warning"}, "pt-BR", True),
        ({"level": "warning", "rule": "REF003"}, "pt-BR", False),
        ({"level": "note"}, "pt-BR", False),
    ],
)
def test_a_step_is_marked_for_those_whom_it_may_mislead(
    more: dict[str, object], locale: str, *, marked: bool
) -> None:
    bundle = replace(fixtures.pop(), findings=(finding(**more),))
    assert (MARK[locale] in written(bundle, locale)) is marked


def test_a_wait_that_is_said_again_is_one_wait() -> None:
    paragraph = replace(
        fixtures.paragraph("s.1/1", fixtures.text("W", "W", "W", "W")), waits=("PT5M", "PT5M", "PT1H")
    )
    body = fixtures.section("s", "recovery", fixtures.text("T", "T", "T", "T"),
                            fixtures.steps("s/1", fixtures.step("s.1", "1", paragraph)))  # fmt: skip
    bundle = Bundle(runbook=replace(fixtures.pop().runbook, sections=(body,)))
    assert written(bundle, "en-US").count("⏱") == 2
