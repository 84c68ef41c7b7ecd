"""Findings as JSON: a list, indented, in the order of the report."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from runbookc.renderers import Artifact, Library
from runbookc.renderers._encoding import json_bytes


def report(library: Library) -> str:
    """A JSON list of `Finding`; accepted ones are not in it."""
    return _list(library).decode()


def render_library(library: Library) -> Iterator[Artifact]:
    """``drift/report.json``."""
    yield Artifact(path="drift/report.json", data=_list(library))


def _list(library: Library) -> bytes:
    return msgspec.json.format(json_bytes(library.findings), indent=2) + b"\n"
