"""Invariants: what a translation must keep (identifiers, numbers, code, links, placeholders).

They carry the alignment and are what rules compare. Found by shape alone, in any language: ASCII
names inside other scripts, code spans, figures in any digits.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import msgspec

from runbookc import inline


class Invariant(msgspec.Struct, frozen=True, array_like=True):
    kind: str
    """``code``, ``identifier``, ``cmdlet``, ``acronym``, ``number``, ``placeholder``, ``host``,
    ``path``, ``citation`` (2c) or ``link``."""
    value: str
    """In neutral form: equal values mean the same thing."""
    written: str


_LEFT, _RIGHT = r"(?<![A-Za-z0-9_])", r"(?![A-Za-z0-9_])"
_VERBS = (
    "Add|Approve|Assert|Backup|Block|Build|Checkpoint|Clear|Close|Compare|Complete|Compress|Confirm|Connect|"
    "Convert|ConvertFrom|ConvertTo|Copy|Debug|Deny|Deploy|Disable|Disconnect|Dismount|Edit|Enable|Enter|Exit|"
    "Expand|Export|Find|ForEach|Format|Get|Grant|Group|Hide|Import|Initialize|Install|Invoke|Join|Limit|Lock|"
    "Measure|Merge|Mount|Move|New|Open|Optimize|Out|Ping|Pop|Protect|Publish|Push|Read|Receive|Redirect|Redo|"
    "Register|Remove|Rename|Repair|Request|Reset|Resize|Resolve|Restart|Restore|Resume|Retry|Revoke|Save|"
    "Search|Select|Send|Set|Show|Skip|Sort|Split|Start|Step|Stop|Submit|Suspend|Switch|Sync|Tee|Test|Trace|"
    "Unblock|Undo|Uninstall|Unlock|Unprotect|Unpublish|Unregister|Update|Upgrade|Use|Wait|Watch|Where|Write"
)
"""Verbs of cmdlets (about_Approved_Verbs): "Exchange-Server" is a compound, "Restart-Service" is none."""
_TOKEN = re.compile(
    r"(?=[A-Za-z%\\\d])(?:"
    + "|".join(
        (
            r"(?P<url>https?://[^\s<>\"'（）()，。、]+)",
            r"(?P<path>(?a:%[A-Za-z()0-9]+%[\w.$-]*(?:\\[\w.$-]+)*|[A-Za-z]:\\(?:[\w.$ -]*\\)*[\w.$-]*[\w$]"
            r"|\\{1,2}[A-Za-z][\w.$-]*(?:\\[\w.$-]+)+"
            r"|HK(?:LM|CU|EY_[A-Z_]+)[:\\](?:[\w.$ -]*\\)*[\w.$-]*\w))",
            rf"(?P<host>{_LEFT}[A-Za-z][A-Za-z0-9-]{{0,62}}+(?:\.[A-Za-z0-9-]{{1,63}}+){{0,126}}"
            r"\.(?:com|net|org|local|example)\b)",
            rf"(?P<cmdlet>{_LEFT}(?=[A-Z][A-Za-z]*+-[A-Z])"
            rf"(?:(?:{_VERBS})-[A-Z][A-Za-z0-9]+|[A-Z][a-z]+-[A-Z][a-z]+[A-Z][A-Za-z0-9]*)"
            rf"{_RIGHT}(?![\u00c0-\u024f]))",
            rf"(?P<citation>{_LEFT}\d{{1,2}}\.?[A-Za-zа-я](?:\.?\d)?\.?(?![A-Za-z0-9а-я]))",
            rf"(?P<word>{_LEFT}[A-Za-z][A-Za-z0-9_]*(?:[.$-][A-Za-z0-9_]+)*)",
            r"(?P<number>\d+(?:[.,:\u066b\u066c/]\d+)*)",
        )
    )
    + ")"
)
"""The first look spares most characters the trial of every alternative. A host has labels of 63 characters
and 127 labels at most (RFC 1035, section 2.3.4), so that text which resembles one is soon given up."""
_LETTERS = str.maketrans("абвгдес", "abcdefc")
"""Items are lettered in the alphabet of the language, or in Latin letters that it has as well."""
_COMPOUND = re.compile(r"-(?=[A-Za-z]?[a-z]+(?:-|$))")
"""Where an ordinary word hangs on a name: ``POP3-Dienst``."""
_HUMPS = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]|[A-Za-z]\d|\d[A-Za-z]|_|\.[A-Za-z]")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]+s?$|[A-Z]{2,}$")


@lru_cache(maxsize=32768)
def invariants(text: str) -> tuple[Invariant, ...]:
    """The invariants of canonical inline Markdown, in order of appearance.

    Code spans and placeholders are taken whole; the rest is scanned by shape.
    """
    found: list[Invariant] = []
    _scan(inline.parse(text), found)
    return tuple(found)


def _scan(nodes: tuple[inline.Inline, ...], found: list[Invariant]) -> None:
    run = ""
    for node in nodes:
        match node:
            case inline.Text(text):
                run += text
                continue
            case inline.Strong(children) | inline.Emphasis(children) if _is_plain(children):
                run += inline.plain_text(children)
                continue
        _scan_text(run, found)
        run = ""
        match node:
            case inline.Code(text):
                found.append(Invariant("code", text.strip().casefold(), text))
            case inline.Placeholder(name):
                found.append(Invariant("placeholder", _squeezed(name), name))
            case inline.Strong(children) | inline.Emphasis(children):
                _scan(children, found)
            case inline.Link(_, children):
                found.append(Invariant("link", "", ""))
                _scan(children, found)
    _scan_text(run, found)


def _is_plain(children: tuple[inline.Inline, ...]) -> bool:
    return all(isinstance(child, inline.Text) for child in children)


def _squeezed(name: str) -> str:
    return re.sub(r"\s+", "", name).casefold()


def _scan_text(text: str, found: list[Invariant]) -> None:
    if not text or text.isspace():
        return
    for match in _TOKEN.finditer(text):
        written = match[0]
        if match.lastgroup == "word":
            # Nearly all words are ordinary ones: in small letters, but for the first.
            if not (written[1:].islower() and written.isalpha()):
                found += _in_word(written)
        else:
            found.append(_other(match.lastgroup or "", written))


@lru_cache(maxsize=16384)
def _in_word(word: str) -> tuple[Invariant, ...]:
    return tuple(one for part in _parts(word) if (one := _name(part)) is not None)


def _parts(word: str) -> tuple[str, ...]:
    """The name and what hangs on it (German builds compounds so); the word itself if it is one name."""
    if "-" not in word:
        return (word,)
    for match in _COMPOUND.finditer(word):
        name = word[: match.start()]
        if _HUMPS.search(name) or _ACRONYM.match(name):
            return (name, *_parts(word[match.end() :].partition("-")[2]))
    return (word,)


def _name(written: str) -> Invariant | None:
    if _ACRONYM.match(written):
        return Invariant("acronym", written.rstrip("s"), written)
    if _HUMPS.search(written):
        return Invariant("identifier", written.casefold(), written)
    return None


def _other(kind: str, written: str) -> Invariant:
    if kind == "number":
        return Invariant("number", _ascii_digits(written), written)
    if kind == "citation":
        return Invariant("citation", written.replace(".", "").casefold().translate(_LETTERS), written)
    if kind == "url":
        return Invariant("link", written.casefold(), written)
    return Invariant(kind, written.casefold(), written)


def _ascii_digits(text: str) -> str:
    return "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in text)
