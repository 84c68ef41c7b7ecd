"""A cache is never believed and never needed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from runbookc.cache import FILE, Cache
from runbookc.cli import group

DOCS = Path(__file__).resolve().parents[2] / "source_docs" / "fr-FR"


def test_what_was_put_is_found_by_another(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        cache.put(b"value", "kind", b"key")
    with Cache(tmp_path) as cache:
        assert cache.get("kind", b"key") == b"value"
        assert cache.get("kindk", b"ey") is None
        assert cache.size() == (1, 5)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_file_gives_no_wrong_value(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    values = {f"key {number}": os.urandom(3000) for number in range(4)}
    with Cache(folder) as cache:
        for key, value in values.items():
            cache.put(value, key)
    raw = bytearray((folder / FILE).read_bytes())
    for _ in range(data.draw(st.integers(1, 40))):
        raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    cut = data.draw(st.integers(0, len(raw)))
    (folder / FILE).write_bytes(raw[:cut] if data.draw(st.booleans()) else raw)
    with Cache(folder) as cache:
        for key, value in values.items():
            assert cache.get(key) in (None, value)
        cache.put(b"again", "again")


def test_a_value_changed_in_place_is_not_believed(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        cache.put(b"value", "key")
    store = sqlite3.connect(tmp_path / FILE)
    store.execute("UPDATE entries SET value = ?", (b"other",))
    store.commit()
    store.close()
    with Cache(tmp_path) as cache:
        assert cache.get("key") is None


def test_the_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    store = sqlite3.connect(tmp_path / FILE)
    store.execute("CREATE TABLE theirs (x)")
    store.commit()
    store.close()
    before = (tmp_path / FILE).read_bytes()
    with Cache(tmp_path) as cache:
        cache.put(b"value", "key")
        assert cache.get("key") is None
        assert "another program" in cache.state
    assert (tmp_path / FILE).read_bytes() == before


def test_a_cache_that_someone_has_locked_is_done_without(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        cache.put(b"value", "key")
    store = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    store.execute("BEGIN EXCLUSIVE")
    with Cache(tmp_path) as cache:
        cache.put(b"other", "key")
    with Cache(tmp_path) as cache:
        assert cache.get("key") in (None, b"value")
    store.close()


def test_builds_at_the_same_time_share_one(tmp_path: Path) -> None:
    with Cache(tmp_path) as one, Cache(tmp_path) as other:
        one.put(b"value", "of one")
        other.put(b"value", "of the other")
        assert one.get("of one") == b"value"
    with Cache(tmp_path) as cache:
        assert cache.size() == (2, 10)


def test_the_cache_of_another_version_is_made_anew(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        cache.put(b"value", "key")
    store = sqlite3.connect(tmp_path / FILE)
    store.execute("ALTER TABLE entries RENAME COLUMN value TO content")
    store.execute("PRAGMA user_version = 77")
    store.close()
    with Cache(tmp_path) as cache:
        assert cache.get("key") is None
        cache.put(b"value", "key")
    with Cache(tmp_path) as cache:
        assert cache.get("key") == b"value"


def test_a_broken_file_is_replaced(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        for number in range(50):
            cache.put(bytes(3000), f"{number}")
    raw = bytearray((tmp_path / FILE).read_bytes())
    raw[4096:] = b"\xff" * (len(raw) - 4096)
    (tmp_path / FILE).write_bytes(raw)
    for _ in range(2):
        with Cache(tmp_path) as cache:
            cache.get("7")
            cache.put(b"value", "key")
    with Cache(tmp_path) as cache:
        assert cache.get("key") == b"value"
        assert cache.state == "ok"


def test_it_does_not_grow_beyond_its_bound(tmp_path: Path) -> None:
    for number in range(8):
        with Cache(tmp_path, largest=3000) as cache:
            cache.put(bytes(1000), f"{number}")
            cache.get("0")
    with Cache(tmp_path) as cache:
        assert cache.size() == (3, 3000)
        assert cache.get("0") is not None
        assert cache.get("7") is not None
        assert cache.get("1") is None


def test_a_folder_that_is_none_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with Cache(tmp_path / "file") as cache:
        cache.put(b"value", "key")
        assert cache.get("key") is None


def run(*args: str | Path) -> str:
    done = CliRunner().invoke(group, [str(arg) for arg in args], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stderr


def test_nothing_is_compiled_when_nothing_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = ("build", DOCS, "-o", tmp_path / "out", "--cache-dir", tmp_path / "cache")
    said = run(*arguments)
    code = (
        "import sys\nfrom runbookc.cli import group\n"
        "try: group(sys.argv[1:])\nexcept SystemExit as end: assert not end.code\n"
        "heavy = {'markdown_it', 'babel', 'jinja2', 'runbookc.pipeline', 'runbookc.checks'}\n"
        "assert not heavy & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True, check=True
    )
    assert done.stderr == said


@pytest.mark.parametrize("change", ["source", "output", "gone", "option", "time"])
def test_what_changed_is_compiled(tmp_path: Path, change: str) -> None:
    docs, out = tmp_path / "docs", tmp_path / "out"
    docs.mkdir()
    for path in DOCS.glob("*pop-health*"):
        (docs / path.name).write_bytes(path.read_bytes())
    (source,) = docs.iterdir()
    arguments = ["build", docs, "-o", out, "--cache-dir", tmp_path / "cache"]
    run(*arguments)
    (script,) = (out / "scripts").rglob("*.ps1")
    good = script.read_bytes()
    match change:
        case "source":
            status = source.stat()
            source.write_bytes(source.read_bytes().replace(b"POP", b"IMP"))
            os.utime(source, ns=(status.st_atime_ns, status.st_mtime_ns))
        case "output":
            script.write_bytes(b"x" * len(good))
        case "gone":
            script.unlink()
        case "option":
            arguments += ["--scripts-mode", "article"]
        case "time":
            os.utime(source, (0, 0))
    before = {path for path in out.rglob("*") if path.is_file()}
    run(*arguments)
    after = {path for path in out.rglob("*") if path.is_file()}
    match change:
        case "source":
            assert b"IMP" in b"".join(path.read_bytes() for path in after)
        case "option":
            assert len(after) > len(before)
        case _:
            assert script.read_bytes() == good
