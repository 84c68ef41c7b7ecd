"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def sources_argument(function: F) -> F:
    """``[SOURCES…]``: files or folders; those of the configuration, or ``source_docs/``, by default."""
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
            click.option("--cache-dir", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
                         envvar="RUNBOOKC_CACHE_DIR", help="The cache (default: in the platform's folder)."),
            *_limits(),
            click.option("--quiet", "-q", is_flag=True, help="No messages but errors."),
            click.option("--verbose", "-v", is_flag=True, help="Say more on stderr."),
            click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto",
                         show_default=True, help="Colours (NO_COLOR is honoured as well)."),
        )
    ):  # fmt: skip
        function = option(function)
    return function


def finding_options(function: F) -> F:
    """Options of every command that reports findings."""
    for option in reversed(
        (
            click.option("--level", type=click.Choice(["error", "warning", "note"]),
                         help="Leave out findings below this level."),
            click.option("--min-confidence", type=click.FloatRange(0, 1), metavar="SHARE",
                         help="Leave out findings that are less sure (0 to 1)."),
            click.option("--baseline", "baseline_file", type=click.Path(path_type=Path, dir_okay=False),
                         metavar="FILE", help="Accepted findings."),
        )
    ):  # fmt: skip
        function = option(function)
    return function


def _limits() -> tuple[Callable[[F], F], ...]:
    """How much of a source is read; beyond that there is a finding."""
    return (
        click.option("--max-bytes", type=click.IntRange(1), default=512 * 1024, metavar="N",
                     show_default=True, help="Size of a file."),
        click.option("--max-nesting", type=click.IntRange(1, 200), default=100, metavar="N",
                     show_default=True, help="Lists and quotes inside each other."),
        click.option("--max-list-items", type=click.IntRange(1), default=4_000, metavar="N",
                     show_default=True, help="List items in a file."),
        click.option("--max-table-cells", type=click.IntRange(1), default=10_000, metavar="N",
                     show_default=True, help="Table cells in a file."),
        click.option("--max-blocks", type=click.IntRange(1), default=4_000, metavar="N",
                     show_default=True, help="Paragraphs, headings and code blocks in a file."),
        click.option("--max-paragraph", type=click.IntRange(1), default=20_000, metavar="N",
                     show_default=True, help="Characters in a paragraph."),
        click.option("--max-marks", type=click.IntRange(1), default=20_000, metavar="N",
                     show_default=True, help="Characters of inline markup in a file."),
        click.option("--max-seconds", type=click.FloatRange(0.1), default=20.0, metavar="N",
                     show_default=True, help="Time for a file, in each stage."),
    )  # fmt: skip
