"""Every word that template and script say is in the catalog, and the catalog has no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import runbookc.renderers
from runbookc.locales import messages
from runbookc.renderers._page.assets import assets

TEMPLATES = Path(runbookc.renderers.__file__).parent / "templates" / "page"
PARTS = {
    "page": ("checklist", ("checklist.html.j2",), ("_page/blocks.py", "_families.py", "record_md.py")),
    "index": ("index", ("index.html.j2", "row.html.j2"), ("index_html.py", "_families.py")),
}


@pytest.mark.parametrize("domain", PARTS)
def test_words(domain: str) -> None:
    folder, templates, modules = PARTS[domain]
    known = set(messages("en-US", domain))
    text = assets(folder).script + "".join((TEMPLATES / name).read_text("utf-8") for name in templates)
    for name in modules:
        text += TEMPLATES.parents[1].joinpath(name).read_text("utf-8")
    asked = set(re.findall(r'\b_?(?:say|word)\("((?:[^"\\]|\\.)+)"', text))
    asked |= set(re.findall(r'word\.\w+\((?:"[\w-]+", )?"([^"]+)"\)', text))
    asked = {word.replace("\\\\", "\\") for word in asked}
    assert asked - known == set()
    unused = {word for word in known if f'"{word}"' not in text.replace("\\\\", "\\")}
    assert unused == set()
