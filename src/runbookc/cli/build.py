"""``runbookc build``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from runbookc.cli._options import common_options, finding_options, sources_argument

if TYPE_CHECKING:
    from runbookc.cache import Cache
    from runbookc.pipeline import Result
    from runbookc.unchanged import Built, Message

_OF_THE_RUN = ("jobs", "no_cache", "cache_dir", "quiet", "verbose", "color", "scheduler")
"""Options that make no difference to what is written."""


@click.command()
@sources_argument
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="DIR",
              help="The folder to write to (default: output).")  # fmt: skip
@click.option("--strict", is_flag=True, help="Exit with 1 when there are errors or warnings.")
@click.option("--scripts-mode", type=click.Choice(["shared", "article"]), default="shared", show_default=True,
              help="article: also one plain script per locale with everything in it.")  # fmt: skip
@click.option("--scheduler", metavar="ADDRESS",
              help="Work on the workers of this dask scheduler (tcp://host:port).")  # fmt: skip
@finding_options
@common_options
@click.pass_context
def command(
    ctx: click.Context,
    /,
    sources: tuple[Path, ...],
    output: Path | None,
    strict: bool,
    **common: Any,
) -> None:
    """Compile sources into checklists, scripts and reports.

    SOURCES are files or folders of .md, .markdown or .txt; source_docs/ by default. With
    runbookc[cluster], they and DIR may be URLs (s3://bucket/docs). Nothing is done
    when neither they nor the output have changed since the last build.
    """
    serious, failed = build(sources, output, **common)
    ctx.exit(1 if failed or (strict and serious) else 0)


def build(sources: tuple[Path, ...], output: Path | None, **common: Any) -> tuple[bool, bool]:
    """One build: whether there were errors or warnings, and whether a source could not be compiled.

    Raises RunbookcError for trouble outside the documents.
    """
    from msgspec.structs import replace as replace_fields

    from runbookc import config
    from runbookc.cache import Cache, chosen_folder
    from runbookc.unchanged import about, inputs, outputs, recall, remember

    settings = config.load()
    folder = settings.chosen_output(output)
    chosen = settings.chosen_sources(sources)
    where = chosen_folder(**common)
    with Cache(where) as cache:
        options = _options(folder, settings, common) if where else None
        known = inputs(chosen, folder, settings.exclude, options) if options is not None else None
        built = recall(cache, folder, known.digest) if known else None
        if built is not None:
            _say_all(built.messages, quiet=common["quiet"])
            return built.serious, False
        before = about(options) if options is not None else b""
        result, built = _compiled(sources, folder, cache, known.contents if known else None, **common)
        _say_all(built.messages, quiet=common["quiet"])
        after = _options(folder, config.load(), common) if result.settled and not result.failed else None
        if known and after is not None and about(after) == before:
            built = replace_fields(built, inputs=known.digest, outputs=outputs(folder, result.outputs))
            remember(cache, folder, built)
        return built.serious, bool(result.failed)


def _options(folder: Path, settings: Any, common: dict[str, Any]) -> dict[str, Any] | None:
    """Everything beside the sources that the output depends on; None when it cannot be told."""
    options = {name: value for name, value in common.items() if name not in _OF_THE_RUN}
    files = (
        settings.resolve(settings.baseline) if settings.baseline else None,
        settings.resolve(settings.termbase) if settings.termbase else None,
        common["baseline_file"],
    )
    try:
        options["files"] = [path.read_bytes() if path else b"" for path in files]
    except OSError:
        return None
    options["configuration"] = repr(settings)
    options["folder"] = str(folder)
    return options


def _compiled(
    sources: tuple[Path, ...], folder: Path, cache: Cache, contents: dict[str, str] | None, **common: Any
) -> tuple[Result, Built]:
    from runbookc import pipeline
    from runbookc.cli._compiling import request
    from runbookc.cli._messages import counted, failure, problem_lines, progress
    from runbookc.cli._reporting import with_findings
    from runbookc.renderers import Options as RenderOptions
    from runbookc.sources.remote import url_of
    from runbookc.unchanged import Built, Message

    wanted = with_findings(request(sources, **common), **common)
    options = replace(
        wanted.options,
        render=RenderOptions(scripts_mode=common["scripts_mode"]),
        scheduler=common.get("scheduler"),
    )
    with progress(quiet=common["quiet"]) as tell:
        result = pipeline.build(wanted.sources, folder, options, tell, cache, contents)
    messages = [Message(failure(file), urgent=True) for file in result.failed]
    messages += [Message(line) for line in problem_lines(result.findings)]
    messages.append(Message(f"{counted(result)} → {url_of(folder) or folder}"))
    serious = any(finding.level in ("error", "warning") for finding in result.findings)
    return result, Built(inputs=b"", outputs=(), messages=tuple(messages), serious=serious)


def _say_all(messages: Iterable[Message], *, quiet: bool) -> None:
    from runbookc.terminal import printable

    for message in messages:
        if message.urgent or not quiet:
            click.echo(printable(message.text), err=True)
