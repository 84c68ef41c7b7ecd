"""What several tests need."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

_SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real articles, which are not part of the repository."""
    if not (_SHARED / "corpus").is_dir():
        pytest.skip("the real articles (../shared) are not here")
    return _SHARED


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RUNBOOKC_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield
