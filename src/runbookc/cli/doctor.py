"""``runbookc doctor``."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import gettempdir

import click

from runbookc import __version__

_NEEDED = (
    "babel", "beautifulsoup4", "click", "jinja2", "lxml", "markdown-it-py", "msgspec", "platformdirs",
    "PyYAML", "rich", "tree-sitter", "tree-sitter-powershell",
)  # fmt: skip
_OPTIONAL = {"watchfiles": "runbookc watch", "distributed": "build --scheduler", "fsspec": "sources by URL"}


@click.command()
@click.option("--cache-dir", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
              envvar="RUNBOOKC_CACHE_DIR", help="The cache (default: in the platform's folder).")  # fmt: skip
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="DIR", help="The output folder to try."
)
@click.pass_context
def command(ctx: click.Context, cache_dir: Path | None, output: Path | None) -> None:
    """Tell what this installation has, and whether it can work here.

    Exit status 1 when something that every build needs is missing.
    """
    from runbookc import config
    from runbookc.terminal import printable

    folder = config.load().chosen_output(output)
    good = True
    for fine, line in (*_versions(), *_parts(), _cache(cache_dir), *_folders(folder)):
        good &= fine
        click.echo(printable(line))
    ctx.exit(0 if good else 1)


def _versions() -> Iterator[tuple[bool, str]]:
    yield True, f"runbookc {__version__}, Python {platform.python_version()}, {platform.platform()}"
    for name in _NEEDED:
        try:
            yield True, f"{name} {version(name)}"
        except PackageNotFoundError:
            yield False, f"{name} is missing: install runbookc again"


def _parts() -> Iterator[tuple[bool, str]]:
    for name, use in _OPTIONAL.items():
        try:
            yield True, f"{name} {version(name)} ({use})"
        except PackageNotFoundError:
            yield True, f"{name}: not installed ({use})"
    for name, use in (("pwsh", "checks of generated scripts"), ("pandoc", "benchmarks")):
        yield True, f"{name}: {shutil.which(name) or 'not found'} ({use})"
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    yield True, f"processors: {cores}"


def _cache(folder: Path | None) -> tuple[bool, str]:
    from runbookc.cache import Cache, default_folder

    with Cache(folder or default_folder()) as cache:
        count, size = cache.size()
        return True, f"cache: {cache.path}: {cache.state}, {count} entries, {size / 2**20:.1f} MiB"


def _folders(output: Path) -> Iterator[tuple[bool, str]]:
    for name, folder in (("output", output), ("temporary files", Path(gettempdir()))):
        there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
        fine = there.is_dir() and os.access(there, os.W_OK | os.X_OK)
        yield fine, f"{name}: {folder}: {'can be written' if fine else 'cannot be written'}"
