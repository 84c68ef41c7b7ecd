"""Whether PowerShell could read a command: tree-sitter-powershell on a shadow of it.

The grammar knows no placeholders, no typographic quotes, no lists of bare words
(``-DialPlans A, B``) and no optional parts (``[-Archive]``). The shadow has the same length and
structure, with plain words in their place, so that errors keep their offsets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from runbookc.commands.characters import equalised
from runbookc.commands.facts import Token
from runbookc.commands.lexer import MAX_LENGTH, PROMPTS, tokens
from runbookc.commands.placeholders import slots

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_IN_LIST = frozenset(("word", "number", "string", "path", "host", "placeholder", "variable", "member"))
_ENDS_LINE = frozenset(("pipe", "separator", "comma", "bracket", "operator", "comment", "keyword"))
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
    if unclosed := _unclosed(tokens(code)):
        return (unclosed,)
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


def shadowed(code: str) -> str:
    """A text of ASCII, as long as `code` and with its structure, that the grammar can read."""
    chars = [
        char if (char.isascii() and char.isprintable()) or char == "\n" else "x" for char in equalised(code)
    ]
    for index, char in enumerate(code):
        if char in "\r\t":
            chars[index] = " "
    for prompt in PROMPTS.finditer(code):
        _fill(chars, prompt.start(), prompt.end(), " ")
    found = tokens(code)
    _join_wraps(chars, code, found)
    for index, token in enumerate(found):
        _shadow_token(chars, code, found, index, token)
    return "".join(chars)


def _join_wraps(chars: list[str], code: str, found: Sequence[Token]) -> None:
    """Line ends between the words of one command, which are none of PowerShell's."""
    for before, after in pairwise(found):
        if before.kind not in _ENDS_LINE:
            for index in range(before.end, after.start):
                if chars[index] == "\n" and "`" not in code[before.end : index]:
                    chars[index] = " "


def _shadow_token(chars: list[str], code: str, found: Sequence[Token], index: int, token: Token) -> None:
    before = found[index - 1] if index else None
    if token.kind == "optional":
        chars[token.start] = " "
    elif token.kind == "comma" and _in_argument_list(found, index):
        _fill(chars, before.start if before else token.start, found[index + 1].end)
    elif token.kind == "comma" and _beside_bare_word(found, index):
        chars[token.start] = " "
    elif token.kind == "command" and ("<" in token.value or (not token.quoted and "/" in token.value)):
        _fill(chars, token.start, token.end)
    elif token.kind in ("word", "path", "host", "placeholder", "string") and not token.quoted:
        variable = token.kind == "placeholder" and before is not None and before.kind == "operator"
        if slots(token.value) or token.kind in ("path", "host"):
            _fill(chars, token.start, token.end)
            if variable:
                chars[token.start] = "$"
    elif (
        token.quoted and code[token.start] not in "\"'@" and not code[token.start : token.end].isidentifier()
    ):
        _fill(chars, token.start, token.end)


def _in_argument_list(found: Sequence[Token], index: int) -> bool:
    """Whether the comma stands between two values of which at least one is a bare word."""
    if index == 0 or index + 1 >= len(found):
        return False
    before, after = found[index - 1], found[index + 1]
    if before.kind not in _IN_LIST or after.kind not in _IN_LIST:
        return False
    run = [before, after]
    return any(not token.quoted and token.kind not in ("variable", "member", "number") for token in run) or (
        index >= 2 and found[index - 2].kind == "comma"
    )


def _beside_bare_word(found: Sequence[Token], index: int) -> bool:
    """Whether the comma stands between a bare word and a bracket: ``Name, @{…}``."""
    return any(token.kind == "word" and not token.quoted for token in found[max(index - 1, 0) : index + 2])


def _fill(chars: list[str], start: int, end: int, char: str = "x") -> None:
    chars[start:end] = char * (end - start)
