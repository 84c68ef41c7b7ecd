"""``runbookc drift``."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from runbookc.cli._options import common_options, finding_options, sources_argument

_RANK = {"error": 3, "warning": 2, "note": 1}
_FORMATS = ("text", "json", "sarif", "html", "junit", "github")


@click.command()
@sources_argument
@click.option("--format", "format_", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Write there instead of to stdout.")  # fmt: skip
@click.option("--fail-on", type=click.Choice(["error", "warning", "note", "never"]),
              help="Exit with 1 from this level on (default: warning).")  # fmt: skip
@click.option("--write-baseline", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Accept all findings there are: write them to FILE and exit with 0.")  # fmt: skip
@click.option("--lock", "lock_file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Which translations did not follow since FILE (default: runbookc.lock.json)")  # fmt: skip
@click.option("--since", metavar="REV", help="The same, since a git revision.")
@finding_options
@common_options
@click.pass_context
def command(
    ctx: click.Context,
    /,
    sources: tuple[Path, ...],
    format_: str,
    output: Path | None,
    fail_on: str | None,
    write_baseline: Path | None,
    lock_file: Path | None,
    since: str | None,
    **common: Any,
) -> None:
    """Report where translations of the same article disagree."""
    from runbookc import pipeline
    from runbookc.cache import Cache, chosen_folder
    from runbookc.cli._compiling import locked, request
    from runbookc.cli._messages import progress, say_expired, say_failures
    from runbookc.cli._reporting import accept_all, print_report, report_options, with_findings

    quiet = common["quiet"]
    wanted = with_findings(request(sources, **common), **common)
    render = report_options(common["color"], to_terminal=output is None and sys.stdout.isatty())
    options = replace(wanted.options, locked=locked(lock_file, since, wanted), render=render)
    with progress(quiet=quiet) as tell, Cache(chosen_folder(**common)) as cache:
        result = pipeline.drift(wanted.sources, options, tell, cache)
    say_failures(result.failed)
    if write_baseline is not None:
        accept_all(result, write_baseline)
        ctx.exit(0)
    say_expired(result.expired, quiet=quiet)
    print_report(result.library, format_, output)
    threshold = fail_on or wanted.config.fail_on or "warning"
    worst = max((_RANK[finding.level] for finding in result.findings), default=0)
    ctx.exit(1 if threshold != "never" and worst >= _RANK[threshold] else 0)
