"""Templates and their instances: ``Get-ServerHealth <server name>`` and ``Get-ServerHealth server1``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from runbookc.commands.effects import choices
from runbookc.commands.facts import Token
from runbookc.commands.placeholders import slots
from runbookc.commands.shape import Argument, Segment, language_of, segments
from runbookc.commands.words import MAX_LENGTH

Bindings = dict[str, str]
_SHORTEST = 3
"""Letters that the short form of a parameter has at least."""


@lru_cache(maxsize=8192)
def _unified(template: str, example: str) -> tuple[tuple[str, str], ...] | None:
    if max(len(template), len(example)) > MAX_LENGTH or slots(example):
        return None
    left = segments(template, language_of(template))
    right = segments(example, language_of(example))
    if len(left) != len(right):
        return None
    bound: Bindings = {}
    for a, b in zip(left, right, strict=True):
        if a.separator != b.separator or not _unify_segment(a, b, example, bound):
            return None
    return tuple(bound.items())


def unify(template: str, example: str) -> dict[str, str] | None:
    """Placeholder name to its value when `example` is an instance of `template`, else None.

    Token by token: quotes, case and aliases do not count, nor does the order of named parameters;
    one placeholder has one value. In a syntax diagram (``[-Archive]``, ``<$true | $false>``) what the
    example does not need may be left out. Without placeholders it is an instance when it is equal.
    """
    bound = _unified(template, example)
    return None if bound is None else dict(bound)


def _unify_segment(template: Segment, example: Segment, code: str, bound: Bindings) -> bool:
    if (template.command is None) != (example.command is None):
        return False
    if template.command and example.command and not _unify_command(template.command, example.command, bound):
        return False
    left = list(example.arguments)
    for argument in template.arguments:
        match = _counterpart(argument, left)
        if match is None:
            if argument.optional or template.is_diagram:
                continue
            return False
        left.remove(match)
        if not _unify_values(argument.value, match.value, code, bound):
            return False
    return not left


def _unify_command(template: Token, example: Token, bound: Bindings) -> bool:
    found = slots(template.value)
    if not found:
        return template.value.lower() == example.value.lower()
    offered = [name.lower() for name in choices(template.value)]
    if found[0].is_choice and example.value.lower() not in offered:
        return False
    return _bind(found[0].name, example.value, bound)


def _counterpart(argument: Argument, others: Sequence[Argument]) -> Argument | None:
    for other in others:
        if other.key == argument.key:
            return other
    for other in others:
        short, long = sorted((argument.key, other.key), key=len)
        if len(short) >= _SHORTEST and long.startswith(short):
            return other
    return None


def _unify_values(template: Sequence[Token], example: Sequence[Token], code: str, bound: Bindings) -> bool:
    if len(template) == 1 and example and _is_whole(template[0]):
        slot = slots(template[0].value)[0]
        value = example[0].value if len(example) == 1 else code[example[0].start : example[-1].end]
        if slot.is_choice and not _is_offered(slot.name, value):
            return False
        return _bind(slot.name, value, bound)
    if len(template) != len(example):
        return False
    return all(_unify_token(a, b, bound) for a, b in zip(template, example, strict=True))


def _is_whole(token: Token) -> bool:
    found = slots(token.value)
    return len(found) == 1 and (found[0].start, found[0].end) == (0, len(token.value))


def _is_offered(choice: str, value: str) -> bool:
    offered = [part.strip().lower() for part in choice.split("|")]
    return value.lower() in offered


def _unify_token(template: Token, example: Token, bound: Bindings) -> bool:
    found = slots(template.value)
    if not found:
        return template.value.casefold() == example.value.casefold()
    match = _pattern(template.value).fullmatch(example.value)
    if not match:
        return False
    return all(_bind(slot.name, value, bound) for slot, value in zip(found, match.groups(), strict=True))


@lru_cache(maxsize=1024)
def _pattern(value: str) -> re.Pattern[str]:
    r"""A word with placeholders as a pattern; two that touch have lost the ``\`` between them."""
    out, end = "", 0
    for slot in slots(value):
        between = value[end : slot.start]
        out += (r"\\" if end and not between else re.escape(between)) + "(.+?)"
        end = slot.end
    return re.compile(out + re.escape(value[end:]), re.IGNORECASE | re.DOTALL)


def _bind(name: str, value: str, bound: Bindings) -> bool:
    if not value.strip():
        return False
    return bound.setdefault(name, value).casefold() == value.casefold()
