from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbookc.linking import file_name, identities, runbook_id
from runbookc.model.article import Article
from tests.lowering.lowered import lowered


def edition(path: str, asset: str = "", library: str = "", locale: str = "pt-BR") -> Article:
    front = f"ms:assetid: {asset}\n" if asset else ""
    front += f"ms:mtpsurl: https://x.org/library/{library}(v=EXCHG.150)\n" if library else ""
    return lowered(f"---\n{front}title: T\n---\n\n# T\n", locale, path)


def together(*articles: Article) -> list[list[int]]:
    """Which of the articles are one, as lists of positions; the same for every order of them."""
    found = set()
    for order in itertools.permutations(range(len(articles))):
        keys = identities([articles[index] for index in order])
        groups: dict[str, list[int]] = {}
        for index, key in zip(order, keys, strict=True):
            groups.setdefault(key, []).append(index)
        found.add(tuple(sorted(tuple(sorted(group)) for group in groups.values())))
    (only,) = found
    return [list(group) for group in only]


def test_the_asset_id_decides() -> None:
    assert together(edition("a/1.txt", "A"), edition("b/2.txt", "A"), edition("a/3.txt", "B")) == [
        [0, 1],
        [2],
    ]


def test_without_one_the_file_name_under_locale_folders() -> None:
    assert together(
        edition("d/pt-BR/pop.md"), edition("d/it/pop.md", locale="it"), edition("e/pt-BR/pop.md")
    ) == [
        [0, 1],
        [2],
    ]


def test_an_edition_without_asset_id_joins_by_library_id_or_place() -> None:
    assert together(
        edition("d/pt-BR/pop.md", "A", "ms.exch.pop"), edition("x/other.md", "", "ms.exch.pop")
    ) == [[0, 1]]
    assert together(edition("d/pt-BR/pop.md", "A"), edition("d/it/pop.md", locale="it")) == [[0, 1]]
    assert together(edition("d/pt-BR/pop.md", "", "aa1"), edition("d/it/x.md", "", "aa1", "it")) == [[0, 1]]


def test_an_edition_that_two_articles_could_have_joins_none() -> None:
    assert together(
        edition("d/pt-BR/pop.md", "A"),
        edition("d/it-IT/pop.md", "B"),
        edition("d/fr-FR/pop.md", locale="fr-FR"),
    ) == [[0], [1], [2]]


@pytest.mark.parametrize(
    ("editions", "expected"),
    [
        ([("a/x.md", "ms.exch.scom.POP"), ("b/y.md", "ms.exch.scom.pop")], "ms.exch.scom.pop"),
        ([("a/start-pop.md", "Aa997475"), ("b/Start-Pop.md", "aa997475")], "start-pop"),
        ([("a/001.txt", "Aa997475"), ("b/002.txt", "aa997475")], "aa997475"),
        ([("a/001.txt", ""), ("b/002.txt", "")], "001"),
    ],
)
def test_runbook_ids(editions: list[tuple[str, str]], expected: str) -> None:
    articles = [edition(path, "A", library) for path, library in editions]
    assert runbook_id(articles) == runbook_id(articles[::-1]) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Start Pop", "start-pop"),
        ("con", "_con"),
        ("aux.pop", "_aux.pop"),
        ("a/b\\c:d", "a-b-c-d"),
        ("Dépannage", "depannage"),
        ("..", None),
        ("启动服务", None),
        ("x" * 300, None),
    ],
)
def test_file_names(name: str, expected: str | None) -> None:
    made = file_name(name)
    assert expected is None or made == expected
    assert made == file_name(made)


@given(st.text(max_size=120))
def test_file_names_are_safe_everywhere(name: str) -> None:
    made = file_name(name)
    assert made
    assert made.isascii()
    assert made == made.lower()
    assert len(made) <= 101
    assert not set(made) & set('<>:"/\\|?* \x00')
    assert not made.endswith((".", " "))
    assert made.split(".")[0] not in {"con", "prn", "aux", "nul", "com1", "lpt1"}


def test_different_names_that_lose_letters_stay_different() -> None:
    assert file_name("启动服务") != file_name("停止服务")
