"""Bytes to text: one line separator, no byte order mark, nothing that cannot be encoded again."""

from __future__ import annotations

import codecs

from runbookc.model.document import Problem
from runbookc.reader.problems import problem

_MOST_REPLACED = 0.1
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text with ``\\n`` as its only line separator, and what was wrong with the bytes.

    UTF-8 with or without BOM is silent. UTF-16 with a BOM is read and reported; in anything else
    the undecodable bytes become U+FFFD, and the first is reported with its line.
    """
    encoding = _UTF16.get(data[:2])
    if encoding:
        text = _newlines(data[2:].decode(encoding, "replace"))
        return text, (problem("SRC001", 1, "the file is UTF-16; save it as UTF-8"),)
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        return _newlines(body.decode("utf-8")), ()
    except UnicodeDecodeError as error:
        line = len(_newlines(body[: error.start].decode("utf-8", "replace")).split("\n"))
        wrong = " ".join(f"{byte:02X}" for byte in body[error.start : error.start + 4])
        message = "not UTF-8: bytes that cannot be decoded are shown as \ufffd; save the file as UTF-8"
        return _newlines(body.decode("utf-8", "replace")), (problem("SRC001", line, message, wrong),)


def is_text(text: str) -> bool:
    """Whether most of a decoded file is what somebody wrote, not characters put in for what is none."""
    return text.count("\ufffd") <= _MOST_REPLACED * len(text)


def _newlines(text: str) -> str:
    """Line ends and NUL as CommonMark has them (0.31, sections 2.1 and 2.3)."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
