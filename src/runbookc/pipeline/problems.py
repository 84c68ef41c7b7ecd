"""`SRC` findings: what stages could not read as meant, and files that claim the same edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from runbookc import checks
from runbookc.model.article import Article
from runbookc.model.document import Problem
from runbookc.model.finding import Finding
from runbookc.pipeline.grouping import Group
from runbookc.pipeline.reading import Unreadable

DUPLICATE_EDITION = "SRC005"


def problems(groups: Iterable[Group], settings: checks.Settings) -> Iterator[Finding]:
    """The findings of all editions, used and left out."""
    for group in groups:
        for article in group.heads:
            yield from _of(article, article.problems, group.id, settings)
        for loser, winner in group.duplicates:
            problem = Problem(
                code=DUPLICATE_EDITION,
                line=1,
                message=(
                    f"{winner.path} is the {winner.locale} edition of this article already; "
                    f"{loser.path} is left out: give it another asset id or locale, or remove it"
                ),
                actual=loser.path,
            )
            yield from _of(loser, (problem,), group.id, settings)


def _of(
    article: Article, found: Iterable[Problem], runbook: str, settings: checks.Settings
) -> Iterator[Finding]:
    for problem in found:
        finding = checks.from_problem(
            problem, path=article.path, locale=article.locale, runbook=runbook, settings=settings
        )
        if finding is not None:
            yield finding


def unlisted(folders: Iterable[str]) -> Iterator[Unreadable]:
    """Folders that could not be listed."""
    return (Unreadable(path=path, reason="the folder cannot be listed") for path in folders)
