from __future__ import annotations

import pytest

from runbookc.model import article as a
from tests.lowering.lowered import lowered, outline
from tests.lowering.samples import WORDS, health_article


def acting(text: str) -> list[object]:
    """The blocks of a section that recovers."""
    return outline(lowered(f"# T\n\n## Fix AbcCtpMonitor\n\n{text}\n", "qaa").sections[1].blocks)


@pytest.mark.parametrize("locale", WORDS)
def test_steps_and_commands_are_the_same_in_every_language(locale: str) -> None:
    sections = lowered(health_article(locale), locale).sections
    kinds = [str(outline(section.blocks)) for section in sections[4:7]]
    assert [kind.count("'steps'") for kind in kinds] == [2, 1, 1]
    assert [kind.count("'$:") for kind in kinds] == [2, 1, 0]


def test_everything_in_a_step_is_kept_in_order() -> None:
    text = (
        "1. Do.\n\n   ```powershell\n   Get-X\n   ```\n\n   **Note**: mind.\n\n   - one\n\n   - two\n\n"
        "   After.\n\n2. ```\n   Get-Y\n   ```\n"
    )
    assert acting(text) == [
        ["steps", ["p:Do.", "$:Get-X", ["note", "p:mind."], ["bullets", ["p:one"], ["p:two"]], "p:After."],
         ["$:Get-Y"]],
    ]  # fmt: skip


def test_several_commands_of_a_block_stand_on_their_lines() -> None:
    article = lowered("# T\n\n## A\n\n```powershell\nStart-Service A\nStart-Service B\n```\n")
    commands = [block for block in article.sections[1].blocks if isinstance(block, a.Command)]
    assert [(c.code, c.span.first, c.span.last) for c in commands] == [
        ("Start-Service A", 6, 6),
        ("Start-Service B", 7, 7),
    ]


def test_a_paragraph_that_is_a_command() -> None:
    article = lowered(
        '# T\n\n## A\n\nRun:\n\nGet-ServerHealth \\<server name> | ?{$_.HealthSetName -eq "POP"}\n'
    )
    command = article.sections[1].blocks[1]
    assert isinstance(command, a.Command)
    assert command.prose
    assert command.code == 'Get-ServerHealth <server name> | ?{$_.HealthSetName -eq "POP"}'


PARTS = "1. Zup kjua\n\n2. Trel bim\n\n3. Mok tal"
TERMS = "1. **X-FEServer**: zup kjua.\n\n2. **X-DiagInfo**: trel bim."


@pytest.mark.parametrize("items", [PARTS, TERMS], ids=["parts", "terms"])
def test_names_and_terms_inside_a_step_are_a_list(items: str) -> None:
    inner = "\n".join(f"   {line}" if line else "" for line in items.split("\n"))
    (steps,) = acting(f"1. The mail has:\n\n{inner}\n\n2. Restart it.")
    assert str(steps).count("'ordered'") == 1


@pytest.mark.parametrize(
    "items",
    [
        "1. Zup kjua.\n\n2. Trel bim.",
        "1. Zup kjua\n\n       Get-X\n\n2. Trel bim",
        "1. Zup **kjua** trel\n\n2. Trel bim",
        "1. Zup [kjua](x.md)\n\n2. Trel bim",
        "1. Zup 10 minutes trel\n\n2. Trel bim",
        "1. Zup\n\n   1. Kjua.\n\n   2. Mok.\n\n2. Trel bim",
        "1. 点击确定。\n\n2. 重新启动。",
    ],
    ids=["sentences", "command", "literal", "link", "wait", "steps inside", "Chinese"],
)
def test_what_shows_that_something_is_done(items: str) -> None:
    found = outline(lowered(f"# T\n\n## A\n\n{items}\n", "qaa").sections[1].blocks)
    assert str(found).startswith("[['steps'")


def test_in_doubt_the_place_decides() -> None:
    assert str(acting(PARTS)).startswith("[['steps'")
    assert (
        str(outline(lowered(f"# T\n\nZup:\n\n{PARTS}\n", "qaa").sections[0].blocks)).count("'ordered'") == 1
    )


def test_waits_are_those_of_steps() -> None:
    article = lowered("# T\n\nTakes 5 minutes.\n\n## Fix AbcCtpMonitor\n\n1. Wait 10 minutes.\n")
    intro, steps = article.sections[0].blocks[0], article.sections[1].blocks[0]
    assert isinstance(intro, a.Paragraph)
    assert intro.waits == ()
    assert isinstance(steps, a.Steps)
    step = steps.items[0].blocks[0]
    assert isinstance(step, a.Paragraph)
    assert step.waits == ("PT10M",)


def test_items_are_numbered_from_one() -> None:
    (section,) = lowered("# T\n\n## A\n\n3. Zup.\n4. Kjua.\n").sections[1:]
    (steps,) = section.blocks
    assert isinstance(steps, a.Steps)
    assert [item.number for item in steps.items] == [1, 2]
