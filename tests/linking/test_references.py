from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbookc.linking import LinkIndex, link, link_editions
from runbookc.lowering import lower
from runbookc.model import article as a
from runbookc.reader import read
from tests.linking.linked import addresses, editions, references
from tests.lowering.lowered import lowered
from tests.lowering.samples import WORDS, health_article

EXPECTED = [("step", (4, 2, 3)), ("section", (4,)), ("step", (6, 1)), ("step", (6, 2))]


@pytest.mark.parametrize("locale", ["en-US", "pl-PL"])
def test_references_of_a_single_edition(locale: str) -> None:
    assert addresses(editions(locale)[locale], "step", "section") == EXPECTED


def test_all_editions_agree() -> None:
    found = {tuple(addresses(article, "step", "section")) for article in editions(*WORDS).values()}
    assert found == {tuple(EXPECTED)}


def test_the_table_s_section_cited_by_its_title_is_the_table() -> None:
    (reference,) = references(editions("en-US")["en-US"], "table")
    assert (reference.text, reference.address, reference.found_by) == ("What is watched", (1,), "title")


def cited_section(text: str, locale: str, *siblings: a.Article) -> tuple[str, tuple[int, ...] | None, str]:
    """The one section that an edition cites: as written, its address, how it was found."""
    (reference,) = references(link(lowered(text, locale), siblings), "section")
    return reference.text, reference.address, reference.found_by


LEFT = "Uruchom sondę jak w kroku 2c w części {}, po czym zaczekaj."


def test_a_title_left_in_the_words_of_another_edition() -> None:
    text = health_article("pl-PL", rerun=LEFT.format("Seeing whether it still fails"))
    found = cited_section(text, "pl-PL", lowered(health_article("en-US")))
    assert found == ("Seeing whether it still fails", (4,), "foreign-title")


def test_a_title_that_no_edition_has_is_found_in_editions_of_other_languages() -> None:
    text = health_article("pl-PL", rerun=LEFT.format("Checking the issue again"))
    other = health_article("pl-PL", rerun="Zup 2c trel Checking the issue again kjua.", tag="")
    found = cited_section(text, "pl-PL", lowered(other, "qaa"))
    assert found == ("Checking the issue again", (4,), "foreign-title")


@pytest.mark.parametrize(
    ("locale", "rerun", "title"),
    [
        (
            "it-IT",
            "Riavviare come al passaggio 2c della sezione Checking the issue again.",
            "Checking the issue again",
        ),
        (
            "pt-BR",
            "Como na etapa 2c na seção Seeing whether it fails ainda.",
            "Seeing whether it fails ainda",
        ),
        ("zh-CN", "请按照 Checking the issue again 部分的步骤 2c 操作。", "Checking the issue again"),
        ("ru-RU", "См. шаг 2c раздела Checking the issue again.", "Checking the issue again"),
    ],
)
def test_a_foreign_title_in_a_single_edition(locale: str, rerun: str, title: str) -> None:
    text = health_article("en-US", rerun=rerun, tag="").replace("ms.date", f"ms.locale: {locale}\nms.date")
    assert cited_section(text, locale) == (title, (4,), "foreign-title")


def test_a_turn_of_phrase_is_no_citation() -> None:
    text = health_article(
        "en-US", more="For more information", restart="For more information, read the manual."
    )
    assert not [ref for ref in references(link(lowered(text)), "section") if ref.address == (7,)]


def test_a_step_of_a_section_cited_by_title() -> None:
    title = "Recovery of AbcTestDeepMonitor and ABCSelfTestMonitor"
    text = health_article("en-US", repeat=f"Carry out steps 1 and 3 of the {title} section.")
    found = addresses(link(lowered(text)), "step", "section")[-3:]
    assert found == [("step", (5, 1)), ("step", (5, 3)), ("section", (5,))]


@pytest.mark.parametrize(("cited", "address"), [("9", None), ("2h", None), ("2d", None)])
def test_a_step_that_does_not_exist_stays_unresolved(cited: str, address: None) -> None:
    text = health_article(
        "en-US", rerun=f"Run the probe as in step {cited} of the Seeing whether it still fails section."
    )
    assert ("step", address) in addresses(link(lowered(text)), "step")


