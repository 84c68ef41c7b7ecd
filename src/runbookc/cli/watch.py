"""``runbookc watch``."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from runbookc.cli._options import common_options, finding_options, sources_argument

_SETTLED = 200
"""Milliseconds without a change after which a save is taken for complete."""


@click.command()
@sources_argument
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="DIR",
              help="The folder to write to (default: output).")  # fmt: skip
@click.option("--scripts-mode", type=click.Choice(["shared", "article"]), default="shared", show_default=True,
              help="article: also one plain script per locale with everything in it.")  # fmt: skip
@finding_options
@common_options
def command(sources: tuple[Path, ...], output: Path | None, **common: Any) -> None:
    """Build, and build again whenever a source changes; end with Ctrl-C.

    Says in one line what happened. A file that is half saved or gone makes no end of it.
    """
    from runbookc import config

    settings = config.load()
    chosen = settings.chosen_sources(sources)
    _build_once(sources, output, "", **common)
    for changed in _changes(chosen, settings.chosen_output(output)):
        _build_once(sources, output, _named(changed), **common)


def _build_once(sources: tuple[Path, ...], output: Path | None, why: str, **common: Any) -> None:
    """One build; what is wrong outside the documents is said and may be mended."""
    from runbookc.cli._messages import say
    from runbookc.cli.build import build
    from runbookc.errors import RunbookcError

    started = time.perf_counter()
    try:
        build(sources, output, **common)
    except RunbookcError as error:
        say(f"runbookc: {error}")
        return
    took = time.perf_counter() - started
    say(f"{why or 'built'}: {took:.1f} s; waiting for changes", quiet=common["quiet"])


def _changes(sources: tuple[Path, ...], output: Path) -> Iterator[list[Path]]:
    """Sources that changed, whenever some did."""
    from runbookc.errors import MissingPartError
    from runbookc.sources import SUFFIXES

    try:
        from watchfiles import Change, watch
    except ImportError as error:
        raise MissingPartError("watch") from error

    written = output.absolute()

    def counts(_change: Change, name: str) -> bool:
        path = Path(name)
        return path.suffix.lower() in SUFFIXES and not path.is_relative_to(written)

    # A file is watched through its folder: editors replace files rather than write into them.
    folders = {source if source.is_dir() else source.parent for source in sources}
    for found in watch(*sorted(folders), watch_filter=counts, debounce=_SETTLED, raise_interrupt=False):
        yield sorted({Path(name) for _, name in found})


def _named(paths: list[Path]) -> str:
    """``pop.md`` or ``pop.md and 3 more``."""
    more = len(paths) - 1
    return paths[0].name + (f" and {more} more" if more else "") + " changed"
