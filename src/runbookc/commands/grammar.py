"""Whether PowerShell could read a command: tree-sitter-powershell on a shadow of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from runbookc.commands.characters import equalised
from runbookc.commands.facts import Token
from runbookc.commands.lexer import tokens
from runbookc.commands.shadow import shadowed
from runbookc.commands.words import MAX_LENGTH, read_string

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
MAX_ERRORS = 5


@lru_cache(maxsize=1)
def _parser() -> Parser:
    import tree_sitter_powershell
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_powershell.language()))


@lru_cache(maxsize=4096)
def errors(code: str) -> tuple[str, ...]:
    """Why `code` is no PowerShell, in English, each with its place; empty when it is.

    A text that is too long for a command is not looked at and has an error that says so.
    """
    if len(code) > MAX_LENGTH:
        return (f"longer than {MAX_LENGTH} characters",)
    if wrong := _reserved(code) or _open_quote(code) or _unclosed(tokens(code)):
        return (wrong,)
    shadow = shadowed(code)
    root = _parser().parse(shadow.encode("ascii")).root_node
    if not root.has_error:
        return ()
    found: list[str] = []
    for node in _faults(root):
        what = (
            f"{node.type} missing"
            if node.is_missing
            else f"cannot read {code[node.start_byte : node.end_byte][:40]!r}"
        )
        found.append(f"{what} at character {node.start_byte + 1}")
        if len(found) == MAX_ERRORS:
            break
    return tuple(found) or ("cannot be read",)


def _faults(root: Node) -> Iterator[Node]:
    """The outermost faulty nodes in order."""
    pending = [root]
    while pending:
        node = pending.pop()
        if node.is_missing or node.type == "ERROR":
            yield node
        elif node.has_error:
            pending.extend(reversed(node.children))


def _reserved(code: str) -> str:
    """What stands nowhere in PowerShell outside strings: ``<``, and control characters anywhere."""
    if control := _CONTROL.search(code):
        return f"control character U+{ord(control[0]):04X} at character {control.start() + 1}"
    stray = next((token for token in tokens(code) if token.kind != "comment" and token.value == "<"), None)
    return f"< stands for nothing at character {stray.start + 1}" if stray and not stray.quoted else ""


def _open_quote(code: str) -> str:
    text = equalised(code)
    for token in tokens(code):
        at = token.start
        while token.quoted and at < token.end and text[at] not in "@\"'":
            at += 1
        if not token.quoted or at == token.end or text[at] == "@":
            continue
        length = read_string(text, at)[1]
        if length == 1 or text[at + length - 1] != text[at]:
            return f"{code[at]} is not closed at character {at + 1}"
    return ""


def _unclosed(found: Sequence[Token]) -> str:
    pairs = {")": "(", "}": "{"}
    stack: list[Token] = []
    for token in found:
        if token.kind != "bracket" or token.value in "[]":
            continue
        if token.value not in pairs:
            stack.append(token)
        elif stack and stack[-1].value[-1] == pairs[token.value]:
            stack.pop()
        else:
            return f"{token.value} closes nothing at character {token.start + 1}"
    return f"{stack[-1].value} is not closed at character {stack[-1].start + 1}" if stack else ""
