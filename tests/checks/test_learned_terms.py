"""Terms that real editions get wrong, found from the other editions alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from runbookc import checks, pipeline
from runbookc.model.finding import Finding


@pytest.fixture(scope="module")
def findings(shared: Path) -> list[Finding]:
    done = pipeline.compile_runbooks([shared / "corpus", shared / "seeds"], pipeline.Options(jobs=1))
    wanted = [one for one in done.runbooks if one.id.startswith("ms.exch.scom.pop")]
    found = [one for runbook in wanted for one in checks.run(runbook, done.corpus)]
    return [one for one in found if one.rule.startswith("TRM") and one.level != "note"]


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("pt-BR", "certificação"),
        ("fr-FR", "certification"),
        ("fr-FR", "base de données"),
        ("it-IT", "integrità"),
    ],
)
def test_a_wrong_term_is_a_warning(locale: str, said: str, findings: list[Finding]) -> None:
    assert any(one.locale == locale and said in (one.actual or "") for one in findings)


def test_the_several_names_of_a_health_set_are_told_together(findings: list[Finding]) -> None:
    (found,) = {one.message for one in findings if one.rule == "TRM003" and "pop-health" in one.path} or {""}
    assert "impostazione di integrità" in found
    assert "Set di integrità" in found
