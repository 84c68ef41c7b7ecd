"""What the user may choose about a compilation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from runbookc.baseline import Baseline
from runbookc.checks.revisions import Row
from runbookc.model.settings import Settings
from runbookc.model.termbase import Term
from runbookc.reader import Limits
from runbookc.renderers import Options as RenderOptions


@dataclass(frozen=True, kw_only=True)
class Options:
    """Options of every command that compiles."""

    locales: tuple[str, ...] = ()
    """Only editions in these locales; empty for all."""
    reference: str | None = None
    """The locale whose edition wins ties."""
    jobs: int | None = None
    """Processes that read; None chooses by the amount of work."""
    scheduler: str | None = None
    """Address of a dask scheduler whose workers are to do the work."""
    exclude: tuple[str, ...] = ()
    """Glob patterns of files to leave out."""
    settings: Settings = field(default_factory=Settings)
    """Which rules report what."""
    protected: tuple[str, ...] = ()
    """Literals that no edition may translate."""
    terms: tuple[Term, ...] = ()
    """The termbase."""
    baseline: Baseline = field(default_factory=Baseline)
    """Accepted findings."""
    locked: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    """Runbook id to its segments when the lock was taken."""
    render: RenderOptions = field(default_factory=RenderOptions)
    skip: tuple[Path, ...] = ()
    """Folders in which no source is looked for."""
    limits: Limits = field(default_factory=Limits)
    """How much of a file is read."""
    seconds: float = 20.0
    """How long one file may take, in each stage."""
