"""Case files of the rules: snippets in several languages, and the findings that they give.

A file is a row of cases. A case is a heading, one fenced block for each edition (the info string is
its locale, and a second word names another article; ``termbase`` is a termbase in TOML), and a block
``findings`` with the lines ``CODE locale:line`` that are expected, none for a case that must stay silent.
Lines count from the first line of the snippet. Blocks before the first heading belong to every case of
the file: the library that a rule learns from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

from runbookc import checks, pipeline, termbase

FOLDER = Path(__file__).parents[1] / "cases" / "checks"
_FINDING = re.compile(r"([A-Z]{3}\d{3}) ([A-Za-z-]+):(\d+)(?: (source))?$")


@dataclass(frozen=True)
class Case:
    file: str
    title: str
    editions: tuple[tuple[str, str, str], ...]
    """Article, locale, text."""
    expected: tuple[str, ...]
    termbase: str = ""

    @property
    def id(self) -> str:
        return f"{self.file}: {self.title}"


def cases() -> Iterator[Case]:
    """All cases of all files, in order."""
    for path in sorted(FOLDER.glob("*.md")):
        yield from _cases(path)


def _cases(path: Path) -> Iterator[Case]:
    title = termbase = ""
    editions: list[tuple[str, str, str]] = []
    library: tuple[tuple[str, str, str], ...] = ()
    tokens = MarkdownIt("commonmark").parse(path.read_text("utf-8"))
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            library, editions = (library, editions) if title else (tuple(editions), [])
            title = tokens[index + 1].content
        elif token.type == "fence" and token.info.strip() == "findings":
            lines = tuple(sorted(line for line in token.content.splitlines() if line.strip()))
            wrong = [line for line in lines if not _FINDING.match(line)]
            assert not wrong, f"{path.name}: no finding: {wrong}"
            yield Case(path.stem, title, (*library, *editions), lines, termbase)
            editions, termbase = [], ""
        elif token.type == "fence" and token.info.strip() == "termbase":
            termbase = token.content
        elif token.type == "fence":
            locale, _, article = token.info.strip().partition(" ")
            editions.append((article or "article", locale, token.content))


def found(case: Case, folder: Path, families: frozenset[str]) -> tuple[str, ...]:
    """The findings of those families that the whole pipeline gives, written as in a case file."""
    for article, locale, text in case.editions:
        path = folder / locale / f"{article}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    terms = folder / "terms.toml"
    terms.write_text(case.termbase, encoding="utf-8")
    options = pipeline.Options(jobs=1, terms=termbase.read(terms))
    compiled = pipeline.compile_runbooks([folder], options)
    return tuple(
        sorted(
            f"{finding.rule} {finding.locale}:{finding.line}"
            + (" source" if finding.origin == "source" else "")
            for runbook in compiled.runbooks
            for finding in checks.run(runbook, compiled.corpus)
            if finding.rule[:3] in families
        )
    )
