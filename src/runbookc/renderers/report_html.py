"""Findings as one self-contained page: a dashboard, and each finding with what all editions say.

Works offline and without script (then unfiltered, in English). Everything from a document passes
Jinja's autoescape; the Content-Security-Policy allows the page's own style and script by hash.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import msgspec
from markupsafe import Markup

from runbookc import __version__
from runbookc.locales import available, catalog, messages
from runbookc.model.finding import LEVELS, Excerpt, Finding, RulePage
from runbookc.renderers import Artifact, Library
from runbookc.renderers._families import FAMILIES
from runbookc.renderers._grouping import Counts, Group, count, grouped
from runbookc.renderers._marking import code_html, text_html, visible
from runbookc.renderers._pieces import Pieces
from runbookc.renderers._report_page import asset, environment, markup, policy

DOMAIN = "report"
CARDS = 3000
"""A page with more is slow to open; JSON and SARIF have all."""
BARS = 12
PLACES = 200
_LEVEL_NAMES = {"error": ("Error", "Errors"), "warning": ("Warning", "Warnings"), "note": ("Note", "Notes")}
_SHAPES = {"error": "⬣", "warning": "▲", "note": "●"}


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a finding: what an edition says there."""

    locale: str
    line: int | None
    text: Markup | None
    deviates: bool


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a finding stands."""

    text: str
    href: str = ""
    """The step's place in the checklist page, in the language of the finding."""


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One group of findings as the template shows it."""

    anchor: str
    first: Finding
    title: str
    family: str
    family_name: str
    level_name: str
    message: str
    expected: str | None
    actual: str | None
    agreeing: str
    confidence: int
    locales: str
    runbooks: str
    code: bool
    editions: tuple[Edition, ...]
    places: tuple[Place, ...]
    page: RulePage | None


def render_library(library: Library) -> Iterator[Artifact]:
    """``drift/report.html``."""
    yield Artifact(path="drift/report.html", data=_page(library, home="../").encode("utf-8", "replace"))


def report(library: Library) -> str:
    """The page, to stand alone."""
    return _page(library, home="")


def _page(library: Library, home: str) -> str:
    """`home` leads to the other pages of a build; without it nothing links to them."""
    known = {summary.id for summary in library.summaries} if home else set()
    groups = grouped(library.findings)
    counts = count(library.findings)
    pages = {rule.code: rule for rule in library.rules}
    excerpts = {excerpt.group: excerpt for excerpt in library.excerpts}
    style, script = asset("style.css"), asset("script.js")
    page: str = (
        environment()
        .get_template("report.html.j2")
        .render(
            home=home,
            policy=policy(style, script),
            style=markup(style),
            script=markup(script),
            words=markup(_words()),
            languages=[(tag, catalog(tag, DOMAIN).language_name(tag)) for tag in available(DOMAIN)],
            levels=[(level, _LEVEL_NAMES[level][1]) for level in LEVELS],
            shapes=_SHAPES,
            counts=counts,
            runbooks=len(library.summaries) or len({finding.runbook for finding in library.findings}),
            accepted=len(library.accepted),
            families=[{"code": code, "name": FAMILIES.get(code, code)} for code in counts.families],
            matrix=_matrix(counts, library),
            articles=_articles(library),
            cards=_cards(groups[:CARDS], pages, excerpts, known, library.pieces),
            left_out=max(0, len(groups) - CARDS),
            version=__version__,
        )
    )
    return page


def _words() -> str:
    """All languages' UI words as JSON that can stand in a script element."""
    words: dict[str, dict[str, str]] = {}
    for tag in available(DOMAIN):
        words[tag] = {**messages(tag, DOMAIN), "": catalog(tag, DOMAIN).direction}
    text = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _matrix(counts: Counts, library: Library) -> list[dict[str, Any]]:
    most = max(counts.cells.values(), default=1)
    locales = {locale for summary in library.summaries for locale in summary.editions}
    rows = []
    for locale in sorted(locales | set(counts.locales)):
        cells = []
        for family in counts.families:
            number = counts.cells.get((locale, family), 0)
            cells.append({"family": family, "count": number, "heat": 1 + round(5 * number / most)})
        rows.append({"locale": locale, "cells": cells})
    return rows


