"""Style, script and Content-Security-Policy of the pages."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib.resources import files

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined

from runbookc.renderers._page.controls import without_controls

_TEMPLATES = files("runbookc.renderers").joinpath("templates", "page")


class Assets(msgspec.Struct, frozen=True, kw_only=True):
    """What goes into a page's head and foot as it stands."""

    style: str
    script: str
    policy: str
    """Nothing may be loaded; only this very style and script may run (CSP level 3, section 2.3.1)."""


@lru_cache(maxsize=4)
def assets(name: str) -> Assets:
    """The files of ``templates/page/shared`` and ``templates/page/<name>``: one style, one script.

    In the order of their names, as they are kept by hand; the script's parts share one strict scope.
    """
    parts = [
        part
        for folder in ("shared", name)
        for part in sorted(_TEMPLATES.joinpath(folder).iterdir(), key=lambda part: part.name)
    ]
    style = "\n".join(part.read_text("utf-8") for part in parts if part.name.endswith(".css"))
    body = "\n".join(part.read_text("utf-8") for part in parts if part.name.endswith(".js"))
    script = f'(() => {{\n"use strict";\n{body}\n}})();\n'
    policy = (
        f"default-src 'none'; script-src {_source(script)}; style-src {_source(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    return Assets(style=style, script=script, policy=policy)


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _shown(value: object) -> object:
    """What a template prints: text from documents never with characters that hide or turn round text."""
    return without_controls(value) if type(value) is str else value


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Jinja with autoescape for everything, and an error for every name that a view lacks."""
    return Environment(
        loader=PackageLoader("runbookc.renderers", "templates/page"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
