"""``runbookc drift``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from runbookc.cli._options import common_options, given_sources, sources_argument

_RANK = {"error": 3, "warning": 2, "note": 1}


@click.command()
@sources_argument
@click.option("--format", "format_", type=click.Choice(["text", "json", "sarif", "html", "junit", "github"]),
              default="text", show_default=True)  # fmt: skip
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False),
              help="Write there instead of to stdout.")  # fmt: skip
@click.option("--fail-on", type=click.Choice(["error", "warning", "note", "never"]), default="warning",
              show_default=True, help="Exit with 1 from this level on.")  # fmt: skip
@common_options
@click.pass_context
def command(
    ctx: click.Context,
    /,
    sources: tuple[Path, ...],
    format_: str,
    output: Path | None,
    fail_on: str,
    **common: Any,
) -> None:
    """Report where translations of the same article disagree."""
    from runbookc import pipeline
    from runbookc.cli._compiling import options_of
    from runbookc.cli._messages import progress, say_failures

    with progress(quiet=common["quiet"]) as tell:
        result = pipeline.drift(given_sources(sources), options_of(**common), tell)
    say_failures(result.failed)
    click.echo(msgspec_json(result), nl=False)
    worst = max((_RANK[finding.level] for finding in result.findings), default=0)
    ctx.exit(1 if fail_on != "never" and worst >= _RANK[fail_on] else 0)


def msgspec_json(result: Any) -> str:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(result.findings), indent=1).decode() + "\n"
