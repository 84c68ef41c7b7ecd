"""``runbookc doctor``: what is there, and whether it can be written."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from runbookc import __version__
from runbookc.cli import doctor, group


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(group, ["doctor", *map(str, args)], catch_exceptions=False)


def without(*missing: str) -> Any:
    def version(name: str) -> str:
        if name in missing:
            raise importlib.metadata.PackageNotFoundError(name)
        return importlib.metadata.version(name)

    return version


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RUNBOOKC_CACHE_DIR", str(tmp_path / "cache"))


def test_versions_parts_cache_and_folders(tmp_path: Path) -> None:
    result = run("-o", "out")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0].startswith(f"runbookc {__version__}, Python 3.")
    for name in ("markdown-it-py", "msgspec", "pwsh", "processors", "cache", "output", "temporary files"):
        assert any(line.startswith(name) for line in lines), name
    assert f"cache: {tmp_path / 'cache'}" in result.stdout
    assert "output: out: can be written" in result.stdout
    assert not (tmp_path / "out").exists()


def test_the_state_of_the_cache(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# T\n\n1. Run `Get-ServerHealth`.\n")
    built = CliRunner().invoke(group, ["build", "a.md", "-o", "out"])
    assert built.exit_code == 0
    line = next(line for line in run().stdout.splitlines() if line.startswith("cache: "))
    assert " 0 entries" not in line
    for path in (tmp_path / "cache").rglob("*"):
        if path.is_file():
            path.write_bytes(b"garbage" * 1000)
    result = run()
    assert result.exit_code == 0
    assert "Traceback" not in result.output


def test_what_is_needed_and_missing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "version", without("msgspec"))
    result = run()
    assert result.exit_code == 1
    assert "msgspec is missing" in result.stdout


def test_optional_parts_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "version", without("watchfiles", "distributed", "fsspec"))
    monkeypatch.setattr(doctor.shutil, "which", lambda _name: None)
    result = run()
    assert result.exit_code == 0
    for name in ("watchfiles", "distributed", "fsspec"):
        assert f"{name}: not installed" in result.stdout
    assert "pwsh: not found" in result.stdout


def test_an_output_folder_that_cannot_be_written_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x")
    assert "output: file/out: cannot be written" in run("-o", "file/out").stdout
    monkeypatch.setattr(doctor.os, "access", lambda path, _mode: Path(path) != tmp_path)
    result = run("-o", "out")
    assert result.exit_code == 1
    assert "output: out: cannot be written" in result.stdout
