"""Where each word stands in the sample of parallel sentences that rules learn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import msgspec

from runbookc.checks.corpus import Corpus
from runbookc.checks.parallel import Row, rows
from runbookc.checks.sentences import stems

Word = tuple[str, str]
"""Locale and stem."""


class Concordance(msgspec.Struct, frozen=True):
    """The sample, and the places of its words."""

    sample: tuple[Row, ...]
    places: Mapping[Word, tuple[int, ...]]
    """Locale and stem to the sentences of the sample that have it."""
    sizes: Mapping[str, int]
    """Locale to its number of sentences."""


def concordance(corpus: Corpus) -> Concordance:
    """Made once for each corpus."""
    return corpus.derive(_concordance)


def _concordance(corpus: Corpus) -> Concordance:
    sample = rows(corpus)
    places: dict[Word, list[int]] = {}
    for number, row in enumerate(sample):
        for locale, text in row.items():
            for word in stems(text):
                places.setdefault((locale, word), []).append(number)
    sizes = Counter(locale for row in sample for locale in row)
    return Concordance(sample, {key: tuple(found) for key, found in places.items()}, sizes)
