"""From folders of articles to groups of editions, in memory, without the pipeline's processes and caches."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from runbookc.linking import identities, runbook_id
from runbookc.lowering import lower
from runbookc.model.article import Article
from runbookc.reader import read

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
"""Where the real articles are, if they are there."""


@dataclass(frozen=True, slots=True)
class Group:
    """The editions of one article."""

    id: str
    articles: tuple[Article, ...]


def paths_in(*folders: Path) -> list[Path]:
    """The Markdown files of the folders that exist."""
    found = [path for folder in folders if folder.is_dir() for path in folder.rglob("*.md")]
    return sorted(path for path in found if path.stem != "README")


def compiled_article(path: str, data: bytes) -> Article:
    return lower(read(path, data, folder_locale=Path(path).parent.name))


def groups(articles: list[Article]) -> list[Group]:
    """Articles with more than one edition, by their order."""
    found: dict[str, list[Article]] = {}
    for identity, one in zip(identities(articles), articles, strict=True):
        found.setdefault(identity, []).append(one)
    made: dict[str, Group] = {}
    for members in found.values():
        if len(members) > 1:
            name = runbook_id(members)
            while name in made:
                name += "-2"
            editions = {one.locale: one for one in reversed(members)}
            made[name] = Group(name, tuple(editions[locale] for locale in sorted(editions)))
    return list(made.values())
