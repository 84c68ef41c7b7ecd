"""JSON of values whose text may be no Unicode text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO
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
    return [_clean(item) for item in value] if isinstance(value, list | tuple) else value


def indented(head: bytes, items: Iterable[Any], tail: bytes, *, indent: int, depth: int) -> bytes:
    """`head`, a list of `items` that many levels deep, and `tail`, as `msgspec.json.format` lays them out.

    One item after the other is laid out: a library's findings are the largest thing of a build, and are
    not to be there twice.
    """
    start = b"\n" + b" " * (indent * (depth + 1))
    out = BytesIO()
    out.write(head)
    mark = b"["
    for item in items:
        out.write(mark + start)
        out.write(msgspec.json.format(json_bytes(item), indent=indent).replace(b"\n", start))
        mark = b","
    out.write(b"[]" if mark == b"[" else b"\n" + b" " * (indent * depth) + b"]")
    out.write(tail)
    return out.getvalue()
