"""A section cited beside the word for *section*, in scripts with and without spaces."""

from __future__ import annotations

import pytest

from runbookc.linking import link
from tests.linking.linked import references
from tests.lowering.lowered import lowered

ARTICLE = """# T

Intro.

## {title}

| P | S | M |
| --- | --- | --- |
| AbcTestProbe | ABC | AbcTestMonitor |

## AbcTestMonitor

1. {cites}
"""


@pytest.mark.parametrize(
    ("locale", "title", "cites"),
    [
        ("ja-JP", "解説", "「解説」セクションの表を参照します。"),
        ("ja-JP", "解説", "表は「解説」の節にあります。"),
        ("ko-KR", "해설", "해설 섹션의 표를 봅니다."),
        ("zh-TW", "解說", "請看「解說」一節的表格。"),
        ("de-DE", "Deutung", 'Sehen Sie in die Tabelle im Abschnitt "Deutung".'),
        ("ru-RU", "Толкование", 'Смотрите таблицу раздела "Толкование".'),
    ],
)
def test_a_short_title_is_cited_beside_the_word_for_section(locale: str, title: str, cites: str) -> None:
    article = lowered(ARTICLE.format(title=title, cites=cites), locale)
    found = references(link(article, ()), "section", "table")
    assert [(one.text, one.address) for one in found] == [(title, (1,))]
