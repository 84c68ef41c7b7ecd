"""Which files are editions of one article, and what that article is called."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from runbookc.model.article import Article

_MAX_LENGTH = 100
_UNSAFE = re.compile(r"[^a-z0-9._-]+")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9]|lpt[0-9])(?=\.|$)")
"""Names that Windows keeps for devices, with any ending."""


def identities(articles: Sequence[Article]) -> tuple[str, ...]:
    """One key for each article, in order; equal keys mean editions of one article.

    The asset id decides. An edition without one belongs to the article with its library id, else to
    the one with its file name in the same folder but for the locale's folder, if there is exactly
    one such article; else its folder and file name are its identity. The order of input is of no
    consequence.
    """
    keys: list[str | None] = [
        f"asset:{article.asset_id}" if article.asset_id else None for article in articles
    ]
    for of in (_library, _place):
        owners = _owners(articles, keys, of)
        keys = [
            key or _only(owners.get(of(article) or "", set()))
            for key, article in zip(keys, articles, strict=True)
        ]
    keys = [
        key or (f"library:{article.library_id}" if article.library_id else None)
        for key, article in zip(keys, articles, strict=True)
    ]
    owners = _owners(articles, keys, _place)
    return tuple(
        key or _only(owners.get(_place(article), set())) or f"place:{_place(article)}"
        for key, article in zip(keys, articles, strict=True)
    )


def _only(values: set[str]) -> str | None:
    return min(values) if len(values) == 1 else None


def _library(article: Article) -> str | None:
    return article.library_id


def _place(article: Article) -> str:
    return f"{article.folder}/{article.stem}"


def _owners(
    articles: Sequence[Article], keys: Sequence[str | None], of: Callable[[Article], str | None]
) -> dict[str, set[str]]:
    """What `of` gives, to the keys of the articles that have it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for article, key in zip(articles, keys, strict=True):
        value = of(article)
        if key and value:
            found[value].add(key)
    return found


def runbook_id(editions: Iterable[Article]) -> str:
    """The id that all editions of an article share, safe as a file name on every system.

    The library id that most editions have when it is a dotted name; else the file stem when all
    share it; else that library id; else the first stem. Two articles may ask for the same id: the
    caller, who sees all of them, numbers the later.
    """
    known = list(editions)
    library = _most_common(article.library_id for article in known if article.library_id)
    stems = {article.stem for article in known}
    if library and "." in library:
        return file_name(library)
    if len(stems) == 1:
        return file_name(stems.pop())
    return file_name(library or min(stems, default="") or "runbook")


def _most_common(values: Iterable[str]) -> str:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value), default="")


def file_name(name: str) -> str:
    """`name` in lower case and ASCII, without what some file system forbids; never empty.

    Text that is lost on the way is replaced by a short hash, so that different names stay different.
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    safe = _UNSAFE.sub("-", plain).strip("-. ")
    lost = any(not char.isascii() and char.isalnum() for char in plain)
    if lost or not safe or len(safe) > _MAX_LENGTH:
        digest = hashlib.sha256(unicodedata.normalize("NFC", name.casefold()).encode()).hexdigest()[:8]
        safe = f"{safe[: _MAX_LENGTH - 9].strip('-. ')}-{digest}".lstrip("-")
    return f"_{safe}" if _DEVICE.match(safe) else safe
