"""A build that takes from the cache what did not change gives the same bytes as one that does not."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from random import Random

import msgspec
import pytest
from click.testing import CliRunner

from runbookc import baseline, checks, lock, pipeline, unchanged
from runbookc.cache import FILE, Cache
from runbookc.cli import group
from runbookc.model.settings import Settings
from runbookc.pipeline import Options, aligning, crew, reading, rendering
from runbookc.pipeline.aside import Aside
from runbookc.pipeline.workers import Workers
from runbookc.renderers import Options as RenderOptions

SOURCE_DOCS = Path(__file__).resolve().parents[2] / "source_docs"
ARTICLES = ("troubleshooting-pop-health-set", "start-and-stop-the-pop3-and-imap4-services")
LOCALES = ("en-US", "fr-FR", "it-IT")
POP, SERVICES = (f"{name}.md" for name in ARTICLES)


class Library:
    """Sources, options and an output folder that is built again and again with one cache."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.docs, self.output = folder / "docs", folder / "output"
        self.options = Options(jobs=1)
        for locale in LOCALES:
            (self.docs / locale).mkdir(parents=True)
            for name in ARTICLES:
                shutil.copy(SOURCE_DOCS / locale / f"{name}.md", self.docs / locale)

    def build(self, *, cached: bool = True) -> pipeline.Result:
        if not cached:
            return pipeline.build([self.docs], self.folder / "fresh", self.options)
        with Cache(self.folder / "cache") as cache:
            return pipeline.build([self.docs], self.output, self.options, cache=cache)

    def check(self) -> None:
        """One build with the cache, one without it: the same files, the same findings."""
        shutil.rmtree(self.folder / "fresh", ignore_errors=True)
        cached, fresh = self.build(), self.build(cached=False)
        assert cached == fresh
        assert contents(self.output) == contents(self.folder / "fresh")

    def edit(self, locale: str, name: str, change: Callable[[str], str]) -> None:
        path = self.docs / locale / name
        text = path.read_text(encoding="utf-8")
        changed = change(text)
        assert changed != text
        path.write_text(changed, encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


def _title(text: str) -> str:
    return text.replace("Troubleshooting the POP", "Repairing the POP")


def _accept_some(library: Library) -> None:
    found = library.build().findings
    library.options = replace(library.options, baseline=baseline.accept(found[::2]))


def _lock(library: Library) -> None:
    compiled = pipeline.compile_runbooks([library.docs], library.options)
    library.options = replace(library.options, locked=lock.take(compiled.runbooks).runbooks)


def _option(**changes: object) -> Callable[[Library], None]:
    def change(library: Library) -> None:
        library.options = replace(library.options, **changes)

    return change


EDITS: dict[str, Callable[[Library], object]] = {
    "a word": lambda all_: all_.edit("fr-FR", POP, lambda text: text.replace("serveur", "hôte", 2)),
    "a line more": lambda all_: all_.edit("en-US", POP, lambda text: text + "\nOne more line.\n"),
    "a command": lambda all_: all_.edit(
        "it-IT", POP, lambda text: text.replace("Get-Server", "Get-Sever", 1)
    ),
    "a title": lambda all_: all_.edit("en-US", POP, _title),
    "an edition less": lambda all_: (all_.docs / "it-IT" / SERVICES).unlink(),
    "an edition more": lambda all_: shutil.copytree(SOURCE_DOCS / "pl-PL", all_.docs / "pl-PL"),
    "the same edition twice": lambda all_: shutil.copy(
        all_.docs / "fr-FR" / POP, all_.docs / "fr-FR" / f"copy-{POP}"
    ),
    "a file that is none": lambda all_: (all_.docs / "en-US" / "odd.md").write_bytes(b"\xff\xfe\x00\x00"),
    "a rule off": _option(settings=Settings(disabled=("TYP", "STR001"), levels={"CMD": "note"})),
    "only what is sure": _option(settings=Settings(min_confidence=0.9)),
    "a reference": _option(reference="fr-FR"),
    "protected words": _option(protected=("POP", "Shell")),
    "scripts for each article": _option(render=RenderOptions(scripts_mode="article")),
    "fewer locales": _option(locales=("en-US", "fr-FR")),
    "accepted findings": _accept_some,
    "a lock": _lock,
    "an artifact gone": lambda all_: next((all_.output / "checklists").rglob("*.html")).unlink(),
    "an artifact changed": lambda all_: (all_.output / "index.html").write_bytes(b"?"),
    "all artifacts gone": lambda all_: shutil.rmtree(all_.output),
}


@pytest.mark.parametrize("seed", [1])
def test_the_same_bytes_after_any_edit(library: Library, seed: int) -> None:
    edits = list(EDITS)
    Random(seed).shuffle(edits)
    library.build()
    for edit in edits:
        EDITS[edit](library)
        library.check()


@pytest.mark.skipif(sys.platform != "linux", reason="a second process is used on Linux only")
@pytest.mark.parametrize("fate", ["lives", "is killed"])
def test_the_same_bytes_by_a_second_process(
    library: Library, monkeypatch: pytest.MonkeyPatch, fate: str
) -> None:
    monkeypatch.setattr(crew, "_WORTH_A_PROCESS", 3)
    monkeypatch.setattr(crew, "processors", lambda: 2)
    made: list[Aside] = []
    rather_than = Aside.rather_than

    def recorded(aside: Aside, workers: Workers) -> Workers:
        chosen = rather_than(aside, workers)
        if chosen is aside.processes and aside.processes is not None:
            made.append(aside)
            if fate == "is killed":
                with pytest.raises(BrokenProcessPool):
                    aside.processes.begin(os._exit, 1).result()
        return chosen

    library.options = replace(library.options, jobs=None)
    library.build()
    monkeypatch.setattr(Aside, "rather_than", recorded)
    for edit in ("a line more", "a word", "an artifact gone"):
        EDITS[edit](library)
        library.check()
    assert made


class Work:
    """How many files, runbooks and findings were worked on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done: list[str] = []
        for module, name in ((reading, "_read_one"), (aligning, "_aligned"), (rendering, "_checked")):
            monkeypatch.setattr(module, name, self._counted(getattr(module, name)))
        renderers = rendering.runbook_renderers
        monkeypatch.setattr(rendering, "runbook_renderers", self._counted(renderers, "rendered"))

    def _counted(self, function: Callable[..., object], name: str = "") -> Callable[..., object]:
        def counted(*args: object, **options: object) -> object:
            self.done.append(name or function.__name__)
            return function(*args, **options)

        return counted

    def since(self) -> dict[str, int]:
        done, self.done = self.done, []
        return {name: done.count(name) for name in sorted(set(done))}


def test_only_what_changed_is_done_again(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    work = Work(monkeypatch)
    library.build()
    assert work.since() == {"_read_one": 6, "_aligned": 2, "_checked": 2, "rendered": 2}
    library.build()
    assert work.since() == {}
    library.edit("en-US", POP, lambda text: text + "\nOne more line.\n")
    library.build()
    assert work.since() == {"_read_one": 1, "_aligned": 1, "_checked": 1, "rendered": 1}
    library.options = replace(library.options, render=RenderOptions(scripts_mode="article"))
    library.build()
    assert work.since() == {"rendered": 2}
    (library.docs / "fr-FR" / SERVICES).unlink()
    library.build()
    assert work.since()["_aligned"] == 1


def test_another_program_finds_nothing(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.build()
    monkeypatch.setattr("runbookc.pipeline.store.stamp", lambda: "another version")
    work = Work(monkeypatch)
    library.build()
    assert work.since() == {"_read_one": 6, "_aligned": 2, "_checked": 2, "rendered": 2}


@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_cache_is_not_believed(library: Library, seed: int) -> None:
    library.build()
    raw = bytearray((library.folder / "cache" / FILE).read_bytes())
    chance = Random(seed)
    for _ in range(200):
        raw[chance.randrange(len(raw))] ^= chance.randrange(1, 256)
    (library.folder / "cache" / FILE).write_bytes(raw)
    library.edit("en-US", POP, lambda text: text + "\nOne more line.\n")
    library.check()


@pytest.mark.parametrize("gone", ["SELECT key FROM entries WHERE rowid % 2", "SELECT key FROM entries"])
def test_what_vanishes_from_the_cache_is_made_again(
    library: Library, monkeypatch: pytest.MonkeyPatch, gone: str
) -> None:
    """Another build may make room while this one runs."""
    library.build()
    real = Cache.has_all

    def has_all(self: Cache, keys: list[bytes]) -> set[bytes]:
        there = real(self, keys)
        with Cache(library.folder / "cache") as other:
            assert other._store is not None
            other._store.execute(f"DELETE FROM entries WHERE key IN ({gone})")
        return there

    monkeypatch.setattr(Cache, "has_all", has_all)
    library.edit("en-US", POP, lambda text: text + "\nOne more line.\n")
    library.check()


def test_drift_uses_what_a_build_found(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    built = library.build()
    work = Work(monkeypatch)
    with Cache(library.folder / "cache") as cache:
        found = pipeline.drift([library.docs], library.options, cache=cache)
    assert work.since() == {}
    assert found == msgspec.structs.replace(built, outputs=())


def test_an_index_that_lasts_is_made_from_samples_alone() -> None:
    def build(corpus: checks.Corpus) -> int:
        return len(corpus.counts("names"))

    corpus = checks.Corpus()
    assert corpus.derive(build) == 0
    with pytest.raises(ValueError, match="more than samples"):
        corpus.derive(lambda same: same.derive(build), lasting=int)


def test_a_file_that_changes_during_a_build_is_built_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [str(library.docs), "-o", str(library.output), "--cache-dir", str(library.folder / "cache")]
    read = reading._read_one

    def slow(file: reading.SourceFile, *others: object) -> object:
        if file.path.endswith(f"en-US/{POP}"):
            library.edit("en-US", POP, lambda text: text + "\nOne more line.\n")
            monkeypatch.setattr(reading, "_read_one", read)
        return read(file, *others)  # type: ignore[arg-type]

    original = (library.docs / "en-US" / POP).read_bytes()
    monkeypatch.setattr(reading, "_read_one", slow)
    assert CliRunner().invoke(group, ["build", "-j1", *command]).exit_code == 0
    assert b"One more line" in b"".join(contents(library.output).values())
    (library.docs / "en-US" / POP).write_bytes(original)
    assert CliRunner().invoke(group, ["build", "-j1", *command]).exit_code == 0
    assert b"One more line" not in b"".join(contents(library.output).values())


def test_another_rule_is_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the cache has is known by every file of the package, so no rule needs to say that it changed."""
    monkeypatch.setattr(unchanged, "_PACKAGE", tmp_path)
    stamps = [unchanged.stamp()]
    (tmp_path / "checks").mkdir()
    for text in ("one", "other", "longer"):
        (tmp_path / "checks" / "rule.py").write_text(text, encoding="utf-8")
        os.utime(tmp_path / "checks" / "rule.py", (0, len(stamps)))
        stamps.append(unchanged.stamp())
    assert len(set(stamps)) == 4
