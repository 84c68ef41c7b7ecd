"""What is learned once for all, what is remembered, and what copies of an article are told."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from msgspec.structs import replace

from runbookc import checks, pipeline
from runbookc.checks.memo import once_per_corpus
from runbookc.model.finding import Finding
from runbookc.model.runbook import Runbook


@pytest.fixture(scope="module")
def runbooks(shared: Path) -> tuple[Runbook, ...]:
    return pipeline.compile_runbooks([shared / "seeds"], pipeline.Options(jobs=1)).runbooks


def corpus_of(runbooks: tuple[Runbook, ...]) -> checks.Corpus:
    return checks.Corpus(checks.observe(runbook) for runbook in runbooks)


def facts(findings: Iterable[Finding], prefix: str = "") -> list[tuple[object, ...]]:
    """What is said where; findings of one line are in the order of their fingerprints, which differ."""
    return sorted(
        (one.rule, f"{prefix}{one.path}", one.line, one.message, one.group, len(one.related))
        for one in findings
    )


def test_no_lesson_learns_what_another_one_does(runbooks: tuple[Runbook, ...]) -> None:
    lessons = [checks.learn(corpus_of(runbooks), number) for number in range(checks.LESSONS)]
    names = [name for learned in lessons for name in learned]
    assert names
    assert len(names) == len(set(names))


def test_who_recalls_the_lessons_learns_nothing_anew_and_finds_the_same(
    runbooks: tuple[Runbook, ...],
) -> None:
    alone, taught = corpus_of(runbooks), corpus_of(runbooks)
    for number in range(checks.LESSONS):
        taught.recall(checks.learn(corpus_of(runbooks), number))
    for runbook in runbooks:
        assert checks.run(runbook, taught) == checks.run(runbook, alone)
    assert alone.learned()
    assert not taught.learned()


def test_a_copy_is_told_the_same_of_its_own_files(runbooks: tuple[Runbook, ...]) -> None:
    corpus = corpus_of(runbooks)
    for runbook in runbooks:
        editions = {tag: replace(one, path=f"copy/{one.path}") for tag, one in runbook.editions.items()}
        copy = replace(runbook, id=f"{runbook.id}-copy", editions=editions)
        found = checks.run(runbook, corpus)
        excerpts = {one.group: one for one in checks.excerpts(runbook, found)}
        again = checks.run(copy, corpus)
        assert facts(again) == facts(found, prefix="copy/")
        assert {one.runbook for one in again} == {copy.id}
        assert all(other.path.startswith("copy/") for one in again for other in one.related)
        assert not {one.fingerprint for one in again} & {one.fingerprint for one in found}
        assert {one.group: one for one in checks.excerpts(copy, again)} == excerpts


def test_what_is_remembered_is_forgotten_when_the_corpus_grows() -> None:
    asked: list[str] = []

    @once_per_corpus
    def length(_corpus: checks.Corpus, text: str) -> int:
        asked.append(text)
        return len(text)

    corpus = checks.Corpus()
    assert [length(corpus, "one"), length(corpus, "one"), length(corpus, "three")] == [3, 3, 5]
    assert asked == ["one", "three"]
    corpus.add(checks.Observations(counts={}))
    length(corpus, "one")
    assert asked == ["one", "three", "one"]
