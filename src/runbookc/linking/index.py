"""Where a link leads: from its neutral form to the runbook of the article that it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from runbookc import inline
from runbookc.model.article import Article


@dataclass(frozen=True, slots=True)
class LinkIndex:
    """Every name by which the articles of one compilation can be linked to."""

    _ids: dict[str, str | None] = field(default_factory=dict)
    """None for a name that two runbooks claim."""

    @classmethod
    def of(cls, runbooks: Iterable[tuple[str, Sequence[Article]]]) -> LinkIndex:
        """From pairs of a runbook id and its editions, in any order."""
        ids: dict[str, str | None] = {}
        for runbook, editions in runbooks:
            for name in sorted({name for article in editions for name in _names(article)} | {runbook}):
                ids[name] = runbook if ids.get(name, runbook) == runbook else None
        return cls(ids)

    def find(self, target: str) -> str | None:
        """The runbook that a link's neutral form leads to; None for one that was not given.

        File name, library id and asset id are tried, whatever page of the site they stand under.
        """
        bare = target.partition("#")[0].partition("?")[0]
        folder, _, topic = bare.rpartition("/")
        return self._find(topic if folder == "library" or folder.endswith("/library") else bare)

    def find_title(self, title: str) -> str | None:
        """The runbook with that title in any of its locales; None if there is none, or more than one."""
        return self._find(_title_key(title))

    def still(self, answers: Mapping[str, str | None]) -> bool:
        """Whether this index says the same as the one that gave `answers` (see `RecordingIndex`)."""
        return all(self._ids.get(name) == found for name, found in answers.items())

    def _find(self, name: str) -> str | None:
        return self._ids.get(name)


@dataclass(frozen=True, slots=True)
class RecordingIndex(LinkIndex):
    """An index that remembers what it was asked: what was linked with it depends on nothing else."""

    answers: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def over(cls, index: LinkIndex) -> RecordingIndex:
        return cls(index._ids)

    def _find(self, name: str) -> str | None:
        found = self.answers[name] = self._ids.get(name)
        return found


def _names(article: Article) -> Iterator[str]:
    yield article.stem
    if article.library_id:
        yield article.library_id
    if article.asset_id:
        yield article.asset_id
    yield _title_key(inline.plain(article.title))


def _title_key(title: str) -> str:
    return "title:" + "".join(char for char in title.casefold() if char.isalnum())
