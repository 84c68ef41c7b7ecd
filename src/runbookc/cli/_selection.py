"""Which runbook and which language a command means."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from runbookc.errors import RunbookcError
from runbookc.model.runbook import Runbook
from runbookc.terminal import printable


class UnknownRunbookError(RunbookcError):
    """No runbook has that id."""

    def __init__(self, wanted: str, known: Sequence[str]) -> None:
        near = get_close_matches(wanted, known, n=3, cutoff=0.4)
        hint = f"did you mean {', '.join(near)}?" if near else f"there are {', '.join(known[:10]) or 'none'}"
        super().__init__(printable(f"no runbook {wanted!r}; {hint}"))


class UnknownEditionError(RunbookcError):
    """The runbook has no edition in that locale."""

    def __init__(self, runbook: Runbook, locale: str) -> None:
        super().__init__(f"{runbook.id} has no edition in {locale}; it has {', '.join(runbook.locales)}")


def selected(runbooks: Sequence[Runbook], wanted: str) -> Runbook:
    """The runbook with that id, or else the only one with that alias. Raises UnknownRunbookError."""
    name = wanted.casefold()
    for runbook in runbooks:
        if runbook.id == name:
            return runbook
    other = [runbook for runbook in runbooks if name in (alias.casefold() for alias in runbook.aliases)]
    if len(other) == 1:
        return other[0]
    raise UnknownRunbookError(wanted, [runbook.id for runbook in runbooks])


def reader_locale(runbook: Runbook, wanted: Sequence[str]) -> str:
    """The first wanted locale, else reference, English, first. Raises UnknownEditionError."""
    for locale in wanted:
        if locale not in runbook.editions:
            raise UnknownEditionError(runbook, locale)
        return locale
    english = next((tag for tag in runbook.locales if tag.split("-")[0] == "en"), None)
    return runbook.reference_locale or english or runbook.locales[0]
