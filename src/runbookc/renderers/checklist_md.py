"""Markdown checklists: one per runbook and locale, the same step numbers in every language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from runbookc.inline import escape
from runbookc.locales import Catalog, catalog
from runbookc.model.runbook import Edition
from runbookc.renderers import Artifact, Bundle
from runbookc.renderers._markdown_blocks import Writer


def render(bundle: Bundle) -> Iterator[Artifact]:
    """One Markdown checklist per runbook and locale (CommonMark with GFM tables and task lists)."""
    template = _environment().get_template("checklist.md.j2")
    for locale in bundle.runbook.locales:
        words = catalog(locale, "checklist")
        writer = Writer(bundle, locale, words)
        text = template.render(
            runbook=bundle.runbook,
            edition=bundle.runbook.editions[locale],
            locale=locale,
            words=words,
            writer=writer,
            translation=_translation(bundle.runbook.editions[locale], words),
        )
        yield Artifact(
            path=f"checklists/{locale}/{bundle.runbook.id}.md", data=_tidy(text).encode("utf-8", "replace")
        )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("runbookc.renderers"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # Markdown: the writer and the filters below escape.
        keep_trailing_newline=True,
    )
    environment.filters["md"] = escape
    environment.filters["cell"] = lambda text: escape(text).replace("|", "\\|")
    return environment


def _translation(edition: Edition, words: Catalog) -> str | None:
    match edition.translation:
        case "human":
            return words.gettext("Human translation")
        case "machine":
            return words.gettext("Machine translation")
        case _:
            return None


def _tidy(text: str) -> str:
    """At most one blank line in a row outside fences, none at the end."""
    out: list[str] = []
    fence = ""
    for line in text.split("\n"):
        stripped = line.strip()
        if fence:
            if stripped == fence:
                fence = ""
        elif stripped.startswith("```"):
            fence = stripped[: len(stripped) - len(stripped.lstrip("`"))]
        elif not stripped and (not out or not out[-1].strip()):
            continue
        out.append(line.rstrip() if not fence else line)
    return "\n".join(out).rstrip("\n") + "\n"
