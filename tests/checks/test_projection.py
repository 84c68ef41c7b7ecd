"""Conditions in a language that has no word list: learned from the other editions, or left alone."""

from __future__ import annotations

from pathlib import Path

from runbookc import checks, pipeline
from runbookc.model.finding import Finding

_THINGS = (
    ("probe", "Sonde", "sonda", "soundil"),
    ("service", "Dienst", "servizio", "zervig"),
    ("monitor", "Monitor", "monitor", "kontrolil"),
    ("test", "Test", "test", "arnod"),
    ("logon", "Anmeldung", "accesso", "kevreañ"),
    ("backup", "Sicherung", "backup", "enrollañ"),
    ("command", "Befehl", "comando", "urzhiad"),
    ("call", "Aufruf", "richiamo", "galvadenn"),
    ("copy", "Kopie", "copia", "eilenn"),
    ("export", "Export", "esportazione", "ezporzh"),
    ("import", "Import", "importazione", "enporzh"),
    ("upgrade", "Update", "aggiornamento", "hizivaat"),
    ("restart", "Neustart", "riavvio", "adloc'hañ"),
    ("move", "Umzug", "spostamento", "dilec'hiañ"),
)
_WAYS = {
    "en-US": ("The {} succeeds.", "The {} fails."),
    "de-DE": ("{} ist erfolgreich.", "{} schlägt fehl."),
    "it-IT": ("{} ha esito positivo.", "{} ha esito negativo."),
    "br-FR": ("Tizhet eo {}.", "C'hwitet eo {}."),
}
"""Breton stands for a language without a list: *tizhet* and *c'hwitet*, which nothing here says."""


def _article(locale: str, sentences: list[str]) -> str:
    return f"# {locale}\n\n" + "\n\n".join(sentences) + "\n"


def _found(folder: Path, things: int) -> list[Finding]:
    """Every thing succeeds in one article and fails in another; in a third, one of them differs."""
    for number, (locale, ways) in enumerate(_WAYS.items()):
        names = [row[number] for row in _THINGS[:things]]
        (folder / locale).mkdir()
        for side, name in enumerate(("good", "bad")):
            text = _article(locale, [ways[side].format(one) for one in names])
            (folder / locale / f"{name}.md").write_text(text, encoding="utf-8")
        last = ways[0].format("Xyz") if locale == "br-FR" else ways[1].format("Xyz")
        (folder / locale / "one.md").write_text(_article(locale, [last]), encoding="utf-8")
    done = pipeline.compile_runbooks([folder], pipeline.Options(jobs=1))
    found = [one for runbook in done.runbooks for one in checks.run(runbook, done.corpus)]
    return [one for one in found if one.rule == "POL001"]


def test_a_reversal_is_found_from_what_goes_with_either_side(tmp_path: Path) -> None:
    (found,) = _found(tmp_path, len(_THINGS))
    assert (found.locale, found.line, found.level) == ("br-FR", 3, "warning")
    assert "by projection" in found.message


def test_little_evidence_says_nothing(tmp_path: Path) -> None:
    assert _found(tmp_path, 4) == []
