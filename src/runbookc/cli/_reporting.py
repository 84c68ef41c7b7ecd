"""What `drift` and its relatives do with findings."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import msgspec

from runbookc import baseline
from runbookc.cli._compiling import Request
from runbookc.cli._messages import use_color
from runbookc.pipeline import Result
from runbookc.pipeline.writing import write_file
from runbookc.renderers import Library, report
from runbookc.renderers import Options as RenderOptions


def with_findings(
    wanted: Request,
    *,
    level: str | None,
    min_confidence: float | None,
    baseline_file: Path | None,
    **_other: Any,
) -> Request:
    """The request with the command line's choice of findings. Raises BaselineError."""
    changes: dict[str, Any] = {}
    if level is not None:
        changes["min_level"] = level
    if min_confidence is not None:
        changes["min_confidence"] = min_confidence
    settings = msgspec.structs.replace(wanted.options.settings, **changes)
    accepted = baseline.read(baseline_file) if baseline_file is not None else wanted.options.baseline
    return replace(wanted, options=replace(wanted.options, settings=settings, baseline=accepted))


def report_options(color: str, *, to_terminal: bool) -> RenderOptions:
    """Colours and width for a text report."""
    return RenderOptions(
        color=use_color(color, stream_is_terminal=to_terminal),
        width=shutil.get_terminal_size((80, 24)).columns if to_terminal else 80,
    )


def accept_all(result: Result, path: Path) -> None:
    """Write a baseline of every finding; reasons given before are kept. Raises OutputError."""
    before = baseline.read(path) if path.is_file() else None
    found = [*result.findings, *(item.finding for item in result.library.accepted)]
    write_file(path, baseline.encode(baseline.accept(found, before)))
    click.echo(f"{path}: {len(found)} findings accepted", err=True)


def print_report(library: Library, format_: str, output: Path | None) -> None:
    """One report to stdout or a file. Raises OutputError."""
    text = report(library, format_)
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
    else:
        write_file(output, text.encode("utf-8", "replace"))
