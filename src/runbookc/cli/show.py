"""``runbookc show``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from runbookc.cli._options import common_options, sources_argument


@click.command()
@sources_argument
@click.option(
    "--runbook", "runbook_id", required=True, metavar="ID", help="Its id, or a name that links use."
)
@common_options
@click.pass_context
def command(ctx: click.Context, /, sources: tuple[Path, ...], runbook_id: str, **common: Any) -> None:
    """Show one runbook in the terminal.

    In the language of --locale, else of the reference edition, else English, else the first there is.
    """
    from runbookc import pipeline
    from runbookc.cli._compiling import locale_of, request
    from runbookc.cli._messages import progress, say_failures, use_color
    from runbookc.cli._selection import reader_locale, selected
    from runbookc.renderers.terminal_text import lines

    wanted = tuple(locale_of(tag) for tag in common.pop("locales"))
    request_ = request(sources, locales=(), **common)
    with progress(quiet=common["quiet"]) as tell:
        compiled = pipeline.compile_runbooks(request_.sources, request_.options, tell)
    say_failures(compiled.failed)
    runbook = selected(compiled.runbooks, runbook_id)
    locale = reader_locale(runbook, wanted)
    if not use_color(common["color"], stream_is_terminal=sys.stdout.isatty()):
        for line in lines(runbook, locale):
            click.echo(line.plain)
        return
    from rich.console import Console

    console = Console(force_terminal=True, highlight=False)
    for line in lines(runbook, locale):
        console.print(line, soft_wrap=not console.is_terminal)
    ctx.exit(0)
