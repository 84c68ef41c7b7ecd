"""A text as its reader sees it, with code left out."""

from __future__ import annotations

from functools import lru_cache

from runbookc import inline

GAP = "\u2042"
"""Stands for code, so that what is around it stays apart."""


@lru_cache(maxsize=8192)
def prose_of(text: str) -> str:
    """Canonical inline Markdown without its markup, and with each code span as a `GAP`."""
    return "".join(
        node.text if isinstance(node, inline.Text) else GAP
        for node in inline.walk(inline.parse(text))
        if isinstance(node, inline.Text | inline.Code)
    )