def _articles(library: Library) -> list[dict[str, Any]]:
    """The runbooks with most findings, errors first, with bars in steps of a twentieth."""
    totals: dict[str, dict[str, int]] = {}
    for finding in library.findings:
        own = totals.setdefault(finding.runbook, dict.fromkeys(LEVELS, 0))
        own[finding.level] += 1
    ranked = sorted(totals.items(), key=lambda item: ([-item[1][level] for level in LEVELS], item[0]))[:BARS]
    most = max((sum(own.values()) for _, own in ranked), default=1)
    names = {summary.id: summary.health_set for summary in library.summaries}
    return [
        {"id": id_, "name": visible(f"{names[id_]} ({id_})" if names.get(id_) else id_), **own}
        | {"widths": {level: -(-20 * own[level] // most) if own[level] else 0 for level in LEVELS}}
        for id_, own in ranked
    ]


def _cards(
    groups: Sequence[Group],
    pages: Mapping[str, RulePage],
    excerpts: Mapping[str, Excerpt],
    known: Set[str],
    pieces: Pieces,
) -> Iterator[Any]:
    """The cards as HTML."""
    template = environment().get_template("card.html.j2")
    for group in groups:
        page, excerpt = pages.get(group.first.rule), excerpts.get(group.first.group)
        linked = [finding.runbook in known for finding in group.places]

        def made(
            group: Group = group, page: RulePage | None = page, excerpt: Excerpt | None = excerpt
        ) -> str:
            html: str = template.render(card=_card(group, page, excerpt, known), shapes=_SHAPES)
            return html

        yield markup(pieces.get(made, group, page, excerpt, linked))


def _card(group: Group, page: RulePage | None, excerpt: Excerpt | None, known: Set[str]) -> Card:
    first = group.first
    family = first.rule[:3]
    return Card(
        anchor=first.fingerprint,
        first=first,
        title=page.title.replace("-", " ") if page else "",
        family=family,
        family_name=FAMILIES.get(family, family),
        level_name=_LEVEL_NAMES[first.level][0],
        message=visible(first.message),
        expected=None if first.expected is None else visible(first.expected),
        actual=None if first.actual is None else visible(first.actual),
        agreeing=", ".join(first.agreeing),
        confidence=round(first.confidence * 100),
        locales=" ".join(sorted(_involved(group))),
        runbooks=" ".join(sorted({finding.runbook for finding in group.places})),
        code=excerpt is not None and excerpt.kind == "code",
        editions=tuple(_editions(first, excerpt)) if excerpt else (),
        places=tuple(_places(group, known)),
        page=page,
    )


def _involved(group: Group) -> set[str]:
    related = {
        place.locale for finding in group.places if finding.origin == "source" for place in finding.related
    }
    return {finding.locale for finding in group.places} | related


def _places(group: Group, known: Set[str]) -> Iterator[Place]:
    for finding in group.places[:PLACES]:
        where = finding.step or finding.section
        text = f"{finding.path}:{finding.line}" + (f" ({finding.runbook}, {where})" if where else "")
        yield Place(text=visible(text), href=_href(finding) if finding.runbook in known else "")
        if finding.origin == "source":
            yield from (Place(text=visible(f"{place.path}:{place.line}")) for place in finding.related)
    if len(group.places) > PLACES:
        yield Place(text=f"+ {len(group.places) - PLACES}")


def _href(finding: Finding) -> str:
    page = f"../checklists/{_quoted(finding.runbook)}.html?lang={_quoted(finding.locale)}"
    where = finding.step or finding.section
    return f"{page}#{_quoted(where)}" if where else page


@lru_cache(maxsize=8192)
def _quoted(text: str) -> str:
    return quote(text, safe="", errors="replace")


def _editions(first: Finding, excerpt: Excerpt) -> Iterator[Edition]:
    """The deviating edition first, then the others in the order of their names."""
    agreed = next((excerpt.texts[tag] for tag in first.agreeing if tag in excerpt.texts), None)
    own = excerpt.texts.get(first.locale) if agreed is not None else None
    for locale in sorted(
        excerpt.lines.keys() | excerpt.texts.keys(), key=lambda tag: (tag != first.locale, tag)
    ):
        text = excerpt.texts.get(locale)
        deviates = locale == first.locale or first.origin == "source"
        yield Edition(
            locale=locale,
            line=excerpt.lines.get(locale),
            text=None
            if text is None
            else _marked(text, excerpt.kind, first, deviates, agreed if deviates else own),
            deviates=deviates,
        )


def _marked(text: str, kind: str, first: Finding, deviates: bool, other: str | None) -> Markup:
    """`other` is the code on the other side, if there is one: in code every word that it lacks is marked."""
    if kind == "code":
        return code_html(text, other)
    return text_html(text, (first.actual if deviates else first.expected,))
