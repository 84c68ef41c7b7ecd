"""What an identifier looks like: names of probes, monitors and health sets, the same in every language.

An identifier is ASCII, has no blanks, and shows a shape that words do not have: a capital after a
small letter, an inner dot, a digit, an underscore. ``Probe`` and ``Monitor`` are parts of such names
(the cmdlets print them), not words of a language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_NAME = r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*"
_COMPOUND = r"-(?=[\s,;]|[A-Za-z\u00c0-\u024f]?[a-z\u00df-\u024f]+(?![A-Za-z0-9_]))"
"""What German hangs on a name: ``PopCTPMonitor-Wiederherstellung``, ``AMonitor- und BMonitor-…``."""
TOKEN = re.compile(rf"(?=[A-Za-z])(?<![A-Za-z0-9_.$%\\/-]){_NAME}(?:(?={_COMPOUND})|(?![A-Za-z0-9_\\/-]))")
_SHAPED = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]|[A-Za-z]\d|\d[A-Za-z]|_|[A-Za-z0-9]\.[A-Za-z0-9]")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]+$")
_HOST = re.compile(r"\.(?:com|net|org|local|exe|dll|config|xml|aspx?|ini|txt)$", re.IGNORECASE)
_KIND = re.compile(r"(?:Probe|Monitor)(?=$|[A-Z.\d_])")
_DOTS = re.compile(r"[\u3002\uff0e\uff61]")
_BROKEN_DOT = re.compile(r"(?<=[A-Za-z0-9])(?: \.| ?\. )(?=[A-Z])")
_BROKEN_KIND = re.compile(r"(?<![A-Za-z0-9])([A-Za-z0-9_.]*[a-z0-9]) (Probe|Monitor)(?![A-Za-z])")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


@lru_cache(maxsize=8192)
def mended(text: str) -> str:
    """`text` with the damage undone that translation does to identifiers.

    Full-width letters and brackets, an ideographic full stop for the dot, blanks around a dot
    (``OWA. Protocol``) or before the last word (``OwaSelfTest Monitor``), invisible characters.
    """
    if text.isascii() and " " not in text:
        return text
    folded = _DOTS.sub(".", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)))
    joined = _BROKEN_DOT.sub(".", " ".join(folded.split()))
    return _BROKEN_KIND.sub(lambda match: match[1] + match[2] if is_shaped(match[1]) else match[0], joined)


@lru_cache(maxsize=16384)
def is_shaped(name: str) -> bool:
    """Whether an ASCII word has a shape that ordinary words do not have."""
    return bool(_SHAPED.search(name)) and not _HOST.search(name)


def is_acronym(name: str) -> bool:
    return bool(_ACRONYM.match(name))


def names_kind(name: str) -> str | None:
    """``probe`` or ``monitor`` if the name says so itself (its last such word counts)."""
    found = _KIND.findall(name)
    return found[-1].lower() if found else None


def tokens(text: str) -> Iterator[re.Match[str]]:
    """The words of `text` that are spelt like names, shaped or not."""
    return TOKEN.finditer(text)


@lru_cache(maxsize=8192)
def humps(name: str) -> tuple[str, ...]:
    """The words inside a name, lower case: ``PopTestDeepMonitor`` gives pop, test, deep, monitor."""
    return tuple(part.lower() for part in _HUMP.findall(name))


_HUMP = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
