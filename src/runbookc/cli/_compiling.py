"""From the configuration and the command line to the pipeline's options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from runbookc import baseline, config, lock, termbase
from runbookc.checks.revisions import Row
from runbookc.errors import RunbookcError
from runbookc.locales import canonical_tag
from runbookc.pipeline import Options, compile_runbooks
from runbookc.reader import Limits

_LIMITS = {
    "max_bytes": "file_bytes",
    "max_nesting": "nesting",
    "max_list_items": "list_items",
    "max_table_cells": "table_cells",
    "max_blocks": "blocks",
    "max_paragraph": "paragraph",
    "max_marks": "marks",
}
"""Option to what it limits."""


class LocaleError(RunbookcError):
    """A locale on the command line is no BCP 47 tag."""

    def __init__(self, tag: str) -> None:
        super().__init__(f"{tag!r} is not a locale; write it as in BCP 47, for example pt-BR")


def locale_of(tag: str) -> str:
    """The tag in canonical case. Raises LocaleError."""
    canonical = canonical_tag(tag)
    if canonical is None:
        raise LocaleError(tag)
    return canonical


@dataclass(frozen=True)
class Request:
    """What is to be compiled, and how."""

    sources: tuple[Path, ...]
    options: Options
    config: config.Config

    @property
    def output(self) -> Path:
        """The output folder of the configuration."""
        return self.config.chosen_output(None)


def request(
    sources: Sequence[Path],
    *,
    locales: tuple[str, ...],
    reference: str | None,
    jobs: int | None,
    **other: Any,
) -> Request:
    """What configuration and command line come to; the command line wins.

    Raises ConfigError, BaselineError, TermbaseError and LocaleError.
    """
    settings = config.load()
    reference = reference or settings.reference
    accepted = (
        baseline.read(settings.resolve(settings.baseline)) if settings.baseline else baseline.Baseline()
    )
    options = Options(
        locales=tuple(locale_of(tag) for tag in locales or settings.locales),
        reference=locale_of(reference) if reference else None,
        jobs=jobs,
        exclude=settings.exclude,
        settings=settings.settings(),
        protected=settings.protected,
        terms=termbase.read(settings.resolve(settings.termbase)) if settings.termbase else (),
        baseline=accepted,
        limits=Limits(**{name: other[option] for option, name in _LIMITS.items() if option in other}),
        seconds=other.get("max_seconds", Options.seconds),
    )
    return Request(settings.chosen_sources(sources), options, settings)


def locked(asked: Path | None, since: str | None, wanted: Request) -> Mapping[str, tuple[Row, ...]]:
    """The segments to hold the sources against: of a lock, of a git revision, or none.

    Without `asked`, a lock in the working folder counts. Raises LockError.
    """
    if since is not None:
        return _at_revision(since, wanted)
    path = asked or Path(lock.FILE)
    if asked is None and not path.is_file():
        return {}
    return lock.read(path).runbooks


def _at_revision(revision: str, wanted: Request) -> Mapping[str, tuple[Row, ...]]:
    with TemporaryDirectory(prefix="runbookc-") as folder:
        restored = lock.restore(revision, wanted.sources, Path(folder))
        if not restored:
            return {}
        return lock.take(compile_runbooks(restored, wanted.options).runbooks).runbooks
