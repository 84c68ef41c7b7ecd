"""What must hold for any input: no drift where there is none, the same findings in any order."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from runbookc import checks, pipeline
from runbookc.model.finding import Finding
from runbookc.model.runbook import Runbook

SOURCE_DOCS = Path(__file__).parents[2] / "source_docs"
LEARNED = frozenset(("TXT", "TRM", "POL"))


def compiled(folder: Path) -> pipeline.Compilation:
    return pipeline.compile_runbooks([folder], pipeline.Options(jobs=1))


def findings(folder: Path) -> list[Finding]:
    done = compiled(folder)
    return [one for runbook in done.runbooks for one in checks.run(runbook, done.corpus)]


def copy(source: Path, target: Path, tag: str) -> None:
    """The article under another locale, with its address changed and nothing else."""
    target.parent.mkdir(parents=True, exist_ok=True)
    text = source.read_text("utf-8")
    head, body = text[:1500], text[1500:]
    head = re.sub(
        r"(technet\.microsoft\.com)/(?:[a-z]{2}-[a-z]{2}/)?", rf"\1/{tag}/", head, flags=re.IGNORECASE
    )
    target.write_text(head + body, encoding="utf-8")


def corpora(shared: Path) -> Iterator[Path]:
    yield from (SOURCE_DOCS, shared / "corpus", shared / "procedures")


@pytest.mark.parametrize("locale", ["pt-BR", "zh-CN", "fr-FR", "it-IT", "en-US"])
@pytest.mark.parametrize("where", ["source_docs", "corpus", "procedures"])
@pytest.mark.parametrize("tag", ["hu-HU", "de-DE"])
def test_a_copy_under_another_locale_does_not_drift(
    where: str, locale: str, tag: str, shared: Path, tmp_path: Path
) -> None:
    folder = SOURCE_DOCS if where == "source_docs" else shared / where
    for path in sorted((folder / locale).glob("*.md")):
        copy(path, tmp_path / locale / path.name, locale.lower())
        copy(path, tmp_path / tag / path.name, tag.lower())
    drift = [one for one in findings(tmp_path) if one.origin == "edition" and one.rule[:3] != "TXT"]
    assert [one for one in drift if one.agreeing] == []


@pytest.mark.parametrize("where", ["source_docs", "corpus"])
def test_a_single_edition_is_only_held_against_itself(where: str, shared: Path, tmp_path: Path) -> None:
    folder = SOURCE_DOCS if where == "source_docs" else shared / where
    shutil.copytree(folder / "pt-BR", tmp_path / "pt-BR")
    assert [one for one in findings(tmp_path) if one.agreeing] == []


def test_the_order_of_observations_makes_no_difference() -> None:
    runbooks = list(compiled(SOURCE_DOCS).runbooks)
    shuffled = list(runbooks)
    random.Random(7).shuffle(shuffled)
    first = checks.Corpus(checks.observe(runbook) for runbook in runbooks)
    second = checks.Corpus(checks.observe(runbook) for runbook in shuffled)
    for runbook in runbooks:
        assert checks.run(runbook, first) == checks.run(runbook, second)


def test_every_finding_points_into_the_file_of_its_edition() -> None:
    done = compiled(SOURCE_DOCS)
    for runbook in done.runbooks:
        for one in checks.run(runbook, done.corpus):
            edition = runbook.editions[one.locale]
            lines = Path(edition.path).read_text("utf-8").count("\n") + 1
            assert one.path == edition.path
            assert 1 <= one.line <= lines
            assert one.locale not in one.agreeing
            assert set(one.agreeing) <= set(runbook.locales)
            assert 0 <= one.confidence <= 1


def test_fingerprints_are_unique_and_survive_moved_lines(tmp_path: Path) -> None:
    shutil.copytree(SOURCE_DOCS, tmp_path / "docs")
    before = findings(tmp_path / "docs")
    assert len({one.fingerprint for one in before}) == len(before)
    for path in (tmp_path / "docs").rglob("*health-set.md"):
        text = path.read_text("utf-8")
        head, sep, body = text.partition("\n# ")
        path.write_text(f"{head}\n\n\n{sep}{body}", encoding="utf-8")
    after = findings(tmp_path / "docs")
    assert {one.fingerprint for one in after} == {one.fingerprint for one in before}
    assert {one.line for one in after} != {one.line for one in before}


def test_settings_choose_rules_and_levels() -> None:
    done = compiled(SOURCE_DOCS)
    runbook = next(one for one in done.runbooks if one.id == "ms.exch.scom.pop")

    def run(**settings: object) -> tuple[Finding, ...]:
        return checks.run(runbook, done.corpus, checks.Settings(**settings))  # type: ignore[arg-type]

    everything = run()
    assert any(one.rule[:3] == "CMD" for one in everything)
    assert not any(one.rule[:3] == "CMD" for one in run(disabled=("CMD",)))
    assert not any(one.rule == "STR001" for one in run(disabled=("STR001",)))
    assert {
        one.level for one in run(levels={"STR": "note", "STR001": "warning"}) if one.rule == "STR001"
    } == {"warning"}
    assert {one.level for one in run(min_level="error")} == {"error"}
    assert all(one.confidence >= 0.9 for one in run(min_confidence=0.9))


def _named(done: pipeline.Compilation, name: str) -> Runbook:
    return next(runbook for runbook in done.runbooks if runbook.id == name)


def test_articles_without_drift_give_no_finding() -> None:
    done = compiled(SOURCE_DOCS)
    clean = _named(done, "ms.exch.scom.imap")
    assert [one for one in checks.run(clean, done.corpus) if one.rule[:3] not in LEARNED] == []
    pop = checks.run(_named(done, "ms.exch.scom.pop"), done.corpus)
    assert [one for one in pop if one.locale == "pl-PL" and one.rule[:3] not in LEARNED] == []
