"""What is shown of the article."""

from __future__ import annotations

from runbookc.model.runbook import Note
from runbookc.renderers._script.texts import lines
from tests.renderers.fixtures import LOCALES, paragraph, text


def test_the_word_over_a_note_is_the_locales_own() -> None:
    said = paragraph("p1", text("Mind the gap.", "Cuidado com o vão.", "小心空隙。", "احذر الفجوة."))
    note = Note(id="n1", locales=LOCALES, sources={}, severity="caution", severities={}, blocks=(said,))
    found = lines((note,), ("en-US", "pt-BR", "zh-CN", "ar-SA"))
    assert found["en-US"] == "[CAUTION] Mind the gap."
    assert found["pt-BR"] == "[CUIDADO] Cuidado com o vão."
    assert found["zh-CN"] == "[小心] 小心空隙。"
    assert found["ar-SA"].startswith("[CAUTION] ")
