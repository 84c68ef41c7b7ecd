"""``runbookc build``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from runbookc.cli._options import common_options, given_sources, sources_argument


@click.command()
@sources_argument
@click.option("--output", "-o", type=click.Path(path_type=Path), default=Path("output"), show_default=True,
              help="The folder to write to.")  # fmt: skip
@click.option("--strict", is_flag=True, help="Exit with 1 when there are errors or warnings.")
@click.option("--scripts-mode", type=click.Choice(["shared", "article"]), default="shared", show_default=True,
              help="article: also one plain script per locale with everything in it.")  # fmt: skip
@common_options
@click.pass_context
def command(
    ctx: click.Context,
    /,
    sources: tuple[Path, ...],
    output: Path,
    strict: bool,
    scripts_mode: str,
    **common: Any,
) -> None:
    """Compile sources into checklists, scripts and reports.

    SOURCES are files or folders of .md, .markdown or .txt; source_docs/ by default.
    """
    from runbookc import pipeline
    from runbookc.cli._compiling import options_of
    from runbookc.cli._messages import counted, progress, say, say_failures, say_problems

    quiet = common["quiet"]
    options = options_of(scripts_mode=scripts_mode, **common)
    with progress(quiet=quiet) as tell:
        result = pipeline.build(given_sources(sources), output, options, tell)
    say_failures(result.failed)
    say_problems(result.findings, quiet=quiet)
    say(f"{counted(result)} → {output}", quiet=quiet)
    found = any(finding.level in ("error", "warning") for finding in result.findings)
    ctx.exit(1 if result.failed or (strict and found) else 0)
