"""Golden files: output that was once read by eye and found right.

A test says ``golden("checklists/pop.md", text)``; the text must be what ``tests/golden/checklists/pop.md``
holds. After a change on purpose, ``pytest --update-golden`` writes the files anew: read the diff
before you commit it.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "golden"
_CONTEXT_LINES = 80

Golden = Callable[[str, str | bytes], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write tests/golden anew instead of comparing"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares text or bytes with a file under ``tests/golden``."""
    update = bool(request.config.getoption("--update-golden"))

    def compare(name: str, actual: str | bytes) -> None:
        path, data = FOLDER / name, actual.encode() if isinstance(actual, str) else actual
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            return
        if not path.exists():
            pytest.fail(f"there is no tests/golden/{name}; write it with: pytest --update-golden")
        expected = path.read_bytes()
        if data != expected:
            pytest.fail(f"differs from tests/golden/{name}:\n{difference(expected, data)}", pytrace=False)

    return compare


def difference(expected: bytes, actual: bytes) -> str:
    """A unified diff, or where two files differ that no diff of lines can show."""
    old, new = (data.decode(errors="backslashreplace").splitlines() for data in (expected, actual))
    lines = list(difflib.unified_diff(old, new, "golden", "now", lineterm="", n=2))
    if not lines:
        return f"line ends or the last line: {expected[-40:]!r} is now {actual[-40:]!r}"
    rest = len(lines) - _CONTEXT_LINES
    return "\n".join(lines[:_CONTEXT_LINES] + ([f"… and {rest} lines more"] if rest > 0 else []))
