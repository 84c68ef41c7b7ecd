"""Two variants of one command: whether they are the same, and where they differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from runbookc.commands import tables
from runbookc.commands.analysis import analyse
from runbookc.commands.characters import DASHES, DOUBLE_QUOTES, SINGLE_QUOTES
from runbookc.commands.effects import choices
from runbookc.commands.facts import Difference, Token
from runbookc.commands.lexer import tokens
from runbookc.commands.placeholders import slots

_MAX_TOKENS = 2000
_KINDS = {
    "command": "cmdlet",
    "parameter": "parameter",
    "placeholder": "placeholder",
    "host": "host",
    "path": "path",
    "member": "member",
    "pipe": "pipe",
    "operator": "operator",
    "redirect": "operator",
    "bracket": "operator",
    "comma": "operator",
    "separator": "operator",
    "keyword": "operator",
    "optional": "operator",
    "type": "value",
}
_RANKS = ("cmdlet", "parameter", "placeholder", "host", "path", "member", "pipe", "operator", "value")
_TEXT_KINDS = frozenset(("string", "word", "number", "host", "path", "placeholder"))
_PLAIN_WORD = re.compile(r"[^\s|;,(){}&<>\"'`$@#]+")
_PUNCTUATION = re.compile(r"\\([!-/:-@\[-`{-~])")
_VARIABLE = re.compile(r"\$\w+")
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=4096)
def normal_form(code: str, language: str) -> str:
    """`code` with white space, aliases, quotes and the case of names folded.

    Equal normal forms mean the same command. For comparing and for keys, not for running.
    """
    out = ""
    owner = ""
    for token in tokens(code, language):
        if token.kind == "comment":
            continue
        if token.kind == "command":
            owner = token.value
        text = _canonical(token, owner, language)
        out += text if token.kind == "member" and out else f" {text}"
    return out.strip()


def _canonical(token: Token, owner: str, language: str) -> str:
    match token.kind:
        case "parameter" if language == "powershell":
            name = tables.canonical_parameter(choices(owner)[0], token.value)
            return (f"-{name}:" if token.attached else f"-{name}").lower()
        case "parameter":
            return token.value.lower()
        case "member":
            return f".{token.value}".lower()
        case "separator":
            return ";" if token.value == "\n" and language == "powershell" else token.value
        case "command":
            return _SPACES.sub(" ", token.value).lower()
        case "placeholder":
            return _SPACES.sub(" ", token.value)
        case kind if kind in _TEXT_KINDS and language in ("powershell", "cmd"):
            return _quoted(token)
    return token.value


def _quoted(token: Token) -> str:
    value = _SPACES.sub(" ", token.value)
    bare = slots(value)
    plain = _PLAIN_WORD.fullmatch(value) and not value.startswith(("-", "/"))
    if bare and (bare[0].start, bare[0].end) == (0, len(value)):
        return value
    return value if plain or not token.quoted else '"' + value.replace('"', '""') + '"'


@lru_cache(maxsize=4096)
def compare(a: str, b: str, language: str) -> tuple[Difference, ...]:
    """Where `b` differs from `a`, in order; empty when they are the same byte for byte.

    What means the same and is only written otherwise has the kinds ``alias``, ``case``, ``quote``,
    ``dash``, ``space`` and ``placeholder-name`` (both have a placeholder for the same thing).
    """
    if a == b:
        return ()
    left, right = (tuple(t for t in tokens(code, language) if t.kind != "comment") for code in (a, b))
    if max(len(left), len(right)) > _MAX_TOKENS:
        return (Difference(kind="value", left=a[:200], right=b[:200]),)
    found: list[Difference] = []
    matcher = SequenceMatcher(None, _keys(left, language), _keys(right, language), autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            for x, y in zip(left[i:j], right[k:m], strict=True):
                found.extend(_written(a, b, x, y))
        else:
            found.extend(_replaced(a, b, left[i:j], right[k:m], language))
    return tuple(found) or tuple(_spaces(a, b, left, right))


def _keys(found: Sequence[Token], language: str) -> list[tuple[str, str]]:
    return [("text" if token.kind in _TEXT_KINDS else token.kind, _key(token, language)) for token in found]


def _key(token: Token, language: str) -> str:
    if token.kind in ("command", "parameter", "variable", "operator", "keyword"):
        return token.value.lower()
    return (
        token.value.replace("\n", ";")
        if token.kind == "separator" and language == "powershell"
        else token.value
    )


def _replaced(
    a: str, b: str, left: Sequence[Token], right: Sequence[Token], language: str
) -> Iterator[Difference]:
    """Pair the tokens of two runs: like with like where both have one, the rest in order."""
    rest = list(right)
    for token in left:
        partner = next((t for t in rest if _kind(t) == _kind(token)), None) or (
            rest[0] if rest and len(left) == len(right) else None
        )
        if partner is not None:
            rest.remove(partner)
        yield _difference(a, b, token, partner, language, (left, right))
    for token in rest:
        yield _difference(a, b, None, token, language, (left, right))


def _kind(token: Token) -> str:
    return (
        "placeholder" if slots(token.value) and token.kind != "command" else _KINDS.get(token.kind, "value")
    )


def _difference(
    a: str,
    b: str,
    x: Token | None,
    y: Token | None,
    language: str,
    around: tuple[Sequence[Token], Sequence[Token]],
) -> Difference:
    kinds = {_kind(token) for token in (x, y) if token is not None}
    kind = next(rank for rank in _RANKS if rank in kinds)
    if kind == "placeholder" and x and y and kinds == {"placeholder"}:
        kind = _kind_of_placeholders(a, b, x, y, language)
    elif x and y and len(kinds) == 1 and x.value.casefold() == y.value.casefold():
        kind = "case"
    return Difference(
        kind=kind,
        left=a[x.start : x.end] if x else "",
        right=b[y.start : y.end] if y else "",
        left_offset=x.start if x else _offset(around[0], a),
        right_offset=y.start if y else _offset(around[1], b),
    )


def _offset(found: Sequence[Token], code: str) -> int:
    return found[-1].end if found else len(code)


def _kind_of_placeholders(a: str, b: str, x: Token, y: Token, language: str) -> str:
    """Whether the text around the placeholders differs, what they stand for, or only their names."""
    if _around_slots(x.value) != _around_slots(y.value) or _choices(x) != _choices(y):
        return "value"
    return "placeholder-name" if _same_parameters(a, b, x, y, language) else "placeholder"


def _choices(token: Token) -> list[str]:
    """What placeholders leave to choose from: the values of ``<$true | $false>``, in any order."""
    found = (slot.name.casefold() for slot in slots(token.value))
    return [" ".join(sorted(_VARIABLE.findall(name))) for name in found]


def _around_slots(value: str) -> str:
    out, end = "", 0
    for slot in slots(value):
        out += value[end : slot.start] + "<>"
        end = slot.end
    return (out + value[end:]).casefold()


def _same_parameters(a: str, b: str, x: Token, y: Token, language: str) -> bool:
    sides = []
    for code, token in ((a, x), (b, y)):
        known = {p.name: p.parameter for p in analyse(code, language).placeholders}
        sides.append([known.get(slot.name, "") for slot in slots(token.value)])
    return sides[0] == sides[1]


def _written(a: str, b: str, x: Token, y: Token) -> Iterator[Difference]:
    """The same token written in two ways."""
    left, right = a[x.start : x.end], b[y.start : y.end]
    if left == right:
        return
    if left.lower() == right.lower():
        kind = "case"
    elif x.kind in ("parameter", "operator") and left[0] in DASHES and left[0] != right[0]:
        kind = "dash"
    elif _without_quotes(left) == _without_quotes(right):
        kind = "quote"
    elif x.kind == "command":
        kind = "alias"
    else:
        kind = "space"
    yield Difference(kind=kind, left=left, right=right, left_offset=x.start, right_offset=y.start)


def _without_quotes(text: str) -> str:
    return "".join(char for char in text if char not in SINGLE_QUOTES and char not in DOUBLE_QUOTES)


def _spaces(a: str, b: str, left: Sequence[Token], right: Sequence[Token]) -> Iterator[Difference]:
    """What stands between equal tokens: blanks, prompts, comments."""
    gaps_a, gaps_b = _gaps(a, left), _gaps(b, right)
    for number, ((x, text), (y, other)) in enumerate(zip(gaps_a, gaps_b, strict=False)):
        if text == other:
            continue
        if 0 < number < len(left) and left[number - 1].kind == "parameter" and not (text and other):
            yield _grown_together(a, b, left[number - 1 : number + 1], right[number - 1 : number + 1])
        else:
            yield Difference(kind="space", left=text, right=other, left_offset=x, right_offset=y)


def _grown_together(a: str, b: str, left: Sequence[Token], right: Sequence[Token]) -> Difference:
    """A parameter and what follows it, in one of the two without a blank between them."""
    is_value = left[1].kind in _TEXT_KINDS
    return Difference(
        kind="parameter" if is_value else "space",
        left=a[left[0].start : left[1].end],
        right=b[right[0].start : right[1].end],
        left_offset=left[0].start,
        right_offset=right[0].start,
    )


def _gaps(code: str, found: Sequence[Token]) -> list[tuple[int, str]]:
    out, end = [], 0
    for token in found:
        out.append((end, code[end : token.start]))
        end = token.end
    return [*out, (end, code[end:])]


def _eaten(code: str) -> str:
    """`code` after Markdown read it: a backslash before ASCII punctuation is gone (CommonMark 0.31, 2.4)."""
    return _PUNCTUATION.sub(r"\1", code)


@lru_cache(maxsize=4096)
def _skeleton(code: str) -> str:
    """White space and placeholder names folded."""
    return _SPACES.sub(" ", _around_slots(code)).strip()


def lost_backslash(written: str, other: str) -> bool:
    r"""Whether `written` is `other` without the backslashes that Markdown took for escapes.

    >>> lost_backslash("Invoke-X <set><probe>", r"Invoke-X <set>\<probe>")
    True
    """
    eaten = _skeleton(_eaten(other))
    return eaten == _skeleton(written) and _skeleton(other) != eaten


def restore(written: str, others: Sequence[str]) -> str | None:
    """`written` with the backslashes that Markdown ate, if one of `others` proves where they were.

    The names of its own placeholders stay. None when no other differs in just that way.
    """
    for other in others:
        if not lost_backslash(written, other):
            continue
        own, theirs = slots(written), slots(other)
        if len(own) != len(theirs):
            return other
        out, end = "", 0
        for mine, slot in zip(own, theirs, strict=True):
            out += other[end : slot.start] + written[mine.start : mine.end]
            end = slot.end
        return out + other[end:]
    return None
