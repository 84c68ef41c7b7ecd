"""Alignment of small articles: what is missing, extra or arranged differently is named, the rest stays."""

from __future__ import annotations

import itertools

import pytest

from runbookc.model.runbook import Command, Paragraph, Runbook
from runbookc.model.walking import walk_blocks, walk_steps

from .compiling import compiled

STEPS = {
    "en-US": [
        "Restart the POP3 service.",
        "Run this command to read the log:\n\n       Get-PopSettings -Server <server name>",
        "Wait 10 minutes, then look at `AlertValue`.",
        "Write the host name and the time into the ticket.",
        "Call the support team if nothing of this helped and keep all of the logs.",
    ],
    "pt-BR": [
        "Reinicie o serviço POP3.",
        "Execute este comando para ler o log:\n\n       Get-PopSettings -Server <server name>",
        "Aguarde 10 minutos e olhe o `AlertValue`.",
        "Escreva o nome do host e a hora no tíquete.",
        "Chame a equipe de suporte se nada disso ajudou e guarde todos os logs.",
    ],
    "pl-PL": [
        "Uruchom ponownie usługę POP3.",
        "Uruchom to polecenie, aby odczytać dziennik:\n\n       Get-PopSettings -Server <server name>",
        "Odczekaj 10 minut i sprawdź `AlertValue`.",
        "Wpisz nazwę hosta i godzinę do zgłoszenia.",
        "Zadzwoń do zespołu pomocy, jeśli nic nie pomogło, i zachowaj wszystkie dzienniki.",
    ],
}


def article(steps: list[str]) -> str:
    body = "\n\n".join(f"{number}.  {text}" for number, text in enumerate(steps, 1))
    return f"# A\n\nIntro.\n\n## PopCTPMonitor\n\n{body}\n"


def editions(**changed: list[str]) -> dict[str, str]:
    own = {tag.replace("_", "-"): steps for tag, steps in changed.items()}
    return {tag: article(own.get(tag, steps)) for tag, steps in STEPS.items()}


def labels(runbook: Runbook) -> list[str]:
    return [step.label for step in walk_steps(runbook)]


def lacking(runbook: Runbook) -> dict[str, tuple[str, ...]]:
    """Label of each step that some edition lacks to those that have it."""
    return {
        step.label: step.locales for step in walk_steps(runbook) if len(step.locales) < len(runbook.locales)
    }


def said(runbook: Runbook) -> list[tuple[str, str, str]]:
    return [(item.kind, item.locale, item.element.rsplit(".", 1)[-1]) for item in runbook.divergences]


def test_parallel_editions_align_without_divergence() -> None:
    runbook = compiled(editions())
    assert labels(runbook) == ["1", "2", "3", "4", "5"]
    assert lacking(runbook) == {}
    assert said(runbook) == []


@pytest.mark.parametrize("gone", range(5))
@pytest.mark.parametrize("locale", STEPS)
def test_a_lost_step_is_missing_and_keeps_its_number(locale: str, gone: int) -> None:
    steps = [text for place, text in enumerate(STEPS[locale]) if place != gone]
    runbook = compiled(editions(**{locale.replace("-", "_"): steps}))
    others = tuple(tag for tag in sorted(STEPS) if tag != locale)
    assert lacking(runbook) == {str(gone + 1): others}
    assert labels(runbook) == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("place", range(6))
def test_an_extra_step_does_not_shift_the_numbers(place: int) -> None:
    steps = [*STEPS["pt-BR"][:place], "Abra o painel `Kalumet` 4711.", *STEPS["pt-BR"][place:]]
    runbook = compiled(editions(pt_BR=steps))
    assert lacking(runbook) == {f"{place}+1": ("pt-BR",)}
    assert [label for label in labels(runbook) if "+" not in label] == ["1", "2", "3", "4", "5"]


def test_a_moved_step_is_named_and_stays_where_the_others_have_it() -> None:
    steps = STEPS["pl-PL"]
    runbook = compiled(editions(pl_PL=[*steps[:1], *steps[2:4], steps[1], steps[4]]))
    assert ("moved", "pl-PL", "2") in said(runbook)
    assert lacking(runbook) == {}
    command = next(block for block in blocks(runbook) if isinstance(block, Command))
    assert command.id.startswith("recovery-popctpmonitor.2.")


def test_merged_steps_are_named_not_missing_and_extra() -> None:
    steps = STEPS["pt-BR"]
    both = f"{steps[3]}\n\n    {steps[4]}"
    runbook = compiled(editions(pt_BR=[*steps[:3], both]))
    assert said(runbook) == [("merged", "pt-BR", "5")]
    last = list(walk_steps(runbook))[-1]
    assert last.locales == ("en-US", "pl-PL", "pt-BR")


def test_sentences_merged_into_one_paragraph_are_named() -> None:
    steps = STEPS["pt-BR"]
    runbook = compiled(editions(pt_BR=[*steps[:3], f"{steps[3]} {steps[4]}"]))
    assert said(runbook) == [("merged", "pt-BR", "5")]


def test_a_split_step_is_named() -> None:
    joined = {tag: [*steps[:3], f"{steps[3]} {steps[4]}"] for tag, steps in STEPS.items()}
    own = {tag: article(steps) for tag, steps in joined.items()}
    own["pt-BR"] = article(STEPS["pt-BR"])
    runbook = compiled(own)
    assert ("split", "pt-BR", "4") in said(runbook)
    assert lacking(runbook) == {}


