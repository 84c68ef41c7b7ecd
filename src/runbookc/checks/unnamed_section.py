"""REF007."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc import inline
from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.evidence import LIKELY, OPEN
from runbookc.checks.places import Place, places
from runbookc.checks.sentence_counts import uneven
from runbookc.locales.words import words
from runbookc.model.runbook import Paragraph, Runbook, Section

_KINDS = ("section", "table")
_AGREE = 0.75


@rule(
    "REF007",
    level="warning",
    title="unnamed-section",
    message="{place} names no section of this edition where other editions refer to {expected}",
)
def unnamed_section(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """A text names a section by words that are no title, where the other editions name it by its title.

    Why: the reader searches the page for words that do not stand on it. Where the text has no word for
    *section* either, it may say the same in other words: then it is a note.

    Bad:  "aus der Tabelle im Abschnitt Erläuterung" in de-DE, where the section is called "Erklärung".
    Good: "aus der Tabelle im Abschnitt Erklärung".
    """
    sections = {section.id: section for section in runbook.sections}
    cut = {(one.segment.at.id, one.locale) for one in uneven(runbook, corpus)}
    for place in places(runbook):
        if isinstance(place.element, Paragraph) and place.element.references:
            for locale, section, agreeing in _silent(place, place.element, sections):
                if (place.id, locale) not in cut and not _lacks_one(runbook, locale, agreeing):
                    named = _names_one(place.element.text[locale], locale)
                    yield Drift(
                        locale=locale,
                        at=place,
                        expected=inline.plain(section.title[locale]),
                        agreeing=agreeing,
                        level=None if named else "note",
                        confidence=LIKELY if named else OPEN,
                    )


def _silent(
    place: Place, paragraph: Paragraph, sections: dict[str, Section]
) -> Iterator[tuple[str, Section, tuple[str, ...]]]:
    """Editions that refer to no section at all, where nearly all others refer to one and the same."""
    cited = [one for one in paragraph.references if one.kind in _KINDS]
    naming = {locale for one in cited for locale in one.text}
    for one in cited:
        section = sections.get(one.target or "")
        if section is None or len(one.text) < 2 or len(one.text) < _AGREE * (len(paragraph.text) - 1):
            continue
        for locale in sorted(paragraph.text.keys() - naming):
            title = section.title.get(locale)
            if title and locale in place.locales and not _leads_there(paragraph, locale, title):
                yield locale, section, tuple(sorted(one.text))


def _leads_there(paragraph: Paragraph, locale: str, title: str) -> bool:
    """Whether the reader gets there all the same: by a link in the page, or by the title as a part of a
    longer word or in bold, which is no citation of it."""
    if any(link.href.get(locale, "").startswith("#") for link in paragraph.links):
        return True
    return inline.plain(title).casefold() in inline.plain(paragraph.text[locale]).casefold()


def _lacks_one(runbook: Runbook, locale: str, agreeing: tuple[str, ...]) -> bool:
    """Whether the edition has lost a heading: its sections may hold others' text under their titles."""
    return any(
        locale not in section.locales and section.locales and {*agreeing} <= {*section.locales}
        for section in runbook.sections
    )


def _names_one(text: str, locale: str) -> bool:
    folded = inline.plain(text).casefold()
    return any(word in folded for word in words(locale).section)
