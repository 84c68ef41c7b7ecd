"""Pieces of work of a good size: what is alike is in one piece, so that one process does it, once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from runbookc.pipeline.grouping import Group
from runbookc.pipeline.spool import Place

T = TypeVar("T")

LARGEST = 3
"""Times the size that is asked for."""


def batched(items: Iterable[T], group: Callable[[T], Group], editions: int) -> Iterator[list[T]]:
    """Items in lists of about so many editions.

    Vendors publish the same article under several ids, beside each other: neighbours whose contents are
    equally long are in one list as long as it does not get too large.
    """
    some: list[T] = []
    count = 0
    last: object = None
    for item in items:
        sizes = _sizes(group(item))
        if some and count >= (LARGEST * editions if sizes == last else editions):
            yield some
            some, count = [], 0
        some.append(item)
        count += len(group(item).editions)
        last = sizes
    if some:
        yield some


def _sizes(group: Group) -> object:
    """How long the contents of the editions are, where they are known."""
    return [one.body.size if isinstance(one.body, Place) else one.body for one in group.editions]