def test_a_nested_step_is_named() -> None:
    steps = STEPS["pt-BR"]
    nested = f"{steps[3]}\n\n    1.  {steps[4]}"
    runbook = compiled(editions(pt_BR=[*steps[:3], nested]))
    assert said(runbook) == [("nested", "pt-BR", "5")]
    assert lacking(runbook) == {}


def test_bullets_where_others_number_are_named() -> None:
    runbook = compiled(editions(pt_BR=STEPS["pt-BR"]) | {"pt-BR": bulleted(STEPS["pt-BR"])})
    assert [item.kind for item in runbook.divergences] == ["kind"]
    assert lacking(runbook) == {}


def bulleted(steps: list[str]) -> str:
    return (
        article(steps)
        .replace("1.  ", "  - ", 1)
        .replace("\n2.  ", "\n  - ")
        .replace("\n3.  ", "\n  - ")
        .replace("\n4.  ", "\n  - ")
        .replace("\n5.  ", "\n  - ")
    )


def test_the_order_of_editions_makes_no_difference() -> None:
    own = editions(pt_BR=STEPS["pt-BR"][1:], pl_PL=STEPS["pl-PL"][:4])
    results = [compiled(dict(order)) for order in itertools.permutations(own.items())]
    assert all(result == results[0] for result in results)


def test_a_moved_section_is_named_and_its_steps_are_not() -> None:
    def sections(tag: str, order: str) -> str:
        a, b, c = STEPS[tag][0], STEPS[tag][1], STEPS[tag][3]
        parts = {
            "a": f"## AlphaMonitor\n\n1.  {a}\n",
            "b": f"## BetaMonitor\n\n1.  {b}\n",
            "c": f"## GammaMonitor\n\n1.  {c}\n",
        }
        return "# A\n\nIntro.\n\n" + "\n".join(parts[name] for name in order)

    own = {tag: sections(tag, "abc") for tag in STEPS} | {"pl-PL": sections("pl-PL", "bca")}
    runbook = compiled(own)
    assert [(item.kind, item.locale) for item in runbook.divergences] == [("moved", "pl-PL")]
    assert runbook.divergences[0].element == "recovery-alphamonitor"
    assert all(section.locales == runbook.locales for section in runbook.sections)


def test_the_reference_decides_between_two() -> None:
    own = {tag: article(STEPS[tag]) for tag in ("en-US", "pt-BR")}
    own["pt-BR"] = article([*STEPS["pt-BR"][:2], "Abra o painel `Kalumet` 4711.", *STEPS["pt-BR"][2:]])
    without = compiled(own, reference="en-US")
    assert labels(without) == ["1", "2", "2+1", "3", "4", "5"]
    assert labels(compiled(own, reference="pt-BR")) == ["1", "2", "3", "4", "5", "6"]


def test_one_edition_is_a_runbook() -> None:
    runbook = compiled({"th-TH": article(["เริ่มบริการใหม่", "รอ 10 นาที"])})
    assert labels(runbook) == ["1", "2"]
    assert runbook.locales == ("th-TH",)


def test_every_text_of_every_edition_is_in_the_runbook() -> None:
    runbook = compiled(editions(pt_BR=STEPS["pt-BR"][::-1]))
    texts = {
        text for block in blocks(runbook) if isinstance(block, Paragraph) for text in block.text.values()
    }
    for steps in STEPS.values():
        assert {step.split("\n")[0] for step in steps} <= texts


def blocks(runbook: Runbook) -> list[object]:
    return [block for section in runbook.sections for block in walk_blocks(section.blocks)]


def test_ids_are_unique() -> None:
    runbook = compiled(editions(pt_BR=["Novo `Qwe` 1.", *STEPS["pt-BR"], "Outro `Rty` 2."]))
    ids = [block.id for block in blocks(runbook)] + [step.id for step in walk_steps(runbook)]  # type: ignore[attr-defined]
    ids += [section.id for section in runbook.sections]
    assert len(ids) == len(set(ids))


def test_a_citation_means_the_step_that_the_others_have() -> None:
    def text(words: list[str], cite: str) -> str:
        body = "\n\n".join(f"{number}.  {word}" for number, word in enumerate([*words, cite], 1))
        return f"# A\n\n## AlphaMonitor\n\n{body}\n"

    own = {
        "en-US": text(["Start `A` 11.", "Look at `B` 22.", "Run `C` 33.", "Stop `D` 44."], "Repeat step 3."),
        "fr-FR": text(["Lancez `A` 11.", "Lisez `B` 22.", "Tuez `C` 33.", "Otez `D` 44."], "Voir l'étape 3."),
        "it-IT": text(["Avvia `A` 11.", "Avvia `C` 33.", "Ferma `D` 44."], "Ripeti il passaggio 3."),
    }  # fmt: skip
    steps = {step.id: step for step in walk_steps(compiled(own))}
    (reference,) = steps["recovery-alphamonitor.5"].references
    assert reference.target == "recovery-alphamonitor.3"
    assert set(reference.text) == {"en-US", "fr-FR", "it-IT"}
