"""What a command may do to those who depend on the system, and what takes it back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from runbookc.commands import tables
from runbookc.commands.analysis import analyse, calls
from runbookc.commands.cmd import program_name
from runbookc.commands.effects import CHANGE, READ, Call, call_effect, choices, subcommand_of
from runbookc.commands.facts import Risk, Token
from runbookc.commands.language import COMMANDS
from runbookc.commands.lexer import tokens
from runbookc.commands.shape import Argument, Segment, language_of, segments

_FLIPPED = {"$true": "$false", "$false": "$true"}
_VALUES = frozenset(("string", "word", "number", "path", "host", "placeholder", "variable"))


@lru_cache(maxsize=2048)
def risk(code: str, language: str) -> Risk:
    """The worst that one of the commands in `code` may do, and to what."""
    facts = analyse(code, language)
    if facts.effect == READ or language not in COMMANDS:
        return Risk(category="none", level=0)
    each = [_of_call(call, code, language) for call in calls(facts.tokens)]
    fallback = "configuration" if facts.effect == CHANGE else "unknown"
    by_default = Risk(category=fallback, level=tables.risks()[fallback])
    worst = _restarted([one for one in each if one.level]) or max(
        each, key=lambda one: one.level, default=by_default
    )
    if worst.category == "none" and facts.effect == CHANGE:
        worst = by_default
    target = worst.target or _first_value(facts.tokens, code)
    undo = undo_of(code, language) if facts.effect == CHANGE else ""
    return Risk(category=worst.category, level=worst.level, target=target, undo=undo)


def _of_call(call: Call, code: str, language: str) -> Risk:
    category = "none" if call_effect(call, language) == READ else _category(call, language)
    return Risk(category=category, level=tables.risks()[category], target=_target(call, code))


def _restarted(each: Sequence[Risk]) -> Risk | None:
    """Stopped and started again in one line is a restart."""
    pair = [one for one in each if one.category in ("service-stop", "service-start")]
    if [one.category for one in pair] != ["service-stop", "service-start"] or len(pair) != len(each):
        return None
    if pair[0].target.casefold() != pair[1].target.casefold():
        return None
    return Risk(category="service-restart", level=tables.risks()["service-restart"], target=pair[0].target)


def _first_value(found: Sequence[Token], code: str) -> str:
    """What the first command of a pipeline is about: ``Get-Service X | Stop-Service``."""
    first = next(calls(found), None)
    if first is None:
        return ""
    values = (token for token in first.tokens if token.kind in _VALUES and token.value not in _CONSTANTS)
    any_value = next((code[token.start : token.end].strip("\"'") for token in values), "")
    return _target(first, code) or ("" if "-" not in first.name else any_value)


def _category(call: Call, language: str) -> str:
    name = choices(call.name)[0]
    if language == "powershell" and "-" in name:
        return _cmdlet_category(name, call)
    known = tables.programs().get(program_name(call.name))
    if known is None:
        return "unknown"
    return known.risks.get(subcommand_of(call)) or known.risk or "unknown"


def _cmdlet_category(name: str, call: Call) -> str:
    known = tables.cmdlets().get(name)
    found = [known.risk] if known and known.risk else []
    set_here = (
        tables.canonical_parameter(name, token.value) for token in call.tokens if token.kind == "parameter"
    )
    by_parameter = tables.parameter_risks()
    found += [by_parameter[parameter.lower()] for parameter in set_here if parameter.lower() in by_parameter]
    if not found:
        verb, _, noun = name.lower().partition("-")
        nouns = tables.noun_risks().get(verb, {})
        effect = tables.verbs().get(verb)
        found = [nouns.get(noun) or nouns.get("*") or ("configuration" if effect == CHANGE else "unknown")]
    return max(found, key=tables.risks().__getitem__)


_OBJECT_SWITCH = re.compile(r"/[\w.]*?name:(.+)", re.IGNORECASE)
_CONSTANTS = frozenset(("$true", "$false", "$null"))


def _target(call: Call, code: str) -> str:
    """What a command is done to, as written; empty when its own arguments do not say it."""
    token = _object_of_cmdlet(call) if "-" in call.name else _object_of_program(call)
    if token is None:
        return ""
    named = _OBJECT_SWITCH.fullmatch(token.value)
    return named[1].strip("\"'") if named else code[token.start : token.end].strip("\"'")


def _object_of_program(call: Call) -> Token | None:
    """The first value that is no subcommand, no kind of object and no number."""
    program = tables.programs().get(program_name(call.name))
    skipped = {subcommand_of(call), *program.objects} if program else set()
    for token in call.tokens:
        is_value = token.kind in _VALUES - {"number"} and token.value.lower() not in skipped
        if is_value or _OBJECT_SWITCH.fullmatch(token.value):
            return token
    return None


def _object_of_cmdlet(call: Call) -> Token | None:
    """The argument without a name, or the one whose name says that it is the object."""
    known = tables.cmdlets().get(choices(call.name)[0])
    naming = {"Identity", "Name", "Server", *(known.positional[:1] if known else ())}
    parameter = ""
    for token in call.tokens:
        if token.kind == "parameter":
            parameter = tables.canonical_parameter(choices(call.name)[0], token.value)
            parameter = "" if known and parameter in known.switches else parameter
        elif token.kind in _VALUES:
            about = not parameter or parameter in naming or parameter.endswith(("Name", "Path"))
            if about and token.value not in _CONSTANTS:
                return token
            parameter = ""
    return None


@lru_cache(maxsize=4096)
def undoes(a: str, b: str) -> bool:
    """Whether `b` takes back what `a` did: the same command with one thing turned round.

    ``$true`` and ``$false`` of one parameter, or two verbs that are opposites
    (Enable/Disable, Suspend/Resume, Start/Stop, Add/Remove) on the same object.
    """
    language = language_of(a)
    if language != language_of(b):
        return False
    left, right = segments(a, language), segments(b, language)
    if len(left) != len(right) or not left:
        return False
    turned = [_turned(x, y) for x, y in zip(left, right, strict=True)]
    return None not in turned and sum(1 for each in turned if each) == 1


def _turned(a: Segment, b: Segment) -> bool | None:
    """False: the same. True: turned round in one thing. None: anything else."""
    if a.command is None or b.command is None:
        return False if _same(a.arguments, b.arguments) else None
    if a.command.value.lower() == b.command.value.lower():
        return _turned_argument(a, b)
    if not _opposite(a.command, b.command):
        return None
    return True if _object(a) == _object(b) and _object(a) else None


def _same(a: Sequence[Argument], b: Sequence[Argument]) -> bool:
    return [_text(x) for x in a] == [_text(x) for x in b]


def _text(argument: Argument) -> tuple[str, tuple[str, ...]]:
    return argument.key, tuple(token.value.casefold() for token in argument.value)


def _turned_argument(a: Segment, b: Segment) -> bool | None:
    left, right = dict(_text(x) for x in a.arguments), dict(_text(x) for x in b.arguments)
    if left.keys() != right.keys():
        return None
    differing = [key for key in left if left[key] != right[key]]
    if not differing:
        return False
    pair = (left[differing[0]], right[differing[0]])
    if len(differing) > 1:
        return None
    if all(len(value) == 1 for value in pair) and _FLIPPED.get(pair[0][0]) == pair[1][0]:
        return True
    return True if _opposite_words(pair) else None


def _opposite_words(pair: tuple[tuple[str, ...], tuple[str, ...]]) -> bool:
    """``net stop x`` and ``net start x``; ``-State Active`` and ``-State Inactive``."""
    if any(len(value) != 1 for value in pair):
        return False
    left, right = pair[0][0], pair[1][0]
    return tables.opposite_verbs().get(left) == right or (left, right) in tables.opposite_states()


def _opposite(a: Token, b: Token) -> bool:
    verb, dash, noun = a.value.lower().partition("-")
    other, _, other_noun = b.value.lower().partition("-")
    return bool(dash) and noun == other_noun and tables.opposite_verbs().get(verb) == other


def _object(segment: Segment) -> tuple[str, ...]:
    """What the command is done to: its first argument, or the one named first."""
    by_key = dict(_text(argument) for argument in segment.arguments)
    return by_key.get("0") or by_key.get("name") or next((value for value in by_key.values() if value), ())


def undo_of(code: str, language: str) -> str:
    """`code` with its one boolean turned round, as the command that takes it back; else empty.

    Opposite verbs are not guessed: their parameters differ.
    """
    found = tokens(code, language)
    flags = [token for token in found if token.kind == "variable" and token.value in _FLIPPED]
    flags = [token for token in flags if not _belongs_to_common(found, token)]
    if len(flags) != 1 or language != "powershell":
        return ""
    token = flags[0]
    return code[: token.start] + _FLIPPED[token.value] + code[token.end :]


def _belongs_to_common(found: Sequence[Token], flag: Token) -> bool:
    """``-Confirm:$false`` says how, not what."""
    index = next(i for i, token in enumerate(found) if token.start == flag.start)
    before = found[index - 1] if index else None
    return (
        before is not None
        and before.kind == "parameter"
        and before.value.lower() in tables.common_parameters()
    )
