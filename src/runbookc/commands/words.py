"""The words that command lines are made of, whatever the shell: strings, numbers, hosts, paths, prompts."""

from __future__ import annotations

import re
from functools import lru_cache

from runbookc.commands import tables

MAX_LENGTH = 20_000
"""Longer texts are cut for analysis: no command is that long."""

PROMPT = re.compile(r"[ \t]*(?:\[PS\][^>\n]*>|PS(?: [A-Za-z]:[^>\n]*)?>(?=\s)|[A-Za-z]:\\[^<>\n|\"]*>)[ \t]*")
PROMPTS = re.compile(f"^{PROMPT.pattern}", re.MULTILINE)
NUMBER = re.compile(
    r"[-+]?(?:0x[0-9a-f]+|\d+(?:\.\d+)?(?:e[-+]?\d+)?)(?:l|d)?(?:[kmgtp]b)?(?=$|[\s|;,(){}\]])", re.IGNORECASE
)
_PATH = re.compile(r"[A-Za-z]:\\|\\\\[^\\]|%\w+%|\.{1,2}\\|HK(?:LM|CU|EY_)", re.IGNORECASE)
_WRAP = re.compile(r"[ \t]*\r?\n[ \t]*")


@lru_cache(maxsize=1)
def _sample_host() -> re.Pattern[str]:
    names = "|".join(map(re.escape, tables.sample_domains()))
    return re.compile(rf"(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+(?:{names})", re.IGNORECASE)


def is_sample_host(word: str) -> bool:
    """Whether `word` is a host in a domain that documentation uses: ``server1.contoso.com``."""
    return bool(_sample_host().fullmatch(word))


def classify(value: str) -> str:
    """The kind of a bare or quoted word by what it looks like: ``host``, ``path``, ``number`` or ``word``."""
    if is_sample_host(value):
        return "host"
    if _PATH.match(value):
        return "path"
    return "number" if NUMBER.fullmatch(value) else "word"


def read_string(text: str, start: int) -> tuple[str, int]:
    """The value and the length of the quoted string at `start`; one that is not closed runs to the end.

    `text` has been `equalised`. A hard wrap inside, made by an exporter, counts as one blank.
    """
    quote = text[start]
    out: list[str] = []
    at = start + 1
    while at < len(text):
        char = text[at]
        if char == quote:
            if text[at + 1 : at + 2] != quote:
                return _unwrapped("".join(out)), at + 1 - start
            at += 1
        elif char == "`" and quote == '"' and at + 1 < len(text):
            out.append(char)
            at += 1
            char = text[at]
        out.append(char)
        at += 1
    return _unwrapped("".join(out)), len(text) - start


def _unwrapped(value: str) -> str:
    return _WRAP.sub(" ", value) if "\n" in value else value
