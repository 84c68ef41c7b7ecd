"""What stands around a finding in every edition, for those who have to judge it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from runbookc.checks.places import Place, Segment, places, segments
from runbookc.checks.runner import first_alike
from runbookc.model import runbook as model
from runbookc.model.finding import Excerpt, Finding
from runbookc.model.runbook import Runbook


def excerpts(runbook: Runbook, findings: Iterable[Finding], known: Collection[str] = ()) -> Iterator[Excerpt]:
    """An excerpt for each group of `findings` (of this runbook) that is not in `known`."""
    wanted = {finding.group: finding.place for finding in findings if finding.group not in known}
    if not wanted:
        return
    runbook = first_alike(runbook)
    where = {place.id: place for place in places(runbook)}
    texts = {segment.at.id: segment for segment in segments(runbook)}
    for group, place in wanted.items():
        if place in texts:
            yield _of_segment(group, texts[place])
        elif place in where:
            yield _of_place(group, where[place], runbook)


def _of_segment(group: str, segment: Segment) -> Excerpt:
    locales = segment.at.within or tuple(segment.texts)
    lines = {locale: segment.lines.get(locale, segment.at.line(locale)) for locale in locales}
    return Excerpt(group=group, kind="text", texts=dict(sorted(segment.texts.items())), lines=lines)


def _of_place(group: str, place: Place, runbook: Runbook) -> Excerpt:
    locales = place.within or runbook.locales
    kind = "code" if isinstance(place.element, model.Command) else "text"
    if isinstance(place.element, model.Probe | model.Monitor | model.Dependency):
        kind = "row"
    texts = {locale: "\n".join(_lines(place.element, locale)) for locale in place.locales}
    return Excerpt(
        group=group,
        kind=kind,
        texts={locale: text for locale, text in texts.items() if text},
        lines={locale: place.line(locale) for locale in locales},
    )


def _lines(element: object, locale: str) -> Iterator[str]:
    match element:
        case model.Paragraph():
            if locale in element.text:
                yield element.text[locale]
        case model.Command():
            if locale in element.variants:
                yield element.variants[locale]
        case model.Section():
            yield element.title.get(locale, "")
        case model.Step() | model.Item() | model.Note():
            for block in element.blocks:
                yield from _lines(block, locale)
        case model.Steps() | model.List():
            for item in element.items:
                if locale in item.locales:
                    yield from _lines(item, locale)
        case model.Probe():
            yield from filter(None, (element.text.get(locale), element.health_set_text.get(locale)))
            for entry in element.dependencies:
                yield from _lines(entry, locale)
            for monitor in element.monitors:
                yield from _lines(monitor, locale)
        case model.Monitor(text=text) | model.Dependency(text=text):
            if locale in text:
                yield text[locale]
        case _:
            return
