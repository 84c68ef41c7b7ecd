"""Words that code and templates ask for are in a catalog: a misspelt one would show in English everywhere."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import runbookc
from runbookc.locales import domains, messages

HOME = Path(runbookc.__file__).parent
_ASKED = re.compile(r"""\bn?gettext\(\s*(?:"([^"]+)"|'([^']+)')""")


def asked() -> Iterator[tuple[str, str]]:
    """File and message id, wherever the id is written out in a call."""
    for path in sorted(HOME.rglob("*.j2")):
        for match in _ASKED.finditer(path.read_text(encoding="utf-8")):
            yield path.name, match[1] or match[2]
    for path in sorted(HOME.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            match node:
                case ast.Call(
                    func=ast.Attribute(attr="gettext" | "ngettext"), args=[ast.Constant(str(word)), *_]
                ):
                    yield path.name, word


def test_every_word_asked_for_is_in_a_catalog() -> None:
    known = {word for domain in domains() for word in messages("en-US", domain)}
    found = list(asked())
    assert len(found) > 10
    assert [(name, word) for name, word in found if word not in known] == []
