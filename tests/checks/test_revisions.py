"""The lock: what changed in which edition, and which did not follow."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbookc import checks, lock, pipeline
from runbookc.checks.revisions import Change, Row, changes
from runbookc.model.finding import Finding

ARTICLES = {
    "en-US": "# Restart\n\n## Steps\n\n1.  Stop the service.\n\n2.  Wait 10 minutes.\n",
    "fr-FR": "# Redémarrer\n\n## Étapes\n\n1.  Arrêtez le service.\n\n2.  Attendez 10 minutes.\n",
    "pt-BR": "# Reiniciar\n\n## Etapas\n\n1.  Pare o serviço.\n\n2.  Aguarde 10 minutos.\n",
}


def write(folder: Path, articles: dict[str, str]) -> None:
    for locale, text in articles.items():
        path = folder / locale / "restart.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def compiled(folder: Path, reference: str | None = None) -> pipeline.Compilation:
    return pipeline.compile_runbooks([folder], pipeline.Options(jobs=1, reference=reference))


def revisions(folder: Path, then: lock.Lock, reference: str | None = None) -> list[Finding]:
    done = compiled(folder, reference)
    corpus = checks.Corpus((checks.observe(one) for one in done.runbooks), locked=then.runbooks)
    found = [one for runbook in done.runbooks for one in checks.run(runbook, corpus)]
    return [one for one in found if one.rule[:3] == "REV"]


def test_nothing_changed(tmp_path: Path) -> None:
    write(tmp_path, ARTICLES)
    assert revisions(tmp_path, lock.take(compiled(tmp_path).runbooks)) == []


def test_translations_that_did_not_follow_the_reference(tmp_path: Path) -> None:
    write(tmp_path, ARTICLES)
    then = lock.take(compiled(tmp_path).runbooks)
    write(
        tmp_path, ARTICLES | {"en-US": ARTICLES["en-US"].replace("Stop the service.", "Stop both services.")}
    )
    found = revisions(tmp_path, then, reference="en-US")
    assert [(one.rule, one.locale, one.line, one.agreeing) for one in found] == [
        ("REV001", "fr-FR", 5, ("en-US",)),
        ("REV001", "pt-BR", 5, ("en-US",)),
    ]
    assert {one.level for one in found} == {"warning"}


def test_a_lone_translation_is_more_likely_mended_than_ahead(tmp_path: Path) -> None:
    write(tmp_path, ARTICLES)
    then = lock.take(compiled(tmp_path).runbooks)
    write(tmp_path, ARTICLES | {"pt-BR": ARTICLES["pt-BR"].replace("Pare", "Interrompa")})
    assert {one.level for one in revisions(tmp_path, then, reference="en-US")} == {"note"}


def test_all_followed(tmp_path: Path) -> None:
    write(tmp_path, ARTICLES)
    then = lock.take(compiled(tmp_path).runbooks)
    write(tmp_path, {locale: text.replace("10", "20") for locale, text in ARTICLES.items()})
    assert revisions(tmp_path, then, reference="en-US") == []


def test_steps_before_it_do_not_matter(tmp_path: Path) -> None:
    write(tmp_path, ARTICLES)
    then = lock.take(compiled(tmp_path).runbooks)
    more = {"en-US": "Find the server.", "fr-FR": "Repérez le serveur.", "pt-BR": "Localize o servidor."}
    write(
        tmp_path,
        {
            locale: text.replace("1.  ", f"1.  {more[locale]}\n\n2.  ").replace("\n2.  A", "\n3.  A")
            for locale, text in ARTICLES.items()
        },
    )
    assert revisions(tmp_path, then, reference="en-US") == []


def test_the_lock_is_read_back_as_written(tmp_path: Path) -> None:
    write(tmp_path, ARTICLES)
    taken = lock.take(compiled(tmp_path).runbooks)
    path = tmp_path / lock.FILE
    path.write_bytes(lock.encode(taken))
    assert lock.read(path) == taken


@pytest.mark.parametrize("text", ["", "[]", '{"format": 99, "runbooks": {}}', "\xff"])
def test_what_is_no_lock_is_refused_with_its_path(text: str, tmp_path: Path) -> None:
    path = tmp_path / lock.FILE
    path.write_text(text, encoding="latin-1")
    with pytest.raises(lock.LockError, match=lock.FILE):
        lock.read(path)


def _git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True)


def test_the_old_state_comes_from_git(tmp_path: Path) -> None:
    docs = tmp_path / "repo" / "docs é"
    write(docs, ARTICLES)
    _git(tmp_path / "repo", "init", "-q")
    _git(tmp_path / "repo", "add", ".")
    _git(tmp_path / "repo", "commit", "-qm", "first")
    write(docs, ARTICLES | {"en-US": "# Restart\n"})
    [old] = lock.restore("HEAD", [docs], tmp_path / "old")
    assert (old / "en-US" / "restart.md").read_text("utf-8") == ARTICLES["en-US"]
    assert (docs / "en-US" / "restart.md").read_text("utf-8") == "# Restart\n"


@pytest.mark.parametrize("revision", ["nowhere", "--help", "-rf", "HEAD:docs"])
def test_a_revision_that_is_none_is_an_error(revision: str, tmp_path: Path) -> None:
    write(tmp_path, ARTICLES)
    _git(tmp_path, "init", "-q")
    with pytest.raises(lock.LockError):
        lock.restore(revision, [tmp_path], tmp_path / "old")


hashes = st.dictionaries(st.sampled_from(["de-DE", "en-US", "fr-FR"]), st.sampled_from("0123"), min_size=1)
rows = st.lists(hashes, max_size=6).map(
    lambda each: tuple(Row(id=f"p{number}", hashes=row) for number, row in enumerate(each))
)


@given(rows)
def test_a_state_against_itself_has_no_changes(then: tuple[Row, ...]) -> None:
    assert changes(then, then) == ()


@given(rows, rows)
def test_a_change_has_both_sides(then: tuple[Row, ...], now: tuple[Row, ...]) -> None:
    for change in changes(then, now):
        assert change.changed
        assert change.kept
        assert not set(change.changed) & set(change.kept)


def test_a_change_names_the_new_place() -> None:
    then = (Row(id="a", hashes={"en-US": "1", "fr-FR": "2"}),)
    now = (Row(id="b", hashes={"en-US": "9", "fr-FR": "2"}),)
    assert changes(then, now) == (Change(id="b", changed=("en-US",), kept=("fr-FR",)),)
