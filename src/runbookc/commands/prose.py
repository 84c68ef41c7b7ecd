"""Paragraphs that are in fact commands."""

from __future__ import annotations

import re
from functools import lru_cache

from runbookc.commands import tables
from runbookc.commands.analysis import analyse, calls
from runbookc.commands.characters import equalised
from runbookc.commands.cmd import program_name
from runbookc.commands.effects import Call
from runbookc.commands.facts import Token
from runbookc.commands.language import line_language
from runbookc.commands.lexer import tokens
from runbookc.commands.placeholders import slots

MAX_PARAGRAPH = 2000
_CANDIDATE = re.compile(
    r"(?:\[PS\]|PS |[A-Za-z]:\\[^>]*>)?\s*"
    r"(?:[A-Za-z]+[-\u2010-\u2015\u2212\uff0d][A-Za-z]|<[^>]*\||%\w+%|[A-Za-z][\w.]*\s|[A-Za-z]:\\)"
)
_PLAIN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*[.,:!?]?")
_MIXED = re.compile(r"[a-z][A-Z]|[A-Z]{2}.*[a-z]|\d|[\\/@*_]|\w\.\w")
_SENTENCE_END = frozenset(".:!?。！？：．;…")
_VALUES = frozenset(("word", "string", "number", "path", "host", "placeholder", "variable"))


@lru_cache(maxsize=8192)
def is_prose_command(text: str) -> bool:
    """Whether a paragraph (Markdown undone) is a command and nothing else.

    It begins as a command does, parses, and all of its words have a place in the command: no run of
    plain words, which is how a sentence that begins with a cmdlet's name goes on in any language.
    """
    stripped = text.strip()
    if len(stripped) > MAX_PARAGRAPH or not _CANDIDATE.match(stripped) or stripped[-1] in _SENTENCE_END:
        return False
    language = line_language(stripped)
    if not language:
        return False
    if not _outside(stripped).isascii():
        return False
    facts = analyse(stripped, language)
    if not facts.parses:
        return False
    found = tokens(stripped, language)
    return _cmd_shape(found) if language == "cmd" else _powershell_shape(found)


def _outside(text: str) -> str:
    """`text` without placeholders and quoted strings, which may be in any language."""
    out, end, text = "", 0, equalised(text)
    for slot in slots(text):
        out += text[end : slot.start]
        end = slot.end
    return re.sub(r"\"[^\"]*\"|'[^']*'|[\u2010-\u2015\u2212\uff0d]", "", out + text[end:])


def _powershell_shape(found: tuple[Token, ...]) -> bool:
    """Every word has a place, and something is there that no sentence has."""
    if found[0].kind != "command" or "-" not in found[0].value:
        return False
    names = [token for token in found if token.kind == "command"]
    if not all(_is_command_name(token) for token in names):
        return False
    if len(found) > 1 and found[1].kind == "comma":
        return False
    enough = _is_evidence if _is_likely(found[0].value) else _is_strong_evidence
    return any(enough(token) for token in found[1:]) and all(map(_has_few_arguments, calls(found)))


def _is_likely(name: str) -> bool:
    """A cmdlet of the table, or one that is spelt like one: ``Log-on`` and ``Enable-disable`` are not."""
    return name in tables.cmdlets() or name.partition("-")[2][1:] != name.partition("-")[2][1:].lower()


def _is_strong_evidence(token: Token) -> bool:
    return token.kind in ("parameter", "pipe", "bracket")


def _is_evidence(token: Token) -> bool:
    return token.kind not in ("word", "comma", "separator", "command") or (
        token.kind == "word" and not _is_plain(token)
    )


def _has_few_arguments(call: Call) -> bool:
    """No more arguments without a name than the cmdlet takes, and no plain word behind a named one."""
    known = tables.cmdlets().get(call.name)
    most = max(len(known.positional), 1) if known else 1
    position, named, depth = 0, "", 0
    for before, token in zip((None, *call.tokens), call.tokens, strict=False):
        if token.kind == "bracket":
            depth += -1 if token.value in ")}]" else 1
            named = "value" if named == "parameter" and depth == 0 else named
        elif token.kind == "parameter":
            named = "parameter"
        elif token.kind in _VALUES and not (before is not None and before.kind == "comma"):
            if named == "parameter":
                named = "value"
                continue
            position += 1
            if position > most or (named == "value" and _is_plain(token)):
                return False
    return True


def _is_command_name(token: Token) -> bool:
    return "-" in token.value or token.value.lower() in tables.aliases() or bool(slots(token.value))


def _is_plain(token: Token) -> bool:
    return token.kind == "word" and bool(_PLAIN.fullmatch(token.value)) and not _MIXED.search(token.value)


def _cmd_shape(found: tuple[Token, ...]) -> bool:
    """A program with a switch, a path or a subcommand, and at most one plain word where it takes one."""
    known = tables.programs().get(program_name(found[0].value))
    listed = {*known.read, *known.change, *known.objects} if known else set()
    evidence = "%" in found[0].value or "\\" in found[0].value
    plain = [index for index, token in enumerate(found) if index and _is_plain(token)]
    loose = [index for index in plain if found[index].value.lower() not in listed]
    if len(loose) > 1 or (loose and not all(_is_plain(token) for token in found[1 : loose[0]])):
        return False
    if known and known.ordinary:
        return any(token.kind in ("parameter", "path", "pipe", "redirect") for token in found[1:])
    return evidence or len(loose) < len(found) - 1
