"""Steps of prose alone, exchanged or moved in one edition: told by what is left of them, not by order."""

from __future__ import annotations

import itertools

import pytest

from runbookc.model.walking import walk_steps

from .compiling import compiled

STEPS = {
    "en-US": [
        "In the console, open **Servers** and then **Databases**.",
        "Select the database that you want to move, and write down its name and its size.",
        "Click **Edit**.",
        "On the page that opens, clear the box, wait for the copy, and look at queue 7 once more.",
    ],
    "fr-FR": [
        "Dans la console, ouvrez **Serveurs** puis **Bases de données**.",
        "Sélectionnez la base de données à déplacer, et notez son nom et sa taille.",
        "Cliquez sur **Modifier**.",
        "Sur la page qui s'ouvre, décochez la case, attendez la copie et regardez encore la file 7.",
    ],
    "pl-PL": [
        "W konsoli otwórz **Serwery**, a potem **Bazy danych**.",
        "Wybierz bazę danych, którą chcesz przenieść, i zapisz jej nazwę oraz rozmiar.",
        "Kliknij **Edytuj**.",
        "Na stronie, która się otworzy, wyczyść pole, poczekaj na kopię i jeszcze raz obejrzyj kolejkę 7.",
    ],
}
PLACES = range(4)


def compiled_with(locale: str, order: tuple[int, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """Label of each step and, for the locales that have it, the text of its own edition."""
    editions = {}
    for tag, steps in STEPS.items():
        own = [steps[place] for place in order] if tag == locale else steps
        body = "\n\n".join(f"{number}.  {text}" for number, text in enumerate(own, 1))
        editions[tag] = f"# A\n\nIntro.\n\n## PopCTPMonitor\n\n{body}\n"
    runbook = compiled(editions)
    kinds = {(item.kind, item.locale) for item in runbook.divergences}
    assert kinds == ({("moved", locale)} if order != tuple(PLACES) else set()), runbook.divergences
    return [(step.label, step.locales) for step in walk_steps(runbook)]


@pytest.mark.parametrize("locale", sorted(STEPS))
@pytest.mark.parametrize(("left", "right"), list(itertools.combinations(PLACES, 2)))
def test_two_steps_in_each_others_place_are_moved_and_nothing_is_missing(
    locale: str, left: int, right: int
) -> None:
    order = list(PLACES)
    order[left], order[right] = right, left
    everywhere = tuple(sorted(STEPS))
    assert compiled_with(locale, tuple(order)) == [(label, everywhere) for label in ("1", "2", "3", "4")]
