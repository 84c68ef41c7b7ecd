"""Real runbooks, compiled once for all tests that want them."""

from __future__ import annotations

import tempfile
from functools import lru_cache
from pathlib import Path

import msgspec
from click.testing import CliRunner

from runbookc.cli import group
from runbookc.model.runbook import Runbook


@lru_cache(maxsize=1)
def compiled(shared: Path) -> tuple[Runbook, ...]:
    """Every runbook of the real articles, as the build gives them."""
    sources = [str(shared / name) for name in ("seeds", "corpus", "procedures")]
    with tempfile.TemporaryDirectory() as folder:
        result = CliRunner().invoke(group, ["build", *sources, "-o", folder], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return tuple(
            msgspec.json.decode(path.read_bytes(), type=Runbook)
            for path in sorted(Path(folder, "model").glob("*.json"))
        )
