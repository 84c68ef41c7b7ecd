"""REF003."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc import inline
from runbookc.checks import Corpus, Drift, places, rule
from runbookc.model.runbook import Paragraph, Runbook


@rule(
    "REF003",
    level="warning",
    title="foreign-title",
    message="{place} refers to a section as {actual}, but here its title is {expected}",
)
def foreign_title(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A section is referred to by a title that it does not have in this edition.

    Why: the reader searches the page for words that do not stand on it. Most often the title was
    left in the language of the original.

    Bad:  "dans la section Verifying the issue still exists" where the section is called
          "Vérification de l'existence du problème".
    Good: "dans la section Vérification de l'existence du problème".
    """
    titles = {section.id: section.title for section in runbook.sections}
    has = {section.id: section.locales for section in runbook.sections}
    for place in places(runbook):
        if not isinstance(place.element, Paragraph):
            continue
        for reference in place.element.references:
            if reference.target is None or reference.target not in titles:
                continue
            for locale, found_by in sorted(reference.found_by.items()):
                title = titles[reference.target].get(locale)
                # Where the edition has lost the heading that the others name, its words are that heading's.
                lost = any(
                    one.target in has and locale not in has[one.target or ""]
                    for one in place.element.references
                    if one.kind == reference.kind
                )
                if found_by == "foreign-title" and title and not lost:
                    yield Drift(
                        locale=locale,
                        at=place,
                        expected=inline.plain(title),
                        actual=reference.text[locale],
                        agreeing=tuple(
                            other for other, how in sorted(reference.found_by.items()) if how != found_by
                        ),
                        confidence=0.9,
                    )
