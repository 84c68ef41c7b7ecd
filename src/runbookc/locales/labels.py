"""Words that label a note, by language. Optional: they sharpen what the shape of a note leaves open.

To add a language, add a line; a language without one loses nothing but the severity of its notes.
"""

from __future__ import annotations

from functools import lru_cache

from runbookc.locales.hints import language

_LABELS: dict[str, dict[str, str]] = {
    "en": {
        "note": "Note|Notes", "tip": "Tip|Tips", "important": "Important|Important note",
        "caution": "Caution|Attention", "warning": "Warning|Security note",
    },
    "pt": {
        "note": "Observação|Observações|Nota", "tip": "Dica|Dicas|Sugestão", "important": "Importante",
        "caution": "Cuidado|Atenção", "warning": "Aviso|Advertência",
    },
    "it": {
        "note": "Nota|Note", "tip": "Suggerimento|Suggerimenti", "important": "Importante",
        "caution": "Attenzione", "warning": "Avviso|Avvertenza|Avvertimento",
    },
    "fr": {
        "note": "Remarque|Remarques|Note", "tip": "Conseil|Conseils|Astuce", "important": "Important",
        "caution": "Attention|Mise en garde", "warning": "Avertissement",
    },
    "de": {
        "note": "Hinweis|Hinweise|Anmerkung", "tip": "Tipp|Tipps", "important": "Wichtig",
        "caution": "Vorsicht|Achtung", "warning": "Warnung",
    },
    "es": {
        "note": "Nota|Notas|Observación", "tip": "Sugerencia|Sugerencias|Consejo", "important": "Importante",
        "caution": "Precaución|Atención", "warning": "Advertencia|Aviso",
    },
    "ja": {
        "note": "メモ|注|注記|備考", "tip": "ヒント", "important": "重要",
        "caution": "注意", "warning": "警告",
    },
    "ko": {
        "note": "참고|참고 사항|메모", "tip": "팁", "important": "중요", "caution": "주의", "warning": "경고",
    },
    "ru": {
        "note": "Примечание|Примечания|Заметка", "tip": "Совет|Советы|Подсказка", "important": "Важно",
        "caution": "Внимание|Осторожно", "warning": "Предупреждение",
    },
    "zh": {
        "note": "注意|注|备注|備註|附註|说明|注释", "tip": "提示|技巧|秘訣",
        "important": "重要|重要提示|重要信息|重要事項",
        "caution": "小心|当心|當心", "warning": "警告",
    },
}  # fmt: skip

SEVERITIES = ("note", "tip", "important", "caution", "warning")


@lru_cache(maxsize=256)
def severity(label: str, locale: str) -> str | None:
    """The severity that `label` names in the language of `locale`, else in English, else None."""
    word = label.strip().strip(":：!！").strip().casefold()
    return _words(language(locale)).get(word) or _words("en").get(word)


@lru_cache(maxsize=64)
def _words(lang: str) -> dict[str, str]:
    table = _LABELS.get(lang, {})
    return {word.casefold(): kind for kind, words in table.items() for word in words.split("|")}
