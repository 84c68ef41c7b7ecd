"""Paragraphs that are in fact commands."""

from __future__ import annotations

import re
from functools import lru_cache

from runbookc.commands import tables
from runbookc.commands.analysis import analyse
from runbookc.commands.cmd import program_name
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

_CMD_EVIDENCE = frozenset(("parameter", "path", "host", "placeholder", "pipe", "redirect", "string"))


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
    out, end = "", 0
    for slot in slots(text):
        out += text[end : slot.start]
        end = slot.end
    return re.sub(r"\"[^\"]*\"|'[^']*'|[\u2010-\u201f\u2212\u00a0\uff0d]", "", out + text[end:])


def _powershell_shape(found: tuple[Token, ...]) -> bool:
    if found[0].kind != "command" or "-" not in found[0].value:
        return False
    evidence, loose, owner, taken = 0, 0, "", ""
    for before, token in zip((None, *found), found, strict=False):
        if token.kind == "command":
            if evidence == 0 and before is not None:
                evidence += 1
            if owner and not _is_command_name(token):
                return False
            owner, loose, taken = token.value, 0, ""
        elif token.kind in ("pipe", "parameter", "variable", "placeholder", "bracket", "optional"):
            evidence += 1
            taken = "" if token.kind != "parameter" else "parameter"
        elif token.kind == "comma":
            taken = "parameter"
        elif token.kind in _VALUES:
            if taken != "parameter" and _is_plain(token):
                loose += 1
                if loose > 1 or taken == "value":
                    return False
            else:
                evidence += 1
            taken = "value" if taken == "parameter" else taken
    return evidence > 0


def _is_command_name(token: Token) -> bool:
    return "-" in token.value or token.value.lower() in tables.aliases() or bool(slots(token.value))


def _is_plain(token: Token) -> bool:
    return token.kind == "word" and bool(_PLAIN.fullmatch(token.value)) and not _MIXED.search(token.value)


def _cmd_shape(found: tuple[Token, ...]) -> bool:
    """A known program with a switch, a path or a subcommand, and at most one plain word beside."""
    name = program_name(found[0].value)
    known = tables.programs().get(name)
    listed = {*known.read, *known.change} if known else set()
    evidence = found[0].kind == "command" and ("%" in found[0].value or "\\" in found[0].value)
    loose = 0
    for token in found[1:]:
        if token.value.lower() in listed or token.kind in _CMD_EVIDENCE:
            evidence = True
        elif _is_plain(token):
            loose += 1
        else:
            evidence = True
    return evidence and loose <= (2 if listed else 1)
