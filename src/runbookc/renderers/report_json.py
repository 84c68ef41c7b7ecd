"""Findings as JSON: a list, indented, in the order of the report."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.renderers import Artifact, Library
from runbookc.renderers._encoding import indented


def report(library: Library) -> str:
    """A JSON list of `Finding`; accepted ones are not in it."""
    return _list(library).decode()


def render_library(library: Library) -> Iterator[Artifact]:
    """``drift/report.json``."""
    yield Artifact(path="drift/report.json", data=_list(library))


def _list(library: Library) -> bytes:
    return indented(b"", library.findings, b"\n", indent=2, depth=0)
