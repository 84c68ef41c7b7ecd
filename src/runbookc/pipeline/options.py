"""What the user may choose about a compilation."""

from __future__ import annotations

import msgspec

from runbookc.checks import Settings


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """Options of every command that compiles."""

    locales: tuple[str, ...] = ()
    """Only editions in these locales; empty for all."""
    reference: str | None = None
    """The locale whose edition wins ties."""
    jobs: int | None = None
    """Processes that read; None chooses by the amount of work."""
    settings: Settings = Settings()
    """Which rules report what."""
    scripts_mode: str = "shared"
