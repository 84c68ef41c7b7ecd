"""``runbookc record``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from runbookc.cli._options import common_options, sources_argument
from runbookc.errors import RunbookcError

if TYPE_CHECKING:
    from runbookc.model.record import Record
    from runbookc.model.runbook import Runbook

_LARGEST = 20_000_000
"""Bytes; a record of a long outage has some ten thousand."""


class RecordError(RunbookcError):
    """A file is no record of a run."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@sources_argument
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="DIR",
              help="The folder of a build; its model is used when no sources are given.")  # fmt: skip
@common_options
def command(file: Path, sources: tuple[Path, ...], output: Path | None, **common: Any) -> None:
    """Write the record of a run as Markdown for the ticket.

    FILE is what the checklist page or a script exported. The steps' words come from SOURCES if they
    are given, else from the last build, else from the default sources. In the language of --locale.
    """
    from runbookc.cli._compiling import locale_of
    from runbookc.renderers.record_md import record_markdown

    wanted = tuple(locale_of(tag) for tag in common.pop("locales"))
    record = _read(file)
    runbook = _runbook(record.runbook, sources, output, common)
    click.echo(record_markdown(record, runbook, wanted[0] if wanted else None), nl=False)


def _read(path: Path) -> Record:
    """Raises RecordError."""
    import msgspec

    from runbookc.model.record import decode_record

    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise RecordError(str(path), error.strerror or "cannot be read") from error
    if len(data) > _LARGEST:
        raise RecordError(str(path), f"is larger than {_LARGEST} bytes: no record of a run")
    try:
        return decode_record(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RecordError(str(path), f"is no record of a run: {error}") from error


def _runbook(id_: str, sources: tuple[Path, ...], output: Path | None, common: dict[str, Any]) -> Runbook:
    from runbookc import pipeline
    from runbookc.cli._compiling import request
    from runbookc.cli._messages import progress, say_failures
    from runbookc.cli._selection import selected

    wanted = request(sources, locales=(), **common)
    built = None if sources else _built(id_, output or wanted.output)
    if built:
        return built
    with progress(quiet=common["quiet"]) as tell:
        compiled = pipeline.compile_runbooks(wanted.sources, wanted.options, tell)
    say_failures(compiled.failed)
    return selected(compiled.runbooks, id_)


def _built(id_: str, folder: Path) -> Runbook | None:
    """The model of a build, if there is one that this version can read."""
    import msgspec

    from runbookc.model.runbook import Runbook

    # The id comes from a file: it is compared with names, never made into a path.
    models = sorted((folder / "model").glob("*.json"))
    path = next((path for path in models if path.stem == id_), None)
    if path is None:
        return None
    try:
        return msgspec.json.decode(path.read_bytes(), type=Runbook)
    except (OSError, msgspec.DecodeError):
        return None
