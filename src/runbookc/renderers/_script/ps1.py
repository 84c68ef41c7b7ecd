"""A plan as a script: the templates, filled with literals and comments, around the runtime."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from runbookc import __version__
from runbookc.renderers._script.literal import ascii_literal, ascii_literals, escaped, literal
from runbookc.renderers._script.messages import messages
from runbookc.renderers._script.plan import Plan
from runbookc.renderers._script.steps import comment, step_lines


def script(plan: Plan, texts: Mapping[str, str], default_locale: str, locales: tuple[str, ...]) -> bytes:
    """The script as bytes: ASCII, CRLF. `texts` are the article's in `default_locale`, which it carries."""
    head = _template("head").render(
        plan=plan,
        default_locale=default_locale,
        example=" -Server mbx01" if any(item.name == "Server" for item in plan.parameters) else "",
        runtime_digest=_runtime_digest(),
        version=__version__,
    )
    body = _template("body").render(
        plan=plan,
        editions=[line for edition in plan.editions for line in comment(edition, 0)],
        sections=list(_sections(plan)),
        texts="\n".join((*_rows(texts), _own_rows(default_locale))),
        default_locale=default_locale,
        locales=locales,
    )
    return b"".join((_bytes(head), _runtime_bytes(), _bytes(body)))


def _bytes(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode("ascii")


@lru_cache(maxsize=2)
def _template(part: str) -> Template:
    environment = Environment(
        loader=PackageLoader("runbookc.renderers", "templates/script"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
        keep_trailing_newline=True,
    )
    environment.filters["literal"] = ascii_literal
    environment.filters["literals"] = ascii_literals
    environment.filters["help"] = lambda text: re.sub(r"[^A-Za-z0-9._-]", "-", text)
    return environment.get_template(f"{part}.ps1.j2")


@lru_cache(maxsize=1)
def _runtime() -> str:
    return files("runbookc.renderers").joinpath("templates", "script", "runtime.ps1").read_text("ascii")


@lru_cache(maxsize=1)
def _runtime_bytes() -> bytes:
    return _bytes(_runtime())


@lru_cache(maxsize=1)
def _runtime_digest() -> str:
    return hashlib.sha256(_runtime().encode("ascii")).hexdigest()


def _sections(plan: Plan) -> Iterator[dict[str, str]]:
    """The sections that have steps, as the template takes them."""
    for (id_, role), steps in groupby(plan.steps, key=lambda step: (step.section, step.role)):
        yield {
            "id": id_,
            "role": role,
            "steps": "\n".join(line for step in steps for line in step_lines(step)),
        }


def _rows(texts: Mapping[str, str]) -> Iterator[str]:
    return (f"    {literal(key)} = {escaped(text)}" for key, text in texts.items())


@lru_cache(maxsize=64)
def _own_rows(locale: str) -> str:
    """What the script itself says."""
    return "\n".join(_rows(messages(locale)))
