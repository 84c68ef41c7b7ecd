"""Steps and actions as PowerShell hashtables: literals, comments of ASCII and the code of commands."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.renderers._script.literal import ascii_literal, ascii_literals, comment_lines
from runbookc.renderers._script.plan import Action, Ask, Call, PlannedStep, Run, Say, Wait

_WIDTH = 110


def comment(text: str, indent: int) -> Iterator[str]:
    """Comment lines behind so many spaces."""
    before = " " * indent
    return (before + line for line in comment_lines(text, _WIDTH - indent))


def step_lines(step: PlannedStep) -> Iterator[str]:
    """One element of ``Steps``, in one line where none of its actions needs more."""
    title = f"{step.label} {step.id}".strip()
    lines = f": {', '.join(step.sources)}" if step.sources else ""
    yield from comment(title + lines, 12)
    fields = [_fields(action) for action in step.actions]
    id_, label = ascii_literal(step.id), ascii_literal(step.label)
    within = ascii_literals(step.within) if step.within else ""
    if all(_is_short(action, own) for action, own in zip(step.actions, fields, strict=True)):
        more = f"Within = {within}; " if within else ""
        actions = ", ".join(map(_short, fields))
        yield f"            @{{ Id = {id_}; Label = {label}; {more}Actions = @({actions}) }}"
        return
    yield "            @{"
    yield f"                Id      = {id_}"
    yield f"                Label   = {label}"
    if within:
        yield f"                Within  = {within}"
    yield "                Actions = @("
    for action, own in zip(step.actions, fields, strict=True):
        yield from _action_lines(action, own)
    yield "                )"
    yield "            }"


def _action_lines(action: Action, fields: list[tuple[str, str]]) -> Iterator[str]:
    if _is_short(action, fields):
        yield f"                    {_short(fields)}"
        return
    for remark in _remarks(action):
        yield from comment(remark, 20)
    yield "                    @{"
    for key, value in fields:
        yield f"                        {key:<8} = {value}"
    yield "                    }"


def _is_short(action: Action, fields: list[tuple[str, str]]) -> bool:
    return len(fields) < 4 and not _remarks(action)


def _short(fields: list[tuple[str, str]]) -> str:
    return "@{ " + "; ".join(f"{key} = {value}" for key, value in fields) + " }"


def _remarks(action: Action) -> tuple[str, ...]:
    return action.remarks if isinstance(action, Run | Ask) else ()


def _fields(action: Action) -> list[tuple[str, str]]:
    return [(key, value) for key, value in _all_fields(action) if value not in _EMPTY]


_EMPTY = ("''", "@()", "$false")
"""What the runtime takes for granted where a field is not there."""


def _all_fields(action: Action) -> list[tuple[str, str]]:
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
