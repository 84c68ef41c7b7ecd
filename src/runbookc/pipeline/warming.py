"""What a process loads before it knows its work: rules, renderers, and what they need for some locales.

It makes a difference to nothing but time, so a failure is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress

from runbookc import checks
from runbookc.model.document import Span
from runbookc.model.runbook import Command, Edition, Paragraph, Runbook, Section
from runbookc.renderers import Bundle, runbook_renderers

_MOST = 8
"""Locales that are loaded for."""


def most_used(locales: Iterable[str | None]) -> tuple[str, ...]:
    """The locales, of those given, that are worth loading for: the most frequent ones."""
    counts = Counter(locale for locale in locales if locale)
    return tuple(locale for locale, _ in counts.most_common(_MOST))


def load_runbooks(locales: Sequence[str]) -> None:
    """Whatever the checks and renderers of a runbook load with its first one in these locales."""
    with suppress(Exception):
        sample = _sample(tuple(locales) or ("en-US",))
        checks.run(sample, checks.Corpus())
        for render in runbook_renderers():
            list(render(Bundle(runbook=sample)))


def _sample(locales: tuple[str, ...]) -> Runbook:
    """A runbook with a number, a duration and a command in each locale."""
    sources = {locale: Span(1, 1) for locale in locales}
    texts = {locale: f"{locale}, 10,000 x 5 min." for locale in locales}
    paragraph = Paragraph(id="sample.1", locales=locales, sources=sources, text=texts)
    command = Command(
        id="sample.2",
        locales=locales,
        sources=sources,
        language="powershell",
        purpose="literal",
        code="Get-Service",
        agreed_by="none",
        variants={locale: f"Get-Service {locale}" for locale in locales},
    )
    section = Section(
        id="sample",
        role="other",
        level=2,
        title=texts,
        locales=locales,
        sources=sources,
        monitors=(),
        named_by={},
        blocks=(paragraph, command),
    )
    return Runbook(
        id="sample",
        aliases=(),
        asset_id=None,
        health_set=None,
        reference_locale=None,
        editions={locale: Edition(path=locale, sha256="", title=locale) for locale in locales},
        probes=(),
        probe_section=None,
        probe_sources={},
        sections=(section,),
    )