def test_a_number_is_cited_as_in_the_other_editions() -> None:
    """A language that nobody knows, whose only citation is a bare number."""
    text = health_article("pl-PL", rerun="Zup kjua.", repeat="Zup 1 trel 2.", tag="")
    alone = addresses(link(lowered(text, "qaa")), "step")
    together = addresses(link(lowered(text, "qaa"), [lowered(health_article("en-US"))]), "step")
    assert (alone, together) == ([], [("step", (6, 1)), ("step", (6, 2))])


def test_a_word_for_none_is_shown_by_the_other_editions() -> None:
    text = health_article("pl-PL")
    alone = link(lowered(text, "pl-PL"))
    together = link(lowered(text, "pl-PL"), [lowered(health_article("en-US"))])
    assert [len(probe.dependencies) for probe in alone.probes] == [2, 1]
    assert [len(probe.dependencies) for probe in together.probes] == [2, 0]


def test_a_real_dependency_is_kept_even_if_the_others_say_none() -> None:
    text = health_article("pl-PL", none="Sieć")
    other = lowered(health_article("en-US"))
    assert [len(probe.dependencies) for probe in link(lowered(text, "pl-PL"), [other]).probes] == [2, 0]
    text = health_article("pl-PL", none="Active Directory")
    assert [len(probe.dependencies) for probe in link(lowered(text, "pl-PL"), [other]).probes] == [2, 1]


def test_names_in_titles() -> None:
    sections = editions("en-US")["en-US"].sections
    assert [[(name.id, name.found_by) for name in section.names] for section in sections[5:7]] == [
        [("AbcDeepTestMonitor", "anagram"), ("AbcSelfTestMonitor", "case")],
        [("AbcCtpMonitor", "exact")],
    ]


def test_a_name_that_the_table_lacks_keeps_its_spelling() -> None:
    text = health_article("en-US").replace("Recovery of AbcCtpMonitor", "Recovery of AbcQueueMonitor")
    (name,) = link(lowered(text)).sections[6].names
    assert (name.id, name.found_by) == ("AbcQueueMonitor", "none")


def test_links_to_other_articles() -> None:
    other = lowered(
        "---\nms:mtpsurl: https://x.org/library/Aa111111(v=EXCHG.150)\n---\n\n# Start\n",
        path="s/start-abc.md",
    )
    index = LinkIndex.of([("start-abc", [other])])
    topic = r"https://technet.microsoft.com/it-it/library/aa111111\(v=exchg.150\)"
    text = f"# T\n\n[a](../../start-abc.md) [b]({topic}) [c](x.md)\n"
    found = references(link(lowered(text), [], index), "runbook")
    assert [(ref.name, ref.found_by) for ref in found] == [("start-abc", "exact")] * 2 + [(None, "")]
    assert (index.find_title("start"), index.find_title("other")) == ("start-abc", None)


def test_a_name_that_two_runbooks_claim_leads_nowhere() -> None:
    article = lowered("# A\n", path="a/same.md")
    index = LinkIndex.of([("one", [article]), ("two", [article])])
    assert index.find("same") is None
    assert index.find("two") == "two"


def test_linking_again_changes_nothing() -> None:
    once = tuple(editions(*WORDS).values())
    assert link_editions(once) == once


def test_the_order_of_the_editions_does_not_matter() -> None:
    articles = [lowered(health_article(locale), locale) for locale in WORDS]
    assert tuple(reversed(link_editions(articles[::-1]))) == link_editions(articles)


@given(st.text(alphabet=st.sampled_from(list("#12c.)-*|[]()`<> \nabAB步骤")), max_size=300))
def test_any_text_can_be_lowered_and_linked(text: str) -> None:
    article = lower(read("x.md", text.encode(), folder_locale="en-US"))
    sibling = lower(read("y.md", text[::-1].encode(), folder_locale="zh-CN"))
    assert link(article, [sibling]).sections[0].role == "introduction"
