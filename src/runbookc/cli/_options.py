"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def sources_argument(function: F) -> F:
    """``[SOURCES…]``: files or folders; ``source_docs/`` by default."""
    return click.argument("sources", nargs=-1, type=click.Path(path_type=Path))(function)


def common_options(function: F) -> F:
    """Options of every command that compiles."""
    for option in reversed(
        (
            click.option("--locale", "locales", multiple=True, metavar="TAG",
                         help="Only editions in this locale; may be repeated."),
            click.option("--reference", metavar="TAG", help="The locale whose edition wins ties."),
            click.option("--jobs", "-j", type=click.IntRange(1, 256), metavar="N",
                         help="Processes that read (default: by the amount of work)."),
            click.option("--no-cache", is_flag=True, help="Neither read nor write the cache."),
            click.option("--quiet", "-q", is_flag=True, help="No messages but errors."),
            click.option("--verbose", "-v", is_flag=True, help="Say more on stderr."),
            click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto",
                         show_default=True, help="Colours (NO_COLOR is honoured as well)."),
        )
    ):  # fmt: skip
        function = option(function)
    return function


def given_sources(sources: Sequence[Path]) -> tuple[Path, ...]:
    """What the user named, or the default folder."""
    return tuple(sources) or (Path("source_docs"),)
