"""``index.html``: every runbook in every language, with its drift; a visitor's first page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

import msgspec
from markupsafe import Markup

from runbookc.locales import available, catalog
from runbookc.model.finding import LEVELS
from runbookc.renderers import Artifact, Library, Summary
from runbookc.renderers._families import FAMILIES
from runbookc.renderers._page.assets import assets, environment
from runbookc.renderers._page.nodes import nodes_text, to_nodes
from runbookc.renderers._page.payload import safe_json
from runbookc.renderers._page.wording import word_keys, word_texts, wording

DOMAIN = "index"
_SHOWN = "en-US"
"""The language before the script has asked the browser."""


class FamilyCount(msgspec.Struct, frozen=True, kw_only=True):
    family: str
    level: str
    """The worst level that occurs."""
    count: int
    """At all levels."""


class EditionRow(msgspec.Struct, frozen=True, kw_only=True):
    locale: str
    href: str
    title: str
    steps: int
    translation: str
    modified: str
    published: str
    families: tuple[FamilyCount, ...]
    errors: int
    warnings: int


class RunbookRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    href: str
    title: str
    title_locale: str
    health_set: str
    probes: int
    steps: int
    errors: int
    warnings: int
    editions: tuple[EditionRow, ...]
    script: str
    model: str
    find: str
    """What the search looks at, in lower case."""


def render_library(library: Library) -> Iterator[Artifact]:
    """``index.html``."""
    locales = sorted({locale for summary in library.summaries for locale in summary.editions})
    tags = sorted({catalog(tag, DOMAIN).words for tag in available(DOMAIN)})
    kit = assets("index")
    totals = _totals(library)
    page = environment().get_template("index.html.j2").render(
        word=wording(_SHOWN, DOMAIN),
        words=catalog(_SHOWN, DOMAIN),
        rows=_rows(library),
        names=_names(tags),
        tags=tags,
        runbooks=len(library.summaries),
        editions=sum(len(summary.editions) for summary in library.summaries),
        languages=len(locales),
        totals=totals,
        families=_families(library),
        family_words=FAMILIES,
        policy=Markup(kit.policy),
        style=Markup(kit.style),
        script=Markup(kit.script),
        data=Markup(safe_json(_payload(tags, locales)).decode()),
    )  # fmt: skip
    yield Artifact(path="index.html", data=page.encode())


def _rows(library: Library) -> Iterator[Markup]:
    """The runbooks as HTML."""
    template = environment().get_template("row.html.j2")
    for summary in library.summaries:

        def made(summary: Summary = summary) -> str:
            return template.render(
                row=_runbook_row(summary),
                names=_names(summary.editions),
                word=wording(_SHOWN, DOMAIN),
                words=catalog(_SHOWN, DOMAIN),
                family_words=FAMILIES,
            )

        yield Markup(library.pieces.get(made, summary))


def _names(tags: Iterable[str]) -> dict[str, str]:
    """Locales to what their languages call themselves."""
    return {tag: catalog(tag, DOMAIN).language_name(tag) for tag in tags}


def _payload(tags: list[str], locales: list[str]) -> dict[str, object]:
    """``w``: words by language; ``d``: the direction of each locale on the page."""
    return {
        "keys": word_keys(DOMAIN),
        "words": {tag: word_texts(tag, DOMAIN) for tag in tags},
        "directions": {tag: catalog(tag, DOMAIN).direction for tag in sorted({*tags, *locales})},
    }


def _totals(library: Library) -> dict[str, int]:
    counts = dict.fromkeys(LEVELS, 0)
    for summary in library.summaries:
        for families in summary.findings.values():
            for levels in families.values():
                for level, count in levels.items():
                    counts[level] += count  # type: ignore[index]
    return {str(level): count for level, count in counts.items()}


def _families(library: Library) -> tuple[str, ...]:
    """Those that occur, in the order of the legend."""
    found = {family for summary in library.summaries for each in summary.findings.values() for family in each}
    return tuple(family for family in FAMILIES if family in found)


def _runbook_row(summary: Summary) -> RunbookRow:
    page = f"checklists/{quote(summary.id)}.html"
    editions = tuple(_edition_row(summary, tag, page) for tag in sorted(summary.editions))
    shown = next((each for each in editions if each.locale.split("-")[0] == "en"), editions[0])
    names = [summary.id, summary.health_set or ""]
    for each in editions:
        names += [each.locale, each.title, catalog(each.locale, DOMAIN).language_name(each.locale)]
    return RunbookRow(
        id=summary.id,
        href=page,
        title=shown.title,
        title_locale=shown.locale,
        health_set=summary.health_set or "",
        probes=summary.probes,
        steps=max(summary.steps.values(), default=0),
        errors=sum(each.errors for each in editions),
        warnings=sum(each.warnings for each in editions),
        editions=editions,
        script=f"scripts/{quote(summary.id)}/{quote(summary.id)}.ps1",
        model=f"model/{quote(summary.id)}.json",
        find=" ".join(names).lower(),
    )


def _edition_row(summary: Summary, tag: str, page: str) -> EditionRow:
    edition = summary.editions[tag]
    found = summary.findings.get(tag, {})
    return EditionRow(
        locale=tag,
        href=f"{page}?lang={quote(tag)}",
        title=nodes_text(to_nodes(edition.title)) or summary.id,
        steps=summary.steps.get(tag, 0),
        translation=edition.translation or "",
        modified=edition.modified or "",
        published=edition.published or "",
        families=tuple(_family(family, found[family]) for family in FAMILIES if family in found),
        errors=sum(levels.get("error", 0) for levels in found.values()),
        warnings=sum(levels.get("warning", 0) for levels in found.values()),
    )


def _family(family: str, levels: dict[str, int]) -> FamilyCount:
    worst = next((level for level in LEVELS if levels.get(level)), "note")
    return FamilyCount(family=family, level=worst, count=sum(levels.values()))
