"""Which language a text is in: by script, and among languages of one script by their commonest words.

Used only for a text that nothing else says the language of. To add a language, add a line.
"""

from __future__ import annotations

import re
from functools import lru_cache

from runbookc.locales.hints import UNDETERMINED, likely

_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("ja", "\u3040-\u30ff"),
    ("ko", "\uac00-\ud7a3\u1100-\u11ff"),
    ("zh", "\u4e00-\u9fff\u3400-\u4dbf"),
    ("th", "\u0e00-\u0e7f"),
    ("ar", "\u0600-\u06ff"),
    ("he", "\u0590-\u05ff"),
    ("el", "\u0370-\u03ff"),
    ("hi", "\u0900-\u097f"),
    ("ka", "\u10a0-\u10ff"),
    ("hy", "\u0530-\u058f"),
    ("ta", "\u0b80-\u0bff"),
    ("te", "\u0c00-\u0c7f"),
    ("bn", "\u0980-\u09ff"),
)
"""A language to the letters that, where they are frequent, speak for it; the first that fits wins."""

_COMMON: dict[str, str] = {
    "en": "the of and to in is that for this if you are with from on be or it which by",
    "pt": "o de para que do da em não os um uma se no na com por é ou mais são",
    "es": "el de la que en los del las un para una con por se es no más si al como",
    "it": "il di che la per in non del della un una è con si da dei le nel sono o",
    "fr": "le de la les des et est en un une pour que dans du qui sur vous ou pas ce",
    "de": "der die und das den ist zu mit von für nicht auf ein eine im sie wenn dem des werden",
    "nl": "de het een van en is op te dat niet voor met die zijn in als aan er wordt of",
    "pl": "nie jest na do się w z że aby lub oraz jeśli dla po tego tej od przez to można",
    "cs": "je se na že do pro nebo pokud ve ze jsou není tento aby při od po to který této",
    "sk": "je sa na že do pre alebo ak vo zo sú nie tento aby pri od po to ktorý tejto",
    "sv": "och att det som en på är av för med den till inte om ett kan har från eller när",
    "da": "og at det som en på er af for med den til ikke om et kan har fra eller når",
    "nb": "og at det som en på er av for med den til ikke om et kan har fra eller når",
    "fi": "ja on ei se että tai jos kun ovat voi tämä sekä mutta kuin jotka tämän ole",
    "tr": "ve bir bu için ile da de olarak veya değil olan sonra daha gibi bunu ise kadar",
    "hu": "a az és hogy nem egy van meg vagy ha is ezt kell csak mint azt ez amely",
    "ro": "de și în la cu pe nu este din care pentru un o sau să al mai dacă sunt",
    "id": "yang dan di untuk dari dengan ini itu pada tidak dalam atau adalah jika ke akan",
    "vi": "và của là có trong được cho không để này một các với khi người từ những",
    "ru": "и в не на что с для если или из это по как при к от вы чтобы",
    "uk": "і в не на що з для якщо або із це за як при до від ви щоб та",
    "bg": "и в не на че с за ако или от това по как при до към да се е",
}
_WORD = re.compile(r"[^\W\d_]+")
_SKIPPED = re.compile(r"(?ms)^(?:```|~~~).*?^(?:```|~~~)|^(?: {4}|\t).*?$|<[^<>]*>|`[^`\n]*`|\]\([^)\n]*\)")
_TRADITIONAL = frozenset("這個們為來說時會務問題執動開關確檢視檔嗎與據應該請體種過還後從")
_SIMPLIFIED = frozenset("这个们为来说时会务问题执动开关确检视档吗与据应该请体种过还后从")
_SAMPLE = 4000
_SCRIPT_SHARE = 0.15
_CLEAR_SHARE = 0.06
_NOT_LATIN = re.compile("[\u0370-\u1dff\u3040-\ud7ff]")


def detect(text: str) -> str:
    """The likeliest locale of a Markdown `text`, with a region by CLDR (``en-US``), or ``und``."""
    sample = _SKIPPED.sub(" ", text[: 4 * _SAMPLE])[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    lang = _by_script("".join(words)) or _by_words(words)
    return UNDETERMINED if lang is None else lang if "-" in lang else likely(lang)


def _by_script(letters: str) -> str | None:
    """The language that the script gives away; None for Latin and Cyrillic, which many share."""
    if not _NOT_LATIN.search(letters):
        return None
    for lang, characters in _SCRIPTS:
        if len(re.findall(f"[{characters}]", letters)) > _SCRIPT_SHARE * len(letters):
            return _chinese(letters) if lang == "zh" else lang
    return None


def _chinese(letters: str) -> str:
    traditional = sum(char in _TRADITIONAL for char in letters)
    simplified = sum(char in _SIMPLIFIED for char in letters)
    return "zh-TW" if traditional > simplified else "zh-CN"


def _by_words(words: list[str]) -> str | None:
    """The language whose commonest words are frequent in `words`; the first in the table if two are."""
    scores = dict.fromkeys(_COMMON, 0)
    for word in words:
        for lang in _languages().get(word, ()):
            scores[lang] += 1
    best = max(scores, key=lambda lang: scores[lang])
    return best if scores[best] > _CLEAR_SHARE * len(words) else None


@lru_cache(maxsize=1)
def _languages() -> dict[str, tuple[str, ...]]:
    """A common word to the languages that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for lang, common in _COMMON.items():
        for word in dict.fromkeys(common.split()):
            found[word] = (*found.get(word, ()), lang)
    return found
