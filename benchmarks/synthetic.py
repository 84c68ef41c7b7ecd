"""Libraries of any size, made from a few articles: new ids, new addresses, steps in another order.

python benchmarks/synthetic.py FOLDER EDITIONS
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

_ASSET = re.compile(r"^ms:assetid:.*$", re.MULTILINE)
_URL = re.compile(
    r"^(ms:mtpsurl:\s*['\"]?https?://\S+/)([^/'\"\s]+?)(\([^/'\"\s]*\))?(['\"]?\s*)$", re.MULTILINE
)
_ITEM = re.compile(r"^\d+\.(?=\s)")


@dataclass(frozen=True, slots=True)
class Source:
    """One file to copy."""

    locale: str
    name: str
    text: str


def real_sources() -> tuple[Source, ...]:
    """The real articles where they are, else the sample articles."""
    folders = [SHARED / "corpus", SHARED / "procedures"]
    found = [folder for folder in folders if folder.is_dir()]
    return sources(found or [ROOT / "source_docs"])


def sources(folders: Sequence[Path]) -> tuple[Source, ...]:
    """The articles of folders whose sub-folders are named like locales, article by article."""
    paths = [path for folder in folders for path in sorted(folder.rglob("*.md")) if path.stem != "README"]
    read = [Source(path.parent.name, path.stem, path.read_bytes().decode("utf-8")) for path in paths]
    return tuple(sorted(read, key=lambda source: (source.name, source.locale)))


def write_copies(folder: Path, given: Sequence[Source], editions: int, *, permute: bool = False) -> None:
    """Write that many editions to ``folder/<locale>/``, whole articles as long as there is room.

    Every copy is another article: its own asset id, address and file name. With `permute`, its top
    steps stand in another order too, the same in all its editions.
    """
    copies = _copies(given)
    for _ in range(editions):
        source, number = next(copies)
        text = renamed(source.text, number)
        if permute:
            text = permuted(text, number)
        target = folder / source.locale / f"{source.name}-{number}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode("utf-8"))


def _copies(given: Sequence[Source]) -> Iterator[tuple[Source, int]]:
    number = 0
    while True:
        number += 1
        for source in given:
            yield source, number


def renamed(text: str, number: int) -> str:
    """The same article under another asset id and address."""

    def asset(found: re.Match[str]) -> str:
        return f"ms:assetid: {uuid.uuid5(uuid.NAMESPACE_OID, f'{found[0]} {number}')}"

    text = _ASSET.sub(asset, text, count=1)
    return _URL.sub(rf"\g<1>\g<2>.copy{number}\g<3>\g<4>", text, count=1)


def permuted(text: str, number: int) -> str:
    """The top steps of each list in another order; the same for every list of the same length."""
    lines = text.splitlines(keepends=True)
    starts = [at for at, line in enumerate(lines) if _ITEM.match(line)]
    if not starts:
        return text
    out: list[str] = lines[: starts[0]]
    for _, run in groupby(_pieces(lines, starts), key=lambda piece: piece[0]):
        items = [piece for _, piece in run]
        Random(number * 1000 + len(items)).shuffle(items)
        for position, item in enumerate(items, 1):
            out.append(_ITEM.sub(f"{position}.", item[0]))
            out += item[1:]
    return "".join(out)


def _pieces(lines: list[str], starts: list[int]) -> Iterator[tuple[int, list[str]]]:
    """List number and lines of each item. What follows a list belongs to its last item, so a list ends
    where an item has a line at the margin; such an item stands alone."""
    list_ = 0
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        body = lines[start:end]
        closes = any(line.strip() and not line[0].isspace() for line in body[1:])
        if closes:
            yield list_ + 1, body
            list_ += 2
        else:
            yield list_, body
