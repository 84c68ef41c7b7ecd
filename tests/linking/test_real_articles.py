"""Over the real articles: the editions of an article agree in all that has no language."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from runbookc.linking import LinkIndex, identities, link_editions, runbook_id
from runbookc.lowering import lower
from runbookc.model import article as a
from runbookc.reader import read
from runbookc.sources import discover
from tests.linking.linked import references
from tests.lowering.lowered import all_paragraphs

Library = dict[str, tuple[a.Article, ...]]


@pytest.fixture(scope="module")
def library(shared: Path) -> Library:
    """Runbook id to linked editions."""
    files = discover([shared / name for name in ("corpus", "procedures", "seeds")]).files
    articles = [lower(read(f.path, f.location.read_bytes(), folder_locale=f.folder_locale)) for f in files]
    groups: defaultdict[str, dict[str, a.Article]] = defaultdict(dict)
    for key, article in zip(identities(articles), articles, strict=True):
        groups[key].setdefault(article.locale, article)
    found = {runbook_id(group.values()): tuple(group.values()) for group in groups.values()}
    index = LinkIndex.of(found.items())
    return {name: link_editions(editions, index) for name, editions in found.items()}


def every(library: Library) -> Iterator[a.Article]:
    for editions in library.values():
        yield from editions


def with_something(article: a.Article) -> list[a.Section]:
    """Without the headings that stand for themselves, which some editions have."""
    return [section for section in article.sections if section.blocks or section.level == 0]


def deviating(library: Library, of: Callable[[a.Article], object]) -> list[str]:
    """The editions that differ from most of their siblings."""
    found = []
    for editions in library.values():
        said = {article.path: str(of(article)) for article in editions}
        usual = Counter(said.values()).most_common(1)[0][0]
        found += ["/".join(Path(path).parts[-2:]) for path, value in said.items() if value != usual]
    return sorted(found)


def test_ids_of_the_articles(library: Library) -> None:
    assert len(library) == 31
    assert {
        "ms.exch.scom.pop",
        "ms.exch.scom.imap",
        "start-and-stop-the-pop3-services-exchange-2013-help",
    } <= set(library)


def test_roles_agree(library: Library) -> None:
    assert deviating(library, lambda article: [section.role for section in with_something(article)]) == []


def test_no_health_set_article_has_a_section_without_a_role(library: Library) -> None:
    for name, editions in library.items():
        for article in editions if name.startswith("ms.exch.scom.") else ():
            assert "other" not in [section.role for section in article.sections], article.path


def test_the_probe_tables_agree(library: Library) -> None:
    def ids(article: a.Article) -> list[object]:
        return [
            (probe.probe.id, len(probe.dependencies), [(name.id, name.health_set) for name in probe.monitors])
            for probe in article.probes
        ]

    assert deviating(library, ids) == []
    assert sum(len(article.probes) for article in every(library)) > 600


def test_the_trees_of_steps_agree(library: Library) -> None:
    def steps(blocks: tuple[a.Block, ...]) -> list[object]:
        found: list[object] = []
        for block in blocks:
            match block:
                case a.Steps(items=items):
                    found.append([steps(item.blocks) for item in items])
                case a.List(items=bullets):
                    found += [tree for item in bullets for tree in steps(item.blocks)]
                case a.Note(blocks=inner):
                    found += steps(inner)
        return found

    def tree(article: a.Article) -> list[object]:
        return [steps(section.blocks) for section in with_something(article)]

    assert deviating(library, tree) == []


def test_every_cited_step_is_found(library: Library) -> None:
    found = [reference for article in every(library) for reference in references(article, "step")]
    assert len(found) > 250
    assert [reference for reference in found if reference.address is None] == []


def test_step_2c_is_in_the_verification(library: Library) -> None:
    for article in every(library):
        for reference in references(article, "step"):
            if reference.text.lower().replace(".", "") == "2c":
                assert reference.address is not None
                assert article.sections[reference.address[0]].role == "verification"
                assert reference.address[1:] == (2, 3)


def test_a_citation_of_2c_names_its_section(library: Library) -> None:
    for article in every(library):
        steps = [ref for ref in references(article, "step") if ref.text.lower().replace(".", "") == "2c"]
        sections = {ref.line for ref in references(article, "section")}
        assert {ref.line for ref in steps} <= sections, article.path


def test_commands_stand_where_they_say(library: Library) -> None:
    def commands(blocks: tuple[a.Block, ...]) -> Iterator[a.Command]:
        for block in blocks:
            match block:
                case a.Command(prose=False):
                    yield block
                case a.Steps(items=items) | a.List(items=items):
                    for item in items:
                        yield from commands(item.blocks)
                case a.Note(blocks=inner):
                    yield from commands(inner)

    count = 0
    for article in every(library):
        lines = Path(article.path).read_text(encoding="utf-8-sig").split("\n")
        for section in article.sections:
            for command in commands(section.blocks):
                count += 1
                written = lines[command.span.first - 1 : command.span.last]
                assert [line.strip() for line in command.code.split("\n")] == [
                    line.strip() for line in written
                ]
    assert count > 800


def test_waits_agree(library: Library) -> None:
    def waits(article: a.Article) -> list[str]:
        return [wait for paragraph in all_paragraphs(article) for wait in paragraph.waits]

    assert deviating(library, waits) == []
