"""The neutral form of a link: what it points at, however a locale writes the address."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

_DOCUMENTATION_HOSTS = frozenset(
    f"{name}.microsoft.com" for name in ("technet", "msdn", "docs", "learn", "go", "technet2", "msdn2")
)
"""One body of documentation that moved from host to host: the path alone tells the topic."""
_LOCALE_SEGMENT = re.compile(r"[a-z]{2,3}(?:-[a-z]{4})?-(?:[a-z]{2}|\d{3})$", re.IGNORECASE)
_VERSION = re.compile(r"\\?\((?:v=)?[a-z]+\.\d+\\?\)?$|\\?\(v=[^()]*\\?\)$", re.IGNORECASE)
_ENDING = re.compile(r"\.(?:md|markdown|txt|html?|aspx)$", re.IGNORECASE)
_SOURCE_ENDING = re.compile(r"\.(?:md|markdown|txt)$", re.IGNORECASE)
_TOPIC = re.compile(r"(?:^|/)library/[^/?]+$")
_FILE = re.compile(r"[^/:?]+")
_NOISE = re.compile(
    r"(?:view|preserve-view|redirectedfrom|viewfallbackfrom|clcid|lcid|toc|bc|wt\.\w+|utm_\w+|ocid|tabs)$"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


@lru_cache(maxsize=16384)
def neutral(href: str) -> str:
    """`href` without scheme, documentation host, locale segment, version, case and escapes.

    Two spellings of one target give the same string (``library/aa997475``, ``fwlink/180809``,
    ``troubleshooting-pop-proxy-health-set``). A file is known by its name alone, since a locale's
    folders are arranged in its own way; its ending goes. Never raises; text that is no address
    comes back folded.
    """
    text = _CONTROL.sub("", href).strip().replace("\\(", "(").replace("\\)", ")").replace("\\_", "_")
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return _folded(text)
    if parts.scheme not in ("", "http", "https"):
        return _folded(text)
    path = _path(parts, host)
    if host in _DOCUMENTATION_HOSTS:
        host = ""
    redirect = _redirect(path, parts.query)
    if redirect:
        return redirect
    target = "/".join(piece for piece in (host, path) if piece)
    query = _query(parts.query)
    fragment = _folded(unquote(parts.fragment))
    return target + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def is_article(target: str, href: str) -> bool:
    """Whether the link may lead to another article: a source file, or a topic of the library."""
    bare = target.partition("#")[0]
    if _TOPIC.search(bare):
        return True
    written = href.partition("#")[0].strip()
    return bool(_FILE.fullmatch(bare)) and (bool(_SOURCE_ENDING.search(written)) or "." not in written)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _path(parts: SplitResult, host: str) -> str:
    raw = unquote(parts.path)
    segments = [piece for piece in posixpath.normpath(raw).split("/") if piece not in ("", ".", "..")]
    if segments and (host or raw.startswith("/")) and _LOCALE_SEGMENT.match(segments[0]):
        del segments[0]
    if not segments:
        return ""
    segments[-1] = _VERSION.sub("", _ENDING.sub("", segments[-1].strip()) if host else segments[-1].strip())
    if not host and not raw.startswith("/") and _SOURCE_ENDING.search(segments[-1]):
        segments = _file(segments)
    segments[-1] = _ENDING.sub("", segments[-1])
    return _folded("/".join(segments))


def _file(segments: list[str]) -> list[str]:
    """A file's name; with its folder when the name is too common to stand for itself."""
    stem = _SOURCE_ENDING.sub("", segments[-1])
    return segments[-1:] if re.search(r"[-_.\d]", stem) or len(segments) == 1 else segments


def _redirect(path: str, query: str) -> str:
    """Microsoft's link redirector: the number is the target."""
    if not path.startswith("fwlink"):
        return ""
    number = next((value for key, value in parse_qsl(query) if key.lower() == "linkid"), "")
    return f"fwlink/{_folded(number)}" if number else ""


def _query(query: str) -> str:
    pairs = [(key.lower(), _folded(value)) for key, value in parse_qsl(query, keep_blank_values=True)]
    return "&".join(
        f"{key}={value}" if value else key for key, value in sorted(pairs) if not _NOISE.match(key)
    )
