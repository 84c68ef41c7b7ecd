"""``runbookc lock``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from runbookc.cli._options import common_options, sources_argument


@click.command()
@sources_argument
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Where to write it (default: runbookc.lock.json).")  # fmt: skip
@common_options
def command(sources: tuple[Path, ...], output: Path | None, **common: Any) -> None:
    """Remember every segment, so that drift can say which translations did not follow a change."""
    from runbookc import lock, pipeline
    from runbookc.cli._compiling import request
    from runbookc.cli._messages import progress, say, say_failures
    from runbookc.pipeline.writing import write_file

    wanted = request(sources, **common)
    with progress(quiet=common["quiet"]) as tell:
        compiled = pipeline.compile_runbooks(wanted.sources, wanted.options, tell)
    say_failures(compiled.failed)
    taken = lock.take(compiled.runbooks)
    path = output or Path(lock.FILE)
    write_file(path, lock.encode(taken))
    say(f"{path}: {len(taken.runbooks)} runbooks locked", quiet=common["quiet"])
