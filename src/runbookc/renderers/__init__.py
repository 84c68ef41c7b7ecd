"""Renderers: pure functions from runbooks and findings to artifacts. None touches the disk.

A module of this package is a renderer when it defines one of these functions

``render(bundle: Bundle) -> Iterator[Artifact]``           once for each runbook
``render_library(library: Library) -> Iterator[Artifact]``  once for the whole output

To add one, add a module (and its template under ``templates/``); nothing else needs to know.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import msgspec

from runbookc.model.finding import Accepted, Excerpt, Finding, RulePage
from runbookc.model.runbook import Edition, Runbook
from runbookc.renderers._pieces import Pieces as Pieces


class Artifact(msgspec.Struct, frozen=True, kw_only=True):
    """One output file."""

    path: str
    """Relative to the output folder, forward slashes."""
    data: bytes


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the user may choose about the output."""

    scripts_mode: str = "shared"
    """``shared``: one script for all languages; ``article``: also one plain script per locale."""
    color: bool = False
    """Text reports: with terminal colours."""
    width: int = 80
    """Text reports: columns of the terminal."""


class Bundle(msgspec.Struct, frozen=True, kw_only=True):
    """What a renderer gets for one runbook."""

    runbook: Runbook
    findings: tuple[Finding, ...] = ()
    """Of this runbook only."""
    titles: dict[str, dict[str, str]] = {}
    """Runbook id to locale to title, for every runbook that this one refers to."""
    options: Options = Options()


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """One runbook as the index shows it."""

    id: str
    health_set: str | None
    editions: dict[str, Edition]
    steps: dict[str, int]
    """Locale to its number of steps."""
    probes: int
    findings: dict[str, dict[str, dict[str, int]]]
    """Locale to rule family (``STR``) to level to count."""


class Library(msgspec.Struct, frozen=True, kw_only=True):
    """What a renderer gets for the whole output."""

    summaries: tuple[Summary, ...]
    """In the order of their ids."""
    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...] = ()
    """Findings that a baseline suppresses."""
    excerpts: tuple[Excerpt, ...] = ()
    """One for each group of findings: what the editions say there."""
    rules: tuple[RulePage, ...] = ()
    """In the order of their codes."""
    options: Options = Options()
    pieces: Pieces = msgspec.field(default_factory=Pieces)
    """Changes nothing, but how long rendering takes."""


Report = Callable[[Library], str]
Render = Callable[[Bundle], Iterator[Artifact]]
RenderLibrary = Callable[[Library], Iterator[Artifact]]


def _names() -> list[str]:
    """The modules that may be renderers, sorted."""
    return sorted(info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))


_Renderer = Callable[[Any], Iterator[Artifact]]


@lru_cache(maxsize=2)
def _functions(name: str) -> tuple[_Renderer, ...]:
    """That function of every module that has one.

    A module is imported when its function is called: several processes share the renderers, and to import
    what draws a page takes longer than to read all of their sources.
    """
    found: list[_Renderer] = []
    for path in (f"{__name__}.{module}" for module in _names()):
        source = _source(path)
        if f"\ndef {name}(" in source if source is not None else hasattr(import_module(path), name):
            found.append(partial(_call, path, name))
    return tuple(found)


def _call(path: str, name: str, given: Any) -> Iterator[Artifact]:
    made: Iterator[Artifact] = getattr(import_module(path), name)(given)
    return made


def _source(path: str) -> str | None:
    """A module's text; None where there is only its byte code."""
    get_source = getattr(getattr(find_spec(path), "loader", None), "get_source", None)
    return get_source(path) if get_source else None


def runbook_renderers() -> tuple[Render, ...]:
    """Every renderer that wants one runbook at a time, in the order of their names."""
    return _functions("render")


def library_renderers() -> tuple[RenderLibrary, ...]:
    """Every renderer that wants the whole library, in the order of their names."""
    return _functions("render_library")


def report_formats() -> tuple[str, ...]:
    """The formats of `report`: a module ``report_<format>`` with ``report(library) -> str`` each."""
    prefix = "report_"
    return tuple(name.removeprefix(prefix) for name in _names() if name.startswith(prefix))


def report(library: Library, format_: str) -> str:
    """The findings of `library` in one of `report_formats`; only that format's module is imported."""
    if format_ not in report_formats():
        raise ValueError(f"no such report: {format_}")
    write: Report = import_module(f"{__name__}.report_{format_}").report
    return write(library)
