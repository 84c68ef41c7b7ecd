"""``runbookc diff``, ``rules`` and ``explain`` from the outside."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from runbookc.checks import rules
from runbookc.cli import group
from runbookc.errors import RunbookcError
from runbookc.model.comparison import Comparison, Pair, Side
from runbookc.renderers.diff_terminal import side_by_side, stretches
from tests.reports.library import HOSTILE

EN = """# Restart

## PopCTPMonitor

1.  Stop the service.

2.  Wait 10 minutes.

        Get-PopSettings -Server a
"""
ZH = """# 重启

## PopCTPMonitor

1.  停止服务。

2.  等待 10 分钟。

        Get-PopSettings -Server a
"""


def write(folder: Path, **articles: str) -> Path:
    for locale, text in articles.items():
        path = folder / locale.replace("_", "-") / "restart.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(group, [str(arg) for arg in args], catch_exceptions=False)


def diff(folder: Path, *options: str) -> Result:
    return run("diff", folder, "--runbook", "restart", "--locale", "en-US", "--locale", "zh-CN", *options)


def test_translations_that_say_the_same_are_the_same(tmp_path: Path) -> None:
    done = diff(write(tmp_path, en_US=EN, zh_CN=ZH))
    assert done.exit_code == 0
    assert "等待 10 分钟。" in done.stdout


def test_another_number_is_a_difference(tmp_path: Path) -> None:
    done = diff(write(tmp_path, en_US=EN, zh_CN=ZH.replace("10", "20")))
    assert done.exit_code == 1
    assert re.search(r"2\s+Wait \[-10-\] minutes\.\s+\| 等待 \[-20-\] 分钟。", done.stdout)


def test_another_parameter_is_a_difference(tmp_path: Path) -> None:
    done = diff(write(tmp_path, en_US=EN, zh_CN=ZH.replace("-Server", "-Serveur")), "--only-differences")
    assert done.exit_code == 1
    assert "[-Server-]" in done.stdout
    assert "[-Serveur-]" in done.stdout
    assert "停止服务" not in done.stdout


def test_a_step_that_one_side_lacks(tmp_path: Path) -> None:
    shorter = ZH.replace("1.  停止服务。\n\n2.", "1.")
    done = diff(write(tmp_path, en_US=EN, zh_CN=shorter))
    assert done.exit_code == 1
    assert re.search(r"Stop the service\.\s+<$", done.stdout, re.MULTILINE)


def test_editions_in_one_language_are_compared_word_by_word(tmp_path: Path) -> None:
    folder = write(tmp_path, en_US=EN, en_GB=EN.replace("Stop", "Halt"))
    options = ("--runbook", "restart", "--locale", "en-US", "--locale", "en-GB")
    done = run("diff", folder, *options)
    assert done.exit_code == 1
    assert "[-Stop-] the service." in done.stdout
    write(tmp_path, en_GB=EN)
    assert run("diff", folder, *options).exit_code == 0


def test_html(tmp_path: Path) -> None:
    folder, page = write(tmp_path / "docs", en_US=EN, zh_CN=ZH.replace("10", "20")), tmp_path / "diff.html"
    assert diff(folder, "--format", "html", "--output", str(page)).exit_code == 1
    text = page.read_text("utf-8")
    assert "<mark>20</mark>" in text
    assert "default-src" in text


@pytest.mark.parametrize(
    "options",
    [
        ("--runbook", "restart", "--locale", "en-US"),
        ("--runbook", "restart", "--locale", "en-US", "--locale", "fr-FR"),
        ("--runbook", "restar", "--locale", "en-US", "--locale", "zh-CN"),
        ("--runbook", "restart", "--locale", "en-US", "--locale", "not a tag"),
    ],
)
def test_trouble(options: tuple[str, ...], tmp_path: Path) -> None:
    write(tmp_path, en_US=EN, zh_CN=ZH)
    with pytest.raises(RunbookcError):
        run("diff", tmp_path, *options)


def comparison(left: str, right: str) -> Comparison:
    names = {"en-US": "a.md", "zh-CN": "b.md"}
    pair = Pair(
        kind="paragraph", id="a", step="2c", left=Side(text=left, line=1),
        right=Side(text=right, line=1, marks=((0, 2), (4, 6))), differs=True,
    )  # fmt: skip
    return Comparison(runbook="pop", left="en-US", right="zh-CN", titles=names, paths=names, pairs=(pair,))


@pytest.mark.parametrize("width", [60, 80, 120])
def test_wide_characters_are_aligned(width: int) -> None:
    text = side_by_side(comparison("word " * 40, "探测器的关联" * 30), width=width)
    assert all(cell_len(line) <= width for line in text.splitlines())
    gutters = [cell_len(line[: line.index("|")]) for line in text.splitlines() if "|" in line]
    assert len(gutters) == 1
    for line in text.splitlines():
        if "word" in line:
            assert all(char.isascii() for char in _first_cells(line, gutters[0]))


def _first_cells(line: str, cells: int) -> str:
    return next((line[:end] for end in range(len(line) + 1) if cell_len(line[:end]) >= cells), line)


def test_no_text_steers_the_terminal() -> None:
    for color in (False, True):
        text = side_by_side(comparison(HOSTILE, HOSTILE), color=color)
        assert not re.search("[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e]", text)
        assert "\x1b[31m\\u0007" not in text
    assert "\x1b" not in side_by_side(comparison(HOSTILE, HOSTILE))


def test_stretches_are_the_whole_text() -> None:
    side = Side(text="abcdefgh", line=1, marks=((0, 2), (4, 6)))
    assert list(stretches(side)) == [("ab", True), ("cd", False), ("ef", True), ("gh", False)]


def test_rules_lists_every_rule() -> None:
    listed = run("rules")
    assert listed.exit_code == 0
    assert [line.split()[0] for line in listed.stdout.splitlines()] == [rule.code for rule in rules()]
    read = json.loads(run("rules", "--format", "json").stdout)
    assert {one["code"]: one["level"] for one in read} == {rule.code: rule.page.level for rule in rules()}


@pytest.mark.parametrize("name", ["STR001", "str001", "missing-step"])
def test_explain_shows_the_page_with_its_example(name: str) -> None:
    done = run("explain", name)
    assert done.exit_code == 0
    assert all(part in done.stdout for part in ("STR001 missing-step", "Why", "Bad", "Good"))


def test_explain_names_the_nearest_rules() -> None:
    with pytest.raises(RunbookcError, match="did you mean"):
        run("explain", "STR01")
