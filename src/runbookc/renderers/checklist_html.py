"""The checklist page: one self-contained file for a runbook, in all its languages.

The server's part is the page in one language, readable without a script; the script adds the other
languages, the operator's marks and the filled-in commands from the JSON that the page carries.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from markupsafe import Markup

from runbookc.locales import catalog
from runbookc.renderers import Artifact, Bundle
from runbookc.renderers._page.assets import assets, environment
from runbookc.renderers._page.blocks import BlockWriter
from runbookc.renderers._page.identifiers import breakable
from runbookc.renderers._page.nodes import nodes_text, to_nodes
from runbookc.renderers._page.payload import DOMAIN, payload, safe_json
from runbookc.renderers._page.pool import PICKER, Pool, TextView, default_locale
from runbookc.renderers._page.scope import Choice, choices
from runbookc.renderers._page.views import section_view
from runbookc.renderers._page.wording import wording

_DATA = b'<script type="application/json" id="p--data">'
_SCRIPT = b"</script>\n<script>"
_END = b"</script>\n</body>\n</html>"
"""What follows the template's part: it need not go through the template, nor be encoded anew."""


class EditionRow(msgspec.Struct, frozen=True, kw_only=True):
    """One edition in the page's list of sources."""

    locale: str
    name: str
    path: str
    translation: str
    modified: str
    published: str


class ChoiceRow(msgspec.Struct, frozen=True, kw_only=True):
    choice: Choice
    dependencies: tuple[TextView, ...]


def render(bundle: Bundle) -> Iterator[Artifact]:
    """``checklists/<runbook-id>.html``."""
    yield Artifact(path=f"checklists/{bundle.runbook.id}.html", data=_page(bundle))


def _page(bundle: Bundle) -> bytes:
    runbook = bundle.runbook
    shown = default_locale(runbook)
    pool = Pool(runbook, shown, frozenset(bundle.titles))
    sections = [section_view(pool, section) for section in runbook.sections]
    rows = [_choice_row(pool, choice) for choice in choices(runbook)]
    title = pool.text({tag: edition.title for tag, edition in runbook.editions.items() if edition.title})
    words, word = catalog(shown, DOMAIN), wording(shown, DOMAIN)
    writer = BlockWriter(word, words.words)
    kit = assets("checklist")
    data = payload(pool, bundle.findings, title.n)
    page = (
        environment()
        .get_template("checklist.html.j2")
        .render(
            runbook=runbook,
            shown=shown,
            words=words,
            word=word,
            title=title,
            plain_title=_plain(runbook.editions[shown].title) or runbook.id,
            sections=sections,
            text=writer.text,
            blocks=writer.blocks,
            rows=rows,
            breakable=breakable,
            picker=PICKER,
            editions=[_edition_row(bundle, tag) for tag in runbook.locales],
            names={tag: catalog(tag, DOMAIN).language_name(tag) for tag in runbook.locales},
            fields=data["fields"],
            policy=Markup(kit.policy),
            style=Markup(kit.style),
        )
    )
    return b"".join((page.encode(), _DATA, safe_json(data), _SCRIPT, kit.script.encode(), _END))


def _plain(text: str) -> str:
    return nodes_text(to_nodes(text))


def _choice_row(pool: Pool, choice: Choice) -> ChoiceRow:
    return ChoiceRow(choice=choice, dependencies=tuple(pool.text(dict(text)) for text in choice.dependencies))


def _edition_row(bundle: Bundle, tag: str) -> EditionRow:
    edition = bundle.runbook.editions[tag]
    return EditionRow(
        locale=tag,
        name=catalog(tag, DOMAIN).language_name(tag),
        path=edition.path,
        translation=edition.translation or "",
        modified=edition.modified or "",
        published=edition.published or "",
    )
