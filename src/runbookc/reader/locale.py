"""The locale of a file, by the evidence that counts most."""

from __future__ import annotations

import re
from collections.abc import Mapping

from runbookc.locales import hints

_URL_KEYS = ("ms:mtpsurl", "ms.mtpsurl", "mtpsurl")
_LOCALE_KEYS = ("ms.locale", "ms:locale", "lang", "locale", "language", "ms.lang")
_URL_SEGMENT = re.compile(r"[a-z][a-z0-9+.-]*://[^/]+/([^/?#]+)/", re.IGNORECASE)


def stated_locale(front: Mapping[str, str], folder_locale: str | None) -> str | None:
    """What the URL in ``ms:mtpsurl`` says, else other front matter, else the folder; None if nothing does."""
    return _from_url(front) or _from_keys(front) or folder_locale


def text_locale(text: str) -> str:
    """What the text itself looks like: ``en-US`` when it is English, ``und`` when nothing is clear."""
    from runbookc.locales.detection import detect

    return detect(text)


def _from_url(front: Mapping[str, str]) -> str | None:
    for key in _URL_KEYS:
        match = _URL_SEGMENT.match(front.get(key, ""))
        if match:
            return hints.in_url(match[1])
    return None


def _from_keys(front: Mapping[str, str]) -> str | None:
    for key in _LOCALE_KEYS:
        tag = hints.stated(front.get(key, ""))
        if tag:
            return tag
    return None
