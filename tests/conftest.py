"""What several tests need."""

from __future__ import annotations

from pathlib import Path

import pytest

_SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real articles, which are not part of the repository."""
    if not (_SHARED / "corpus").is_dir():
        pytest.skip("the real articles (../shared) are not here")
    return _SHARED
