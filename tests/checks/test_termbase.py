"""The termbase file: both formats, and mistakes told with their line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from runbookc import termbase
from runbookc.cli import group
from runbookc.model.termbase import Term


def read(folder: Path, text: str, name: str) -> tuple[Term, ...]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return termbase.read(path)


_HEADER = "concept,locale,preferred,forbidden\n"
_EXPECTED = (
    Term(concept="probe", locale="pt-BR", preferred="sonda", forbidden=("amostra", "teste")),
    Term(concept="probe", locale="de", preferred="Prüfpunkt"),
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("t.csv", f"{_HEADER}probe,pt-br,sonda,amostra|teste\nprobe,de,Prüfpunkt,\n"),
        (
            "t.csv",
            "\ufeffLocale;Concept;Forbidden;Preferred\r\n"
            "pt-BR;probe;amostra | teste;sonda\r\n\r\nde;probe;;Prüfpunkt",
        ),
        ("t.tsv", _HEADER.replace(",", "\t") + "probe\tpt-BR\tsonda\tamostra|teste\nprobe\tde\tPrüfpunkt\n"),
        (
            "t.toml",
            '[[term]]\nconcept = "probe"\nlocale = "pt-BR"\n'
            'preferred = "sonda"\nforbidden = ["amostra", "teste"]\n'
            '[[term]]\nconcept = "probe"\nlocale = "de"\npreferred = "Prüfpunkt"\n',
        ),
    ],
)
def test_both_formats_say_the_same(name: str, text: str, tmp_path: Path) -> None:
    assert read(tmp_path, text, name) == _EXPECTED


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("t.csv", "concept,preferred\nprobe,sonda\n", "t.csv:1: the first line must name the columns"),
        ("t.csv", "", "t.csv:1: the first line must name the columns"),
        ("t.csv", "concept,locale,preferred\nprobe,pt-BR,sonda\nprobe,,x\n", "t.csv:3: locale is empty"),
        ("t.csv", "concept,locale,preferred\nprobe,pt-BR,sonda,a,b\n", "t.csv:2: 5 cells in 3 columns"),
        (
            "t.csv",
            _HEADER.replace("forbidden", "forbiden") + "probe,de,x,y\n",
            "t.csv:2: unknown key forbiden (did you mean",
        ),
        ("t.csv", 'concept,locale,preferred\n\nprobe,de,"x\n', "t.csv:3: is no CSV"),
        ("t.csv", "concept,locale,preferred\nprobe,no locale!,x\n", "t.csv:2: 'no locale!' is not a locale"),
        ("t.csv", f"{_HEADER}probe,de,x,X\n", "t.csv:2: a forbidden term is empty, or the preferred"),
        ("t.toml", "[[term]]\nconcept = \n", "t.toml:2: is no TOML"),
        ("t.toml", "[[terms]]\n", "t.toml:1: unknown key terms"),
        ("t.toml", "term = 3\n", "t.toml:1: terms are tables"),
        (
            "t.toml",
            '[[term]]\nconcept = "a"\nlocale = "de"\npreferred = "b"\n\n'
            '[[term]]\nconcept = 3\nlocale = "de"\npreferred = "b"\n',
            "t.toml:6: Expected `str`, got `int`",
        ),
        ("t.toml", '[[term]]\nprefered = "b"\n', "t.toml:1: unknown key prefered (did you mean preferred?)"),
    ],
)
def test_a_mistake_is_told_with_its_line(name: str, text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(termbase.TermbaseError) as error:
        read(tmp_path, text, name)
    assert told in str(error.value)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"concept,locale,preferred\nx,de,\xff\n")
    with pytest.raises(termbase.TermbaseError, match=r"t\.csv:2: is not UTF-8"):
        termbase.read(tmp_path / "t.csv")
    with pytest.raises(termbase.TermbaseError, match=r"none\.csv:1: cannot be read"):
        termbase.read(tmp_path / "none.csv")


def test_the_configuration_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "runbookc.toml").write_text('termbase = "terms.csv"\n')
    (tmp_path / "terms.csv").write_text("concept,locale,preferred,forbidden\nprobe,pt-BR,sonda,amostra\n")
    (tmp_path / "pt-BR").mkdir()
    (tmp_path / "pt-BR" / "a.md").write_text("# A\n\nExecute a amostra.\n")
    found = CliRunner().invoke(group, ["drift", "pt-BR"])
    assert "TRM005" in found.output
    assert '"sonda"' in found.output
    (tmp_path / "terms.csv").write_text("concept\n")
    refused = CliRunner().invoke(group, ["drift", "pt-BR"])
    assert isinstance(refused.exception, termbase.TermbaseError)
    assert "terms.csv:1:" in str(refused.exception)
