"""From what the command line says to the pipeline's options."""

from __future__ import annotations

from typing import Any

from runbookc.errors import RunbookcError
from runbookc.locales import canonical_tag
from runbookc.pipeline import Options


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


def options_of(
    *,
    locales: tuple[str, ...],
    reference: str | None,
    jobs: int | None,
    scripts_mode: str = "shared",
    **_other: Any,
) -> Options:
    """The options of the pipeline. Raises LocaleError."""
    return Options(
        locales=tuple(locale_of(tag) for tag in locales),
        reference=locale_of(reference) if reference else None,
        jobs=jobs,
        scripts_mode=scripts_mode,
    )
