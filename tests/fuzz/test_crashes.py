"""What fuzzing found, made small and in words of no language: each once broke a stage.

A file holds the editions of one article, parted by lines of `=====`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.test_documents import compiled

CRASHES = sorted((Path(__file__).parent / "crashes").glob("*.txt"))


@pytest.mark.parametrize("path", CRASHES, ids=lambda path: path.stem)
def test_it_breaks_nothing_any_more(path: Path) -> None:
    compiled(*path.read_bytes().split(b"=====\n"))
