"""What is learnt from the whole input, kept from one run to the next."""

from __future__ import annotations

from contextlib import suppress

import msgspec

from runbookc import checks
from runbookc.pipeline.attempts import Failure, attempt
from runbookc.pipeline.shared import Shared
from runbookc.pipeline.store import Store
from runbookc.pipeline.workers import InProcess, Workers

_ENCODER = msgspec.msgpack.Encoder()
_LEARNED = msgspec.msgpack.Decoder(dict[str, bytes])


class _Lesson(msgspec.Struct, frozen=True):
    corpus: Shared[checks.Corpus]
    number: int
    """Which of `checks.LESSONS`."""
    seconds: float


class Learning:
    """What is dear to learn from the whole input, from one run to the next."""

    def __init__(self, corpus: checks.Corpus, store: Store) -> None:
        self._store = store
        self._corpus = corpus
        self._known: dict[str, bytes] = {}
        self._grew = False
        if store.is_on:
            self._key = store.key("learned", corpus.sample_digest())
            with suppress(msgspec.DecodeError):
                self._known = _LEARNED.decode(store.known([self._key]).get(self._key, b""))
            corpus.recall(self._known)

    def share(self, workers: Workers, seconds: float) -> None:
        """Let some workers learn, in so many seconds, what each of them would learn otherwise."""
        if self._known or isinstance(workers, InProcess):
            return
        with Shared(self._corpus, embed=not workers.shares_files) as corpus:
            lessons = [_Lesson(corpus, number, seconds) for number in range(checks.LESSONS)]
            for result in workers.map(_learned, lessons, 2 * seconds):
                if isinstance(result, dict):
                    self._corpus.recall(result)
                    self.add(result)

    def add(self, learned: dict[str, bytes]) -> None:
        self._known.update(learned)
        self._grew |= bool(learned)

    def remember(self) -> None:
        if self._grew and self._store.is_on:
            self._store.remember(self._key, _ENCODER.encode(self._known))


def _learned(lesson: _Lesson) -> dict[str, bytes]:
    """Nothing when that fails: then the rules fail that need it, article by article."""
    result = attempt(lambda: checks.learn(lesson.corpus.get(), lesson.number), lesson.seconds, "learning")
    return {} if isinstance(result, Failure) else result
