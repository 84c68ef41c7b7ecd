"""Texts that nobody reviewed: they end soon, in a finding, and the other articles compile."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Timer

import pytest
from click.testing import CliRunner

from runbookc.cli import group

POLITE = Path(__file__).resolve().parents[2] / "source_docs" / "en-US" / "troubleshooting-pop-health-set.md"
SECONDS = 60
"""Of work: a quarter of it on a quiet machine, where other processes do not spoil the caches."""
MEMORY = 2 * 2**30

HOSTILE: dict[str, Callable[[], bytes]] = {
    "ten-megabytes-in-a-line": lambda: b"a" * 10_000_000,
    "quotes-in-quotes": lambda: b">" * 10_000 + b" x\n",
    "lists-in-lists": lambda: b"- " * 10_000 + b"x\n",
    "lists-in-lists-by-columns": lambda: b"".join(b" " * (2 * depth) + b"- x\n" for depth in range(700)),
    "lists-in-lists-in-html": lambda: b"<ul><li>" * 10_000 + b"x" + b"</li></ul>" * 10_000,
    "table-rows": lambda: b"<table>" + b"<tr><td>x</td></tr>" * 100_000 + b"</table>\n",
    "pipe-rows": lambda: b"|a|b|\n|-|-|\n" + b"|x|y|\n" * 100_000,
    "brackets": lambda: b"[" * 1_000_000,
    "closing-brackets": lambda: b"[a](" * 250_000,
    "stars": lambda: b"*" * 1_000_000 + b" x",
    "star-words": lambda: b"**a *" * 200_000,
    "backticks": lambda: b"`" * 1_000_000 + b" x`",
    "backtick-runs": lambda: b"".join(b"`" * (number % 700) + b" a " for number in range(2800)),
    "underscores": lambda: b"a_" * 250_000,
    "entities": lambda: b"&lt;" * 250_000,
    "entity-declarations": lambda: (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b'<!ENTITY b "&a;&a;&a;&a;">' * 1000 + b"]>\n&b;\n"
    ),
    "unfinished-tags": lambda: b"<a b" * 100_000,
    "unclosed-cells": lambda: b"<table>" + b"<tr><td>" * 50_000,
    "html-paragraphs": lambda: b"<p>x</p>\n" * 60_000,
    "html-items": lambda: b"<ul>" + b"<li>x</li>" * 60_000 + b"</ul>",
    "yaml-aliases": lambda: b"---\na: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b]\n---\n\n# T\n",
    "yaml-nesting": lambda: b"---\na: " + b"[" * 100_000 + b"\n---\n\n# T\n",
    "yaml-tag": lambda: b"---\na: !!python/object/apply:os.system ['exit 1']\n---\n\n# T\n",
    "nul": lambda: b"# T\n\na\0b\0\n" * 1000,
    "not-utf-8": lambda: b"# T\n\n\xff\xfe\xc0\xaf\xed\xa0\x80\n",
    "utf-16": lambda: "# Title\n\nSome text\n".encode("utf-16"),
    "surrogates": lambda: b'---\ntitle: "\\ud800"\n---\n\n# T &#xD800; &#55296;\n',
    "bidi": lambda: "# T\n\n\u202e\u2066abc\u2069 `Get-\u202eServerHealth`\n".encode(),
    "terminal": lambda: b"---\nlang: en\n---\n\n# T\x1b[2J\x1b]0;x\x07\n\n<b\x1b[31m\n",
    "items": lambda: b"1. x\n" * 60_000,
    "headings": lambda: b"# x\n\n" * 100_000,
    "paragraphs": lambda: b"x\n\n" * 170_000,
    "sentences": lambda: b"A word is here. " * 32_000,
    "sentences-within-limits": lambda: (b"A word. " * 2_400 + b"\n\n") * 20,
    "many-commands": lambda: b"# T\n\n" + b"    Get-ServerHealth <a> | ?{$_.x -eq 1}\n\ntext\n\n" * 4_000,
    "definitions": lambda: b"".join(b"[a%d]: http://x/%d\n" % (n, n) for n in range(15_000)) + b"\n[a1]\n",
    "empty": lambda: b"",
}
LARGE = frozenset(name for name in HOSTILE if len(HOSTILE[name]()) > 500_000)


def limited() -> None:
    """Memory of the child, and of what it starts. Its peak is no measure: it counts that of this
    process before the fork."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@pytest.mark.timeout(4 * SECONDS)
@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_it_ends_and_the_others_compile(tmp_path: Path, name: str) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a-polite.md").write_bytes(POLITE.read_bytes())
    (docs / "hostile.md").write_bytes(HOSTILE[name]())
    # Beyond the limit of size nothing is parsed at all: most of them are let through to the other limits.
    options = ["--max-bytes=2000000"] if name in LARGE else []
    command = [sys.executable, "-m", "runbookc", "build", "docs", "-o", "out", "--no-cache", *options]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=limited
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        stop = Timer(3 * SECONDS, process.kill)
        stop.start()
        said = process.stdout.read() + process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        stop.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
    text = said.decode("utf-8", "replace")
    assert process.returncode in (0, 1), text[-2000:]
    assert "Traceback" not in text
    assert not any(char in text for char in "\x1b\x07\0\x9b\u202e\u2066")
    assert used.ru_utime + used.ru_stime < SECONDS
    assert (tmp_path / "out" / "model" / "ms.exch.scom.pop.json").is_file()
    assert process.returncode == 0 or "hostile.md:1: cannot be compiled" in text
    if name in LARGE:
        assert re.search(r"hostile\.md:\d+: error: SRC007 .*(?:limit of|--max-)", text)


@pytest.mark.parametrize(
    ("option", "text"),
    [
        ("--max-bytes=100", "# T\n\n" + "word " * 100),
        ("--max-nesting=6", "# T\n\n" + "".join("  " * depth + "- x\n" for depth in range(12))),
        ("--max-list-items=3", "# T\n\n" + "- x\n" * 9),
        ("--max-blocks=3", "# T\n\n" + "x\n\n" * 9),
        ("--max-paragraph=30", "# T\n\n" + "word " * 9 + "\n\nshort\n"),
        ("--max-marks=9", "# T\n\n" + "*a* " * 9 + "\n\nshort\n"),
        ("--max-table-cells=3", "# T\n\n|a|b|\n|-|-|\n" + "|x|y|\n" * 9),
    ],
)
def test_each_limit_is_an_option_and_says_where(tmp_path: Path, option: str, text: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(text)
    command = ["build", str(path), "-o", str(tmp_path / "out"), "--no-cache"]
    limited = CliRunner().invoke(group, [*command, option])
    assert limited.exit_code == 0
    assert re.search(r"a\.md:\d+: error: SRC007 ", limited.stderr)
    assert "SRC007" not in CliRunner().invoke(group, command).stderr


def test_a_file_that_takes_too_long_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "slow.md").write_bytes(b"*a_ **b " * 60_000)
    (tmp_path / "fast.md").write_bytes(POLITE.read_bytes())
    limits = ["--max-seconds=3", "--max-paragraph=10000000", "--max-marks=10000000"]
    command = [sys.executable, "-m", "runbookc", "build", ".", "-o", "out", "--no-cache", *limits]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert re.search(r"slow\.md:1: cannot be compiled: [a-z ]+ takes longer than [\d.]+ seconds", done.stderr)
    assert (tmp_path / "out" / "model" / "ms.exch.scom.pop.json").is_file()
