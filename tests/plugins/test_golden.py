"""The golden files' own mechanism."""

from pathlib import Path

import pytest

from tests.plugins import golden as plugin
from tests.plugins.golden import Golden, difference


def test_same_passes_and_different_fails(
    golden: Golden, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if request.config.getoption("--update-golden"):
        pytest.skip("nothing is compared while golden files are written")
    monkeypatch.setattr(plugin, "FOLDER", tmp_path)
    (tmp_path / "a.txt").write_bytes(b"one\ntwo\n")
    golden("a.txt", "one\ntwo\n")
    with pytest.raises(pytest.fail.Exception, match=r"\+three"):
        golden("a.txt", b"one\nthree\n")
    with pytest.raises(pytest.fail.Exception, match="--update-golden"):
        golden("b.txt", "")


def test_a_difference_in_line_ends_is_shown() -> None:
    assert r"\r\n" in difference(b"one\n", b"one\r\n")
