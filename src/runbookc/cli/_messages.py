"""Messages on stderr: what went wrong, how it ended, and progress for work over a second."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import click

from runbookc.baseline import Entry
from runbookc.model.finding import LEVELS, Finding
from runbookc.pipeline import Result, Unreadable
from runbookc.terminal import printable

_PATIENCE = 1.0
"""Seconds of work before a progress bar is worth its space."""


def use_color(choice: str, *, stream_is_terminal: bool) -> bool:
    """What ``--color`` and ``NO_COLOR`` come to (https://no-color.org)."""
    if choice == "auto":
        return stream_is_terminal and not os.environ.get("NO_COLOR")
    return choice == "always"


def say(text: str, *, quiet: bool = False) -> None:
    """One line on stderr, without control characters."""
    if not quiet:
        click.echo(printable(text), err=True)


def failure(file: Unreadable) -> str:
    """What is said of a file that could not be compiled."""
    return f"{file.path}:1: cannot be compiled: {file.reason}; the other files were compiled"


def say_failures(failed: Iterable[Unreadable]) -> None:
    """A line for each file that could not be compiled."""
    for file in failed:
        say(failure(file))


def problem_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """A line for each `SRC` finding."""
    for finding in findings:
        if finding.rule.startswith("SRC"):
            yield f"{finding.path}:{finding.line}: {finding.level}: {finding.rule} {finding.message}"


def counted(result: Result) -> str:
    """``3 runbooks, 15 editions: 2 errors, 5 warnings, 1 note``."""
    levels = {level: sum(finding.level == level for finding in result.findings) for level in LEVELS}
    found = ", ".join(_plural(count, level) for level, count in levels.items() if count) or "no findings"
    summaries = result.library.summaries
    editions = sum(len(summary.editions) for summary in summaries)
    return f"{_plural(len(summaries), 'runbook')}, {_plural(editions, 'edition')}: {found}"


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")


def say_expired(expired: Iterable[Entry], *, quiet: bool) -> None:
    """A line for each accepted finding that is there no more."""
    for entry in expired:
        place = f"{entry.runbook} {entry.locale} {entry.place}".strip()
        say(f"baseline: {entry.rule} in {place} is there no more: remove {entry.fingerprint}", quiet=quiet)


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A function to tell ``(done, total)``; shows a bar on a terminal once work takes over a second."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True)
    started = time.monotonic()
    task = bar.add_task("reading", total=None)
    running = False

    def tell(done: int, total: int) -> None:
        nonlocal running
        if not running and time.monotonic() - started > _PATIENCE:
            bar.start()
            running = True
        bar.update(task, completed=done, total=total)

    try:
        yield tell
    finally:
        if running:
            bar.stop()
