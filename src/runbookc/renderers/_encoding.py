"""JSON of values whose text may be no Unicode text."""

from __future__ import annotations

import re
from typing import Any

import msgspec

_SURROGATES = re.compile("[\ud800-\udfff]")


def json_bytes(value: Any) -> bytes:
    """`value` as JSON in UTF-8; lone surrogates, which UTF-8 cannot hold, become U+FFFD."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(_clean(msgspec.to_builtins(value)))


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, dict):
        return {_clean(key): _clean(item) for key, item in value.items()}
    return [_clean(item) for item in value] if isinstance(value, list) else value
