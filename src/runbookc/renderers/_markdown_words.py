"""The Markdown checklist's own words in one language: looked up and escaped once."""

from __future__ import annotations

from functools import lru_cache

from runbookc.inline import Code, escape, to_markdown
from runbookc.locales import Catalog, catalog

_DOMAIN = "checklist"


class Words:
    """What stands on every checklist in one language, as Markdown."""

    def __init__(self, locale: str) -> None:
        self.catalog: Catalog = catalog(locale, _DOMAIN)
        self.severities = {kind: self.catalog.gettext(kind.capitalize()) for kind in _SEVERITIES}
        """Kind of a note to its label."""
        self.expected = escape(self.catalog.gettext("Expected"))
        self.missing = escape(self.catalog.gettext("Missing in this edition"))
        self.differs = escape(self.catalog.gettext("Differs from the other languages"))
        self.source = escape(self.catalog.gettext("Source"))
        self.health_set = escape(self.catalog.gettext("Health set"))
        self.probes = escape(self.catalog.gettext("Probes and monitors"))
        self.probe_columns = (
            self.catalog.gettext("Probe"),
            self.catalog.gettext("Health set"),
            self.catalog.gettext("Dependencies"),
            self.catalog.gettext("Monitors"),
        )
        """Of the table of probes; plain text."""


_SEVERITIES = ("note", "tip", "important", "caution", "warning")


@lru_cache(maxsize=64)
def words(locale: str) -> Words:
    """The words for readers of `locale`."""
    return Words(locale)


@lru_cache(maxsize=512)
def shown_in(locale: str, other: str) -> str:
    """Says that a text is in the language `other`."""
    name = catalog(other).language_name(locale)
    return escape(catalog(locale, _DOMAIN).gettext("Shown in {language}", language=name))


@lru_cache(maxsize=1024)
def wait_words(locale: str, duration: str) -> str:
    """``Wait: 10 minutes``."""
    found = catalog(locale, _DOMAIN)
    return f"{escape(found.gettext('Wait'))}: {escape(found.duration(duration))}"


@lru_cache(maxsize=1024)
def command_facts(locale: str, facts: tuple[str, ...], placeholders: tuple[str, ...]) -> str:
    """What to know of a command: message ids, and the names to fill in."""
    found = catalog(locale, _DOMAIN)
    said = [found.gettext(fact) for fact in facts]
    if placeholders:
        names = found.list([to_markdown((Code(f"<{name}>"),)) for name in placeholders])
        said.append(f"{found.gettext('Fill in')}: {names}")
    return " · ".join(said)
