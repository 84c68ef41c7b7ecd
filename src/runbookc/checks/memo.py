"""What is concluded from texts and the corpus alone, remembered: the same texts stand in many articles."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from runbookc.checks.corpus import Corpus

P = ParamSpec("P")
T = TypeVar("T")

_MOST = 5_000
"""Results that are remembered at once."""


def once_per_corpus(
    compute: Callable[Concatenate[Corpus, P], T],
) -> Callable[Concatenate[Corpus, P], T]:
    """Remember what `compute` says of arguments (positional and hashable) until the corpus changes."""

    def memo(_corpus: Corpus) -> dict[tuple[Any, ...], list[T]]:
        return {}

    @wraps(compute)
    def remembered(corpus: Corpus, /, *args: P.args, **kwargs: P.kwargs) -> T:
        known = corpus.derive(memo)
        found = known.get(args)
        if found is None:
            if len(known) >= _MOST:
                known.clear()
            found = known[args] = [compute(corpus, *args, **kwargs)]
        return found[0]

    return remembered
