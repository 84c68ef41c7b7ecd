"""Elements that some editions have and others lack: who is to blame, and what to call the element."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc import inline
from runbookc.checks.evidence import lacking, witness
from runbookc.checks.places import Place, once_per_runbook, places
from runbookc.checks.registry import Drift
from runbookc.model import runbook as model
from runbookc.model.finding import Level
from runbookc.model.runbook import Runbook

SUMMARY = 100
"""Characters of an element's text that stand for it."""


def lacks(runbook: Runbook, place: Place, sense: str, *, level: Level | None = None) -> Iterator[Drift]:
    """Drifts for an element that not all editions have.

    `sense` ``missing`` blames the editions without it, ``extra`` those with it; when nothing
    decides, both senses say so of their side. An edition that merely arranges the element in
    another way (a divergence) does not lack it.
    """
    if not place.missing:
        return
    arranged = {one.locale for one in runbook.divergences if one.element == place.id}
    absent = tuple(locale for locale in place.missing if locale not in arranged)
    present = tuple(locale for locale in place.locales if locale in place.within)
    if not absent or not present:
        return
    verdict, blamed, confidence = lacking(present, absent, runbook.reference_locale)
    if verdict not in (sense, "open"):
        return
    side = set(absent if sense == "missing" else present)
    for locale in (one for one in blamed if one in side):
        shown = summary(
            place.element, locale if sense == "extra" else witness(present, runbook.reference_locale)
        )
        yield Drift(
            locale=locale,
            at=place,
            expected=shown if sense == "missing" else None,
            actual=None if sense == "missing" else shown,
            agreeing=present if sense == "missing" else absent,
            level=level,
            confidence=confidence,
        )


@once_per_runbook
def rewritten(runbook: Runbook) -> frozenset[tuple[str, str]]:
    """Paragraphs and items that an edition worded so differently that they did not align: (id, locale)
    of both the one it lacks and the one that it has alone, side by side in one step, section or list."""
    lacked: dict[tuple[str, str], list[str]] = {}
    alone: dict[tuple[str, str], list[str]] = {}
    for place in places(runbook):
        if place.kind not in ("paragraph", "item"):
            continue
        around = f"{place.kind} {place.id.rpartition('.')[0]}"
        few = len(place.locales) * 2 <= len(place.within)
        for locale in place.within:
            if locale in place.locales and few:
                alone.setdefault((around, locale), []).append(place.id)
            elif locale not in place.locales and not few:
                lacked.setdefault((around, locale), []).append(place.id)
    return frozenset(
        (id_, key[1])
        for key, missing in lacked.items()
        for pair in zip(missing, alone.get(key, ()), strict=False)
        for id_ in pair
    )


def summary(element: object, locale: str | None) -> str:
    """The first words of an element in that edition (or in another one, if it has none)."""
    return _shortened(_words(element, locale or ""))


def _words(element: object, locale: str) -> str:
    match element:
        case model.Paragraph():
            return inline.plain(_in(element.text, locale))
        case model.Command():
            return _in(element.variants, locale) or element.code
        case model.Section():
            return inline.plain(_in(element.title, locale))
        case model.Step() | model.Item() | model.Note():
            return next(filter(None, (_words(block, locale) for block in _own(element.blocks, locale))), "")
        case model.Steps() | model.List():
            return next(filter(None, (_words(item, locale) for item in element.items)), "")
        case model.Table():
            return _row_words(element.rows[0], locale) if element.rows else ""
        case tuple():
            return _row_words(element, locale)
        case model.Probe() | model.Monitor() | model.Dependency():
            return element.id or inline.plain(_in(element.text, locale))
        case _:
            return ""


def _own(blocks: tuple[model.Block, ...], locale: str) -> tuple[model.Block, ...]:
    return tuple(block for block in blocks if locale in block.locales) or blocks


def _row_words(row: tuple[model.Text, ...], locale: str) -> str:
    return " | ".join(inline.plain(_in(cell, locale)) for cell in row)


def _in(texts: model.Text, locale: str) -> str:
    return texts.get(locale) or next((text for _, text in sorted(texts.items()) if text), "")


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SUMMARY else flat[: SUMMARY - 1].rstrip() + "…"
