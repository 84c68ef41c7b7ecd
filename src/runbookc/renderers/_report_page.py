"""What the pages of reports share: template environment, style, Content-Security-Policy."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

_HOME = Path(__file__).parent / "templates" / "report"


@lru_cache(maxsize=1)
def environment() -> Any:
    """Jinja with autoescape on, for the templates of this folder; an unknown name is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(_HOME), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    made.globals["t"] = _said
    return made


@lru_cache(maxsize=512)
def _said(word: str) -> Any:
    """A word of a page that its script says in other languages."""
    from markupsafe import Markup

    return Markup('<span data-i18n="{0}">{0}</span>').format(word)


@lru_cache(maxsize=8)
def asset(name: str) -> str:
    """One of our own files, to be put into the page."""
    return (_HOME / name).read_text("utf-8")


def markup(text: str) -> Any:
    """Text that Jinja must not escape: our own assets, and JSON whose `<` and `&` are escaped."""
    from markupsafe import Markup

    return Markup(text)


def policy(style: str, script: str = "") -> str:
    """A Content-Security-Policy that allows this style and script, by hash, and nothing else."""
    scripts = f"script-src '{_source(script)}'; " if script else ""
    return f"default-src 'none'; style-src '{_source(style)}'; {scripts}base-uri 'none'; form-action 'none'"


def _source(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
