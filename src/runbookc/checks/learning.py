"""What is dear to learn from a corpus, so that one process can do it for all."""

from __future__ import annotations

from runbookc.checks.corpus import Corpus
from runbookc.checks.languages import languages
from runbookc.checks.lexicon import lexicon
from runbookc.checks.renderings import renderings


def learn(corpus: Corpus) -> dict[str, bytes]:
    """The lasting indexes that nearly all rules need, for `Corpus.recall` elsewhere."""
    for index in (lexicon, renderings, languages):
        index(corpus)
    return corpus.learned()
