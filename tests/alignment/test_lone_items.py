"""The one item that an edition words quite otherwise is the one that the others have at that place."""

from __future__ import annotations

from runbookc.model.runbook import List, Paragraph, Steps

from .compiling import compiled

FACTS = "# T\n\n## Before\n\n- {}\n\n- {}\n\n- {}\n"
EDITIONS = {
    "en-US": FACTS.format(
        "You need rights.", "Estimated time to complete the whole of it: 15 minutes.", "Use the Shell."
    ),
    "de-DE": FACTS.format(
        "Sie brauchen Rechte.", "Geschätzte Zeit, bis alles fertig ist: 15 Minuten.", "Nur mit der Shell."
    ),
    "ja-JP": FACTS.format("権限が必要です。", "所要時間: 25 分", "シェルでのみ行えます。"),
}


def items(editions: dict[str, str]) -> list[tuple[str, ...]]:
    (block,) = compiled(editions).sections[1].blocks
    assert isinstance(block, List | Steps)
    return [item.locales for item in block.items]


def test_a_lone_item_between_others_is_the_one_that_stands_there() -> None:
    assert items(EDITIONS) == [("de-DE", "en-US", "ja-JP")] * 3
    (block,) = compiled(EDITIONS).sections[1].blocks
    assert isinstance(block, List)
    paragraph = block.items[1].blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text["ja-JP"] == "所要時間: 25 分"


def test_an_item_that_is_lost_stays_lost() -> None:
    lost = {**EDITIONS, "ja-JP": "# T\n\n## Before\n\n- 権限が必要です。\n\n- シェルでのみ行えます。\n"}
    assert sorted(map(len, items(lost))) == [2, 3, 3]
