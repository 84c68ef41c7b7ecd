"""``runbookc build``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from runbookc.cli._options import common_options, finding_options, sources_argument


@click.command()
@sources_argument
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="DIR",
              help="The folder to write to (default: output).")  # fmt: skip
@click.option("--strict", is_flag=True, help="Exit with 1 when there are errors or warnings.")
@click.option("--scripts-mode", type=click.Choice(["shared", "article"]), default="shared", show_default=True,
              help="article: also one plain script per locale with everything in it.")  # fmt: skip
@finding_options
@common_options
@click.pass_context
def command(
    ctx: click.Context,
    /,
    sources: tuple[Path, ...],
    output: Path | None,
    strict: bool,
    scripts_mode: str,
    **common: Any,
) -> None:
    """Compile sources into checklists, scripts and reports.

    SOURCES are files or folders of .md, .markdown or .txt; source_docs/ by default.
    """
    from runbookc import pipeline
    from runbookc.cli._compiling import request
    from runbookc.cli._messages import counted, progress, say, say_failures, say_problems
    from runbookc.cli._reporting import with_findings
    from runbookc.renderers import Options as RenderOptions

    quiet = common["quiet"]
    wanted = with_findings(request(sources, **common), **common)
    options = replace(wanted.options, render=RenderOptions(scripts_mode=scripts_mode))
    folder = output or wanted.output
    with progress(quiet=quiet) as tell:
        result = pipeline.build(wanted.sources, folder, options, tell)
    say_failures(result.failed)
    say_problems(result.findings, quiet=quiet)
    say(f"{counted(result)} → {folder}", quiet=quiet)
    found = any(finding.level in ("error", "warning") for finding in result.findings)
    ctx.exit(1 if result.failed or (strict and found) else 0)
