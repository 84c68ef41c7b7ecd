"""Real runbooks, compiled once."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from runbookc.cli import group
from runbookc.model.runbook import Runbook


@pytest.fixture(scope="session")
def real_runbooks(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Runbook, ...]:
    """Every runbook of the real articles, as the build gives them."""
    folder = tmp_path_factory.mktemp("real")
    sources = [str(shared / name) for name in ("seeds", "corpus", "procedures")]
    result = CliRunner().invoke(group, ["build", *sources, "-o", str(folder)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return tuple(
        msgspec.json.decode(path.read_bytes(), type=Runbook)
        for path in sorted((folder / "model").glob("*.json"))
    )
