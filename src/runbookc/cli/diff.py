"""``runbookc diff``."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import click

from runbookc.cli._options import common_options, sources_argument
from runbookc.errors import RunbookcError


class EditionsError(RunbookcError):
    """Not two editions that the runbook has."""

    def __init__(self, runbook: str, asked: tuple[str, ...], known: tuple[str, ...]) -> None:
        has = f"{runbook} has {', '.join(known)}"
        lacking = [locale for locale in asked if locale not in known]
        told = f"no edition in {', '.join(lacking)}" if lacking else f"{len(asked)} locales given"
        super().__init__(f"{told}; give --locale twice ({has})")


@click.command()
@sources_argument
@click.option(
    "--runbook", "runbook_id", required=True, metavar="ID", help="Its id, or a name that links use."
)
@click.option("--format", "format_", type=click.Choice(["text", "html"]), default="text", show_default=True)
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Write there instead of to stdout.")  # fmt: skip
@click.option("--only-differences", is_flag=True, help="Leave out what is equal (text).")
@common_options
@click.pass_context
def command(
    ctx: click.Context,
    /,
    sources: tuple[Path, ...],
    runbook_id: str,
    format_: str,
    output: Path | None,
    only_differences: bool,
    **common: Any,
) -> None:
    """Compare two editions of a runbook side by side.

    Give --locale twice. In two languages what must be equal is compared: steps, commands,
    identifiers, numbers, code and links. The exit status is that of diff: 0 same, 1 different, 2 trouble.
    """
    from runbookc import pipeline
    from runbookc.checks.pairs import compare
    from runbookc.cli._compiling import locale_of, request
    from runbookc.cli._messages import progress, say_failures, use_color
    from runbookc.cli._selection import selected
    from runbookc.pipeline.writing import write_file

    asked = tuple(locale_of(tag) for tag in common.pop("locales"))
    wanted = request(sources, locales=(), **common)
    with progress(quiet=common["quiet"]) as tell:
        compiled = pipeline.compile_runbooks(wanted.sources, wanted.options, tell)
    say_failures(compiled.failed)
    runbook = selected(compiled.runbooks, runbook_id)
    if len(asked) != 2 or not set(asked) <= set(runbook.locales):
        raise EditionsError(runbook.id, asked, runbook.locales)
    comparison = compare(runbook, *asked)
    if format_ == "html":
        from runbookc.renderers.diff_html import page

        text = page(comparison)
    else:
        from runbookc.renderers.diff_terminal import side_by_side

        to_terminal = output is None and sys.stdout.isatty()
        text = side_by_side(
            comparison,
            width=shutil.get_terminal_size((80, 24)).columns if to_terminal else 100,
            color=use_color(common["color"], stream_is_terminal=to_terminal),
            all_pairs=not only_differences,
        )
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
    else:
        write_file(output, text.encode("utf-8", "replace"))
    ctx.exit(1 if comparison.differs else 0)
