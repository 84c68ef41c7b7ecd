"""Every catalog says what the English one says, in its own language, and nothing more."""

import gettext
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

import runbookc.locales as locales
from runbookc.errors import CatalogError
from runbookc.locales import po, pofiles

HOME = Path(locales.__file__).parent
FILES = sorted(HOME.glob("*/*.po"))
ELEVEN = {
    "de-DE",
    "en-US",
    "es-ES",
    "fr-FR",
    "it-IT",
    "ja-JP",
    "ko-KR",
    "pt-BR",
    "ru-RU",
    "zh-CN",
    "zh-TW",
}


def label(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.name.replace("-", "_"), abort_invalid=True)


def forms(text: object) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)  # type: ignore[call-overload]


def entries(catalog: Catalog) -> dict[object, Message]:
    return {message.id: message for message in catalog if message.id}


@pytest.mark.parametrize("domain", locales.domains())
def test_each_domain_is_there_in_every_locale(domain: str) -> None:
    assert set(locales.available(domain)) >= ELEVEN


@pytest.mark.parametrize("path", FILES, ids=label)
def test_complete_and_nothing_more(path: Path) -> None:
    template, found = entries(read(HOME / "en-US" / path.name)), entries(read(path))
    assert list(found) == list(template), "same messages in the same order as in en-US"
    untranslated = [ids for ids, message in found.items() if not all(forms(message.string))]
    assert untranslated == []
    assert [ids for ids, message in found.items() if message.fuzzy] == []
    if path.parent.name == "en-US":
        assert all(forms(ids) == forms(message.string) for ids, message in found.items())


@pytest.mark.parametrize("path", FILES, ids=label)
def test_same_fields(path: Path) -> None:
    for ids, message in entries(read(path)).items():
        wanted = set(re.findall(r"\{\w*\}", forms(ids)[-1]))
        for text in forms(message.string):
            assert set(re.findall(r"\{\w*\}", text)) == wanted, text
            assert re.sub(r"\{\w+\}", "", text).count("{") == 0, text


@pytest.mark.parametrize("path", FILES, ids=label)
def test_babel_reads_the_same(path: Path) -> None:
    catalog = read(path)
    found = po.read(path.read_text("utf-8"))
    assert [(message.id, message.plural_id, message.texts) for message in found if message.id] == [
        ((*forms(ids), None)[0], (*forms(ids), None)[1], forms(message.string))
        for ids, message in entries(catalog).items()
    ]
    rule = po.plural_rule(found)
    assert [rule(n) for n in range(200)] == [gettext.c2py(catalog.plural_expr)(n) for n in range(200)]


ODD = r"""
# a comment
msgid ""
msgstr "Plural-Forms: nplurals=2; plural=n>1;\n"

#. for translators
#: page.js:3
msgid "one "
"two"
msgstr ""
"un "
"\"deux\" \\ \t"
#, fuzzy
msgid "guessed"
msgstr "deviné"

msgid "{n} step"
msgid_plural "{n} steps"
msgstr[0] "{n} étape"
msgstr[1] "{n} étapes"
#~ msgid "gone"
#~ msgstr "parti"

#, python-format
msgid "last"
msgstr ""
"""


def test_all_that_a_catalog_may_have(tmp_path: Path) -> None:
    (tmp_path / "odd.po").write_text(ODD, encoding="utf-8")
    found = [message for message in po.read(ODD) if message.id]
    with (tmp_path / "odd.po").open("rb") as file:
        known = [message for message in read_po(file) if message.id and not message.fuzzy]
    assert [message.texts for message in found] == [forms(message.string) for message in known]
    assert found[0].texts == ('un "deux" \\ \t',)
    assert [po.plural_rule(po.read(ODD))(n) for n in (0, 1, 2)] == [0, 0, 1]


@pytest.mark.parametrize("text", ['"lost"', "msgid 'x'", 'msgctxt "c"', 'msgid "x', 'msgid "x" y', "<<<<<<<"])
def test_what_is_no_catalog(text: str) -> None:
    with pytest.raises(po.PoError, match="line 2"):
        po.read(f"# comment\n{text}\n")


@pytest.mark.parametrize("path", FILES, ids=label)
def test_header_says_the_language_and_its_plurals(path: Path) -> None:
    catalog, tag = read(path), path.parent.name
    assert str(catalog.locale_identifier).replace("_", "-") == tag
    number, rule = get_plural(tag.replace("-", "_"))[:2]
    assert (catalog.num_plurals, _bare(catalog.plural_expr)) == (number, _bare(rule))
    for ids, message in entries(catalog).items():
        if not isinstance(ids, str):
            assert len(forms(message.string)) == number


def _bare(rule: str) -> str:
    return rule.replace(" ", "").strip("()")


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="msgfmt (gettext) is not installed")
@pytest.mark.parametrize("path", FILES, ids=label)
def test_msgfmt_accepts_it(path: Path) -> None:
    result = subprocess.run(["msgfmt", "-c", "-o", "-", path], capture_output=True, check=False)
    assert result.returncode == 0, result.stderr.decode()


def test_a_broken_catalog_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "en-US").mkdir()
    (tmp_path / "en-US" / "broken.po").write_text('msgid "Step"\nno keyword\n', encoding="utf-8")
    monkeypatch.setattr(pofiles, "_HOME", tmp_path)
    pofiles._files.cache_clear()
    try:
        with pytest.raises(CatalogError, match=r"en-US/broken\.po") as caught:
            pofiles.load("en-US", "broken")
        assert (caught.value.locale, caught.value.domain) == ("en-US", "broken")
    finally:
        pofiles._files.cache_clear()


TERMS = (
    "Runbook", "Health set", "Probe", "Probes", "Monitor", "Monitors", "Probes and monitors", "Dependencies",
    "Step", "Section", "Command", "Language", "Server", "Verification", "Recovery",
)  # fmt: skip


@pytest.mark.parametrize("tag", sorted(ELEVEN))
def test_one_word_for_one_thing(tag: str) -> None:
    """The project's terms read the same in every domain; other words may mean different things."""
    seen: dict[str, dict[str, list[str]]] = {term: {} for term in TERMS}
    for domain in locales.domains():
        for message, text in locales.messages(tag, domain).items():
            if message in seen:
                seen[message].setdefault(text, []).append(domain)
    assert {message: texts for message, texts in seen.items() if len(texts) > 1} == {}
