"""``runbookc explain CODE``."""

from __future__ import annotations

import difflib

import click

from runbookc.errors import RunbookcError


class UnknownRuleError(RunbookcError):
    """No rule has that code or name."""

    def __init__(self, given: str, known: list[str]) -> None:
        close = difflib.get_close_matches(given, known, n=3, cutoff=0.5)
        hint = f"; did you mean {', '.join(close)}?" if close else "; see runbookc rules"
        super().__init__(f"no rule {given!r}{hint}")


@click.command()
@click.argument("code")
def command(code: str) -> None:
    """Explain one rule, by its CODE (STR001) or name (missing-step), with an example."""
    from runbookc.checks import rules

    pages = {name: rule.page for rule in rules() for name in (rule.page.code, rule.page.title)}
    page = pages.get(code.upper()) or pages.get(code.lower())
    if page is None:
        raise UnknownRuleError(code, sorted(pages))
    click.echo(f"{page.code} {page.title} ({page.level})\n")
    click.echo(click.wrap_text(page.sentence, width=80))
    click.echo("\nWhy\n" + click.wrap_text(page.why, width=78, initial_indent="  ", subsequent_indent="  "))
    for name, example in (("Bad", page.bad), ("Good", page.good)):
        click.echo(f"\n{name}")
        for line in example.splitlines():
            click.echo(f"  {line}".rstrip())
