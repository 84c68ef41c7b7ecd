"""Every catalog says what the English one says, in its own language, and nothing more."""

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
from runbookc.locales import pofiles

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
