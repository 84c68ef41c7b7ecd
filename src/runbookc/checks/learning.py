"""What is dear to learn from a corpus, so that a few processes can do it for all."""

from __future__ import annotations

from runbookc.checks.acronyms import usages
from runbookc.checks.corpus import Corpus
from runbookc.checks.languages import languages
from runbookc.checks.lengths import lengths
from runbookc.checks.lexicon import lexicon
from runbookc.checks.projection import projection
from runbookc.checks.renderings import renderings
from runbookc.checks.terms import regular

_LESSONS = ((lexicon, regular, usages), (renderings, languages, lengths, projection))
"""Lasting indexes that nearly all runbooks need; those of one lesson need nothing of another, and each
lesson takes about as long."""
LESSONS = len(_LESSONS)


def learn(corpus: Corpus, lesson: int) -> dict[str, bytes]:
    """The indexes of one of the `LESSONS`, for `Corpus.recall` elsewhere."""
    for index in _LESSONS[lesson]:
        index(corpus)
    return corpus.learned()
