"""A plan as a script: the template, filled with literals, comments and the code of the commands."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined

from runbookc import __version__
from runbookc.renderers._script.literal import ascii_literal, ascii_literals, comment_lines, escaped
from runbookc.renderers._script.plan import Action, Ask, Call, Plan, PlannedStep, Run, Say, Wait

_WIDTH = 110


def script(plan: Plan, texts: Mapping[str, str], default_locale: str, locales: tuple[str, ...]) -> bytes:
    """The script as bytes: ASCII, CRLF. `texts` are those of `default_locale`, which it carries."""
    environment = _environment()
    filled = environment.get_template("script/script.ps1.j2").render(
        plan=plan,
        editions=[line for edition in plan.editions for line in _comment(edition, 0)],
        sections=_sections(plan),
        texts=list(texts.items()),
        default_locale=default_locale,
        locales=locales,
        example=" -Server mbx01" if any(item.name == "Server" for item in plan.parameters) else "",
        runtime=_runtime(),
        runtime_digest=hashlib.sha256(_runtime().encode("ascii")).hexdigest(),
        version=__version__,
    )
    return filled.replace("\n", "\r\n").encode("ascii")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("runbookc.renderers"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
        keep_trailing_newline=True,
    )
    environment.filters["literal"] = ascii_literal
    environment.filters["literals"] = ascii_literals
    environment.filters["escaped"] = escaped
    environment.filters["help"] = lambda text: re.sub(r"[^A-Za-z0-9._-]", "-", text)
    return environment


@lru_cache(maxsize=1)
def _runtime() -> str:
    source = _environment().loader
    assert source is not None
    return source.get_source(_environment(), "script/runtime.ps1")[0]


def _sections(plan: Plan) -> list[dict[str, object]]:
    """The sections that have steps, as the template takes them."""
    found = []
    for section, steps in groupby(plan.steps, key=lambda step: (step.section, step.role)):
        found.append({"id": section[0], "role": section[1], "steps": [_step(step) for step in steps]})
    return found


def _step(step: PlannedStep) -> dict[str, object]:
    """A step as the template takes it: literals, and comments of ASCII."""
    title = f"{step.label} {step.id}".strip()
    lines = f": {', '.join(step.sources)}" if step.sources else ""
    return {
        "id": step.id,
        "label": step.label,
        "within": step.within,
        "comments": _comment(title + lines, 12),
        "actions": [_action(action) for action in step.actions],
    }


def _comment(text: str, indent: int) -> list[str]:
    return list(comment_lines(text, _WIDTH - indent))


def _action(action: Action) -> dict[str, object]:
    remarks = action.remarks if isinstance(action, Run | Ask) else ()
    fields = [(key, value) for key, value in _fields(action) if value not in _EMPTY]
    plain = len(fields) < 4 and not remarks
    return {
        "comments": [line for text in remarks for line in _comment(text, 20)],
        "fields": fields,
        "short": "@{ " + "; ".join(f"{key} = {value}" for key, value in fields) + " }" if plain else "",
    }


_EMPTY = ("''", "@()", "$false")
"""What the runtime takes for granted where a field is not there."""


def _fields(action: Action) -> list[tuple[str, str]]:
    match action:
        case Run():
            return _run_fields(action)
        case Call(step=step):
            return [("Kind", "'Call'"), ("Step", ascii_literal(step))]
        case Wait(seconds=seconds, number=number):
            numbered = [("Number", str(number))] if number > 1 else []
            return [("Kind", "'Wait'"), ("Second", str(seconds)), *numbered]
        case Say(text=text):
            return [("Kind", "'Show'"), ("Text", ascii_literal(text))]
        case Ask():
            return [
                ("Kind", ascii_literal(action.kind)),
                ("Text", ascii_literal(action.text)),
                ("Reason", ascii_literal(action.reason)),
                ("Command", ascii_literal(action.command)),
                ("Section", ascii_literal(action.section)),
            ]


def _run_fields(action: Run) -> list[tuple[str, str]]:
    code = action.code
    return [
        ("Kind", "'Command'"),
        ("Id", ascii_literal(action.id)),
        ("Command", ascii_literal(code.shown)),
        ("Target", ascii_literal(code.target)),
        ("Effect", ascii_literal(action.effect)),
        ("Risk", ascii_literal(action.risk)),
        ("Check", ascii_literal(action.check)),
        ("Local", "$true" if code.local else "$false"),
        ("Needs", ascii_literals(code.needs)),
        ("Cmdlets", ascii_literals(code.cmdlets)),
        ("Asks", ascii_literal(code.asks)),
        ("Undoes", ascii_literals(action.undoes)),
        ("UndoneBy", ascii_literals(action.undone_by)),
        ("Run", _block(code.run)),
    ]


def _block(run: str) -> str:
    """The script block, with a `param` for what it takes."""
    takes = [name for name in ("$Value", "$Quiet") if name in run or f"@{name[1:]}" in run]
    head = [f"param({', '.join(takes)})"] if takes else []
    inner = "\n".join(f"                            {line}" for line in [*head, *run.split("\n")])
    return f"{{\n{inner}\n                        }}"
