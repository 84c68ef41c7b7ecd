"""What `runbookc.locales` promises for any tag, and for the tags that it knows."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import localedata
from hypothesis import given
from hypothesis import strategies as st

from runbookc.locales import available, canonical_tag, catalog, messages, plurals, pofiles, unit_patterns


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("pt-BR", "pt-BR"),
        ("pt-PT", "pt-BR"),
        ("pt", "pt-BR"),
        ("fr-CA", "fr-FR"),
        ("es-MX", "es-ES"),
        ("en-GB", "en-US"),
        ("zh", "zh-CN"),
        ("zh-SG", "zh-CN"),
        ("zh-Hans", "zh-CN"),
        ("zh-HK", "zh-TW"),
        ("zh-Hant", "zh-TW"),
        ("DE_at", "de-DE"),
        ("ja-JP-u-ca-japanese", "ja-JP"),
    ],
)
def test_words_of_the_same_language_and_script(asked: str, words: str) -> None:
    found = catalog(asked)
    assert (found.words, found.fallback) == (words, False)


@pytest.mark.parametrize("asked", ["pl-PL", "th-TH", "ar-SA", "sr-Latn", "xx-YY", "", "../../x", "en\x00US"])
def test_english_stands_in_for_the_rest(asked: str) -> None:
    found = catalog(asked)
    assert (found.words, found.fallback) == ("en-US", True)
    assert found.gettext("Probes and monitors") == "Probes and monitors"


def test_direction_and_dates_follow_the_language_even_without_a_catalog() -> None:
    assert [catalog(tag).direction for tag in ("ar-SA", "he-IL", "fa", "pl-PL", "xx")] == [
        "rtl",
        "rtl",
        "rtl",
        "ltr",
        "ltr",
    ]
    assert catalog("pl-PL").date("2015-03-09") == "9 marca 2015"
    assert catalog("xx-YY").date("2015-03-09") == "March 9, 2015"
    assert catalog("zh-CN").list(["A", "B", "C"]) == "A、B和C"
    assert catalog("de-DE").list([]) == ""


@pytest.mark.parametrize(
    ("tag", "iso", "words"),
    [
        ("en-US", "PT10M", "10 minutes"),
        ("fr-FR", "PT1M", "1 minute"),
        ("zh-CN", "PT1H30M", "1小时和30分钟"),
        ("ru-RU", "P2D", "2 дня"),
        ("pt-BR", "P1DT0.5H", "1 dia e 0,5 hora"),
        ("en-US", "PT", "PT"),
        ("en-US", "P1Y", "P1Y"),
        ("en-US", "10 minutes", "10 minutes"),
        ("en-US", "PT" + "9" * 50 + "M", "PT" + "9" * 50 + "M"),
    ],
)
def test_durations(tag: str, iso: str, words: str) -> None:
    assert catalog(tag).duration(iso).replace("\u202f", " ").replace("\xa0", " ") == words


def test_every_language_of_babel_has_words_for_time() -> None:
    for tag in sorted(localedata.locale_identifiers())[::9]:
        patterns = unit_patterns(tag)
        assert set(patterns) == {"week", "day", "hour", "minute", "second"}
        assert all("duration-" not in form and "{0}" in form for forms in patterns.values() for form in forms)
        assert "duration-" not in catalog(tag).duration("P1DT2H3M4.5S")


STEPS = {
    "en-US": ("nplurals=2; plural=(n != 1);", ["{n} step", "{n} steps"]),
    "ja-JP": ("nplurals=1; plural=0;", ["手順 {n}"]),
    "ru-RU": (
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
        "n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
        ["{n} шаг", "{n} шага", "{n} шагов"],
    ),
}


@pytest.fixture
def counting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A domain ``counting`` with one message that has plural forms."""
    for tag, (rule, forms) in STEPS.items():
        (tmp_path / tag).mkdir()
        text = "".join(f'msgstr[{index}] "{form}"\n' for index, form in enumerate(forms))
        header = f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: {rule}\\n"\n\n'
        body = f'msgid "{{n}} step"\nmsgid_plural "{{n}} steps"\n{text}'
        (tmp_path / tag / "counting.po").write_text(header + body, encoding="utf-8")
    caches = (pofiles._files, pofiles.best_tag, pofiles.load, pofiles.plurals, catalog)
    monkeypatch.setattr(pofiles, "_HOME", tmp_path)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


@pytest.mark.usefixtures("counting")
def test_plural_forms() -> None:
    counted = [catalog("ru-RU", "counting").ngettext("{n} step", "{n} steps", n) for n in (1, 2, 5, 21, 1234)]
    assert [text.replace("\xa0", " ") for text in counted] == [
        "1 шаг",
        "2 шага",
        "5 шагов",
        "21 шаг",
        "1 234 шага",
    ]
    assert catalog("pl-PL", "counting").ngettext("{n} step", "{n} steps", 1) == "1 step"
    assert plurals("ru-RU", "counting")["{n} step"]["few"] == "{n} шага"
    assert set(plurals("ja-JP", "counting")["{n} step"]) == {"other"}
    assert plurals("en-US", "counting") == {"{n} step": {"one": "{n} step", "other": "{n} steps"}}
    assert messages("en-US", "counting") == {"{n} step": "{n} steps"}


def test_names_of_languages() -> None:
    assert catalog("pt-BR").language_name("en-US") == "Portuguese (Brazil)"
    assert catalog("pt-BR").language_name("pt-BR") == "português (Brasil)"
    assert catalog("pt-BR").language_name("xx") == "Portuguese (Brazil)"
    assert catalog("xx-YY").language_name("fr-FR") == "xx-YY"


def test_messages_are_complete_for_any_locale() -> None:
    template = messages("en-US")
    for tag in (*available(), "pl-PL", "xx"):
        assert list(messages(tag)) == list(template)
    assert messages("de-DE")["Dependencies"] == "Abhängigkeiten"
    assert messages("en-US", "no-such-domain") == {}


@given(st.text(max_size=40))
def test_a_value_is_never_a_format(value: str) -> None:
    words = catalog("en-US")
    assert words.gettext("Shown in {language}", language=value, title="leaked") == f"Shown in {value}"
    assert words.gettext("Shown in {language}", language="{title}", title="leaked") == "Shown in {title}"
    assert words.gettext("Shown in {language}") == "Shown in {language}"


@given(st.text(max_size=60) | st.from_regex(r"[A-Za-z]{1,9}([-_][A-Za-z0-9]{1,9}){0,4}", fullmatch=True))
def test_no_tag_is_trouble(tag: str) -> None:
    found = catalog(tag)
    assert found.direction in ("ltr", "rtl")
    assert found.words in available()
    assert found.date("2015-03-09") != "2015-03-09"
    assert found.date(tag) is not None
    assert found.duration("PT5M") != "PT5M"
    assert found.language_name(tag)
    assert messages(tag).keys() == messages("en-US").keys()
    assert unit_patterns(tag)["minute"]


@given(st.from_regex(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-[A-Za-z]{2})?", fullmatch=True))
def test_canonical_case(tag: str) -> None:
    canonical = canonical_tag(tag)
    assert canonical is not None
    assert canonical.lower() == tag.lower()
    assert canonical_tag(canonical) == canonical
    assert canonical_tag(tag.swapcase().replace("-", "_")) == canonical


def test_babel_is_loaded_on_first_use() -> None:
    program = (
        "import sys, runbookc.locales; assert 'babel' not in sys.modules; runbookc.locales.catalog('fr')"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
