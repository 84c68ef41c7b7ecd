"""A command of an article as a script may hold it: no alias, named parameters, variables for placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from runbookc.commands import tables
from runbookc.commands.analysis import analyse, calls
from runbookc.commands.characters import equalised
from runbookc.commands.cmd import program_name
from runbookc.commands.effects import Call
from runbookc.commands.facts import Token
from runbookc.commands.lexer import tokens
from runbookc.commands.placeholders import slots
from runbookc.commands.shape import calls_method
from runbookc.commands.words import read_string

_TEXT = frozenset(("word", "string", "path", "host", "placeholder", "number"))
_SAFE_WORD = re.compile(r"[\w*][\w.\\:@*/-]*", re.ASCII)
_ENVIRONMENT = re.compile(r"%(\w+)%", re.ASCII)
_EXECUTABLE = re.compile(r"\.(?:exe|bat|cmd|msc)$", re.IGNORECASE)
_VARIABLE_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)


def powershell(code: str, language: str, variables: Mapping[str, str]) -> str | None:
    r"""`code` rewritten for a script, or None when it is to be done by hand.

    Aliases and shortened parameters are spelt out, arguments get the names that the table knows,
    typographic quotes and dashes become plain ones, comments and prompts go. `variables` has for each
    placeholder, and for each host that stands for one, the variable (without dollar sign) to write in its
    place. A program of cmd.exe is called with ``&`` and ``$env:`` variables.

    None: it does not parse, has a placeholder that `variables` lacks, offers a choice, or needs
    cmd.exe itself (pipes, redirections, built-in commands, sessions).

    >>> powershell("Get-ServerHealth <server name> | ft", "powershell", {"server name": "Server"})
    'Get-ServerHealth -Identity $Server | Format-Table'
    """
    facts = analyse(code, language)
    unbound = any(placeholder.name not in variables for placeholder in facts.placeholders)
    if not facts.parses or not facts.cmdlets or facts.missing_values or unbound:
        return None
    if not all(_VARIABLE_NAME.fullmatch(name) for name in variables.values()):
        return None
    if language == "powershell":
        written = _rewritten(code, facts.tokens, variables)
        # A proof, not a hope: what would not be read back as the same commands is not written.
        same = written is not None and analyse(written, language)
        return written if same and same.parses and same.cmdlets == facts.cmdlets else None
    return _called(code, variables) if language == "cmd" else None


def _rewritten(code: str, found: Sequence[Token], variables: Mapping[str, str]) -> str | None:
    text = equalised(code)
    if any(_cannot_be_written(token, text) for token in found):
        return None
    each = tuple(calls(found))
    names = {start: name for call in each for start, name in _argument_names(call).items()}
    owners = {token.start: call.name for call in each for token in call.tokens if token.kind == "parameter"}
    kept = [token for token in _without_optional(found) if not _is_caller(token, found)]
    out = ""
    for before, token in zip((None, *kept), kept, strict=False):
        name = f"-{names[token.start]} " if token.start in names else ""
        gap = _gap(text[before.end : token.start], token, named=bool(name)) if before else ""
        out += gap + name + _written(token, text, owners, variables)
    return out.strip()


def _cannot_be_written(token: Token, text: str) -> bool:
    """A choice of commands, a here-string, a string that runs commands."""
    raw = text[token.start : token.end]
    if token.kind == "command" and slots(token.value):
        return True
    return token.quoted and (raw.startswith("@") or ("$(" in raw and not raw.startswith("'")))


def _without_optional(found: Sequence[Token]) -> Iterator[Token]:
    depth = 0
    for token in found:
        if token.kind == "optional":
            depth += 1 if token.value == "[" else -1
        elif depth <= 0:
            yield token


def _is_caller(token: Token, found: Sequence[Token]) -> bool:
    """The first word of ``call Start-Service x``, which no shell here needs."""
    index = next(i for i, each in enumerate(found) if each.start == token.start)
    follows = found[index + 1] if index + 1 < len(found) else None
    return token.kind == "word" and follows is not None and follows.kind == "command"


def _gap(between: str, token: Token, *, named: bool) -> str:
    if token.kind == "separator" and token.value == "\n":
        return ""
    if token.kind == "member":
        return between
    return " " if between or named else ""


def _written(token: Token, text: str, owners: Mapping[int, str], variables: Mapping[str, str]) -> str:
    raw = text[token.start : token.end]
    match token.kind:
        case "command":
            return raw if token.quoted else token.value
        case "parameter":
            name = tables.canonical_parameter(owners.get(token.start, ""), token.value)
            return f"-{name}:" if token.attached else f"-{name}"
        case "variable" | "operator" | "keyword":
            return (
                token.value
                if token.value in ("$true", "$false", "$null") or token.kind != "variable"
                else raw
            )
        case kind if kind in _TEXT:
            return _value(token, raw, variables)
    return "\n" if raw == "\n" else raw


def _value(token: Token, raw: str, variables: Mapping[str, str]) -> str:
    if slots(token.value) or token.value in variables:
        return interpolated(token.value, variables, literal=raw.startswith("'"))
    if token.quoted:
        whole = raw[0] in "\"'" and read_string(raw, 0)[1] == len(raw)
        return raw if whole and "\n" not in raw else quoted(token.value)
    if token.kind == "number" or _SAFE_WORD.fullmatch(raw):
        return raw
    if "$" in raw:
        return '"' + re.sub('([`"])', r"`\1", token.value) + '"'
    return quoted(token.value)


def quoted(text: str) -> str:
    """A single-quoted literal; each character that PowerShell takes for a single quote is doubled.

    >>> quoted("it's")
    "'it''s'"
    """
    return "'" + re.sub("(['\u2018\u2019\u201a\u201b])", r"\1\1", text) + "'"


def interpolated(value: str, variables: Mapping[str, str], *, literal: bool = True) -> str:
    r"""A word with placeholders as an expression; what else is in it is literal or may be expanded.

    >>> interpolated("<set>\\<probe>", {"set": "HealthSet", "probe": "Probe"})
    '"${HealthSet}\\${Probe}"'
    """
    if value in variables:
        return f"${variables[value]}"
    found = slots(value)
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(value)):
        return f"${variables[found[0].name]}"
    out, end = "", 0
    for slot in found:
        between = value[end : slot.start]
        out += (
            _expandable(between or ("\\" if end else ""), literal=literal) + "${" + variables[slot.name] + "}"
        )
        end = slot.end
    return f'"{out}{_expandable(value[end:], literal=literal)}"'


def _expandable(text: str, *, literal: bool) -> str:
    special = '[`$"\u201c\u201d\u201e]' if literal else '["\u201c\u201d\u201e]'
    return re.sub(special, r"`\g<0>", text)


def _argument_names(call: Call) -> dict[int, str]:
    """Offset of an argument without a name to the parameter that it goes to."""
    known = tables.cmdlets().get(call.name)
    if known is None:
        return {}
    given = {
        tables.canonical_parameter(call.name, token.value)
        for token in call.tokens
        if token.kind == "parameter"
    }
    free = [name for role in known.positional if (name := _parameter_of(role, known)) not in given]
    out: dict[int, str] = {}
    taken, before = False, None
    for token in call.tokens:
        starts = token.kind in _TEXT | {"variable"} or (
            token.kind == "bracket" and token.value not in ")}]" and not calls_method(before, token)
        )
        continues = before is not None and before.kind == "comma"
        if token.kind == "parameter":
            taken = tables.canonical_parameter(call.name, token.value) not in known.switches
        elif starts and not continues:
            if not taken and free:
                name = free.pop(0)
                if name and _fits(call.name, token):
                    out[token.start] = name
            taken = False
        before = token
    return out


def _fits(cmdlet: str, token: Token) -> bool:
    """``Where-Object Name -eq x`` has no filter script."""
    return cmdlet != "Where-Object" or token.kind == "bracket"


def _parameter_of(role: str, known: tables.Cmdlet) -> str:
    names = known.parameters
    if role in names:
        return role
    longer = [name for name in names if name.startswith(role)]
    if role == known.identity and "Identity" in names:
        return "Identity"
    if longer:
        return longer[0]
    return "Name" if "Name" in names else ""


def _called(code: str, variables: Mapping[str, str]) -> str | None:
    """One call of a program that is a file."""
    found = [token for token in tokens(code, "cmd") if token.value != "\n"]
    program = tables.programs().get(program_name(found[0].value))
    if any(token.kind in ("pipe", "separator", "redirect", "bracket") for token in found):
        return None
    if "\n" in code.strip() or (program is not None and (program.session or program.builtin)):
        return None
    raw = code[found[0].start : found[0].end].strip('"')
    name = raw if _EXECUTABLE.search(raw) else f"{raw}.exe"
    arguments = (_argument(token, variables) for token in found[1:])
    return " ".join((f"& {_path(name)}", *arguments))


def _path(text: str) -> str:
    if not _ENVIRONMENT.search(text):
        return text if _SAFE_WORD.fullmatch(text) and ":" not in text else quoted(text)
    out, end = "", 0
    for match in _ENVIRONMENT.finditer(text):
        out += _expandable(text[end : match.start()], literal=True) + "${env:" + match[1] + "}"
        end = match.end()
    return f'"{out}{_expandable(text[end:], literal=True)}"'


def _argument(token: Token, variables: Mapping[str, str]) -> str:
    value = equalised(token.value)
    if slots(value) or value in variables:
        return interpolated(value, variables)
    return value if re.fullmatch(r"[/-]?\w[\w.-]*", value, re.ASCII) else _path(value)
