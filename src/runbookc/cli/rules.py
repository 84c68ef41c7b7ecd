"""``runbookc rules``."""

from __future__ import annotations

import click


@click.command()
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(format_: str) -> None:
    """List the rules: code, level, name and what each looks for."""
    from runbookc.checks import rules

    pages = [rule.page for rule in rules()]
    if format_ == "json":
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(pages), indent=2))
        return
    width = max(len(page.title) for page in pages)
    for page in pages:
        click.echo(f"{page.code}  {page.level:<7}  {page.title:<{width}}  {page.sentence}")
