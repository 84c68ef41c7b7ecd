"""The case files: a title, an article, the tree it must give.

A case is ``# Title``, a fence of four or more backticks with the article, one with the tree. The article's
info string may name a locale; ``·`` stands for a no-break space and ``⏎`` at a line's end for CR.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from runbookc.reader import read
from tests.reader.tree import tree

_CASE = re.compile(
    r"^# (?P<title>[^\n]+)\n+(?P<fence>`{4,})(?P<locale>\S*)\n(?P<article>.*?)^(?P=fence)\n+"
    r"(?P=fence)tree\n(?P<tree>.*?)^(?P=fence)$",
    re.DOTALL | re.MULTILINE,
)


class Case(NamedTuple):
    locale: str
    article: str
    expected: str


def _cases() -> dict[str, Case]:
    found: dict[str, Case] = {}
    for path in sorted((Path(__file__).parent / "cases").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        for match in _CASE.finditer(text):
            article = match["article"].replace("·", "\u00a0").replace("⏎\n", "\r\n")
            found[f"{path.stem}: {match['title']}"] = Case(match["locale"] or "en-US", article, match["tree"])
    return found


def test_every_case_file_has_its_cases() -> None:
    """A case whose fences do not match would be skipped in silence."""
    for path in (Path(__file__).parent / "cases").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        titles = re.sub(r"^(`{4,}).*?^\1$", "", text, flags=re.DOTALL | re.MULTILINE).count("\n# ") + 1
        assert len(_CASE.findall(text)) == titles


@pytest.mark.parametrize("case", _cases().values(), ids=_cases().keys())
def test_case(case: Case) -> None:
    document = read("article.md", case.article.encode(), folder_locale=case.locale)
    assert tree(document) == case.expected.rstrip("\n")
