"""CMD021."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, Place, places, rule
from runbookc.checks.evidence import majority
from runbookc.model.runbook import Command, Runbook


@rule(
    "CMD021",
    level="warning",
    title="command-in-text",
    message="{place} stands in the text, not in a code block as in the other editions: {actual}",
)
def command_in_text(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A command stands in the text like a sentence, where the other editions have a code block.

    Why: text is processed: backslashes and asterisks vanish, quotation marks and dashes become
    typographic, lines break. Whoever copies it copies that.

    Bad:  a paragraph "Get-ServerHealth server1.contoso.com" in en-US, a code block elsewhere.
    Good: a code block in every edition.
    """
    found = [place for place in places(runbook) if isinstance(place.element, Command)]
    for place in found:
        command: Command = place.element
        boxed = tuple(locale for locale in place.locales if locale not in command.prose)
        for locale in command.prose if len(boxed) > len(command.prose) else ():
            if not _is_usual(locale, found):
                yield Drift(
                    locale=locale,
                    at=place,
                    actual=command.variants[locale],
                    agreeing=boxed,
                    confidence=majority(len(boxed), len(place.locales)),
                )


def _is_usual(locale: str, found: list[Place]) -> bool:
    """Whether the edition sets commands like this: in some older articles there are few boxes."""
    return sum(locale in place.element.prose for place in found) > 1
