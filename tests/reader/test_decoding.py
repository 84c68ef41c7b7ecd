"""Bytes to text."""

from __future__ import annotations

import pytest

from runbookc.model.document import Document, Heading, Junk, Paragraph
from runbookc.reader import read


def _read(data: bytes) -> Document:
    return read("a.md", data, folder_locale="fr-FR")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"])
def test_marks_and_line_ends_make_no_difference(mark: bytes, newline: bytes) -> None:
    document = _read(mark + newline.join([b"# T\xc3\xa9", b"", b"a", b"b", b""]))
    heading, paragraph = document.blocks
    assert isinstance(heading, Heading)
    assert heading.text == "Té"
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "a b"
    assert (paragraph.span.first, paragraph.span.last) == (3, 4)
    assert document.problems == ()


def test_bytes_that_are_not_utf_8_are_replaced_and_reported_with_their_line() -> None:
    document = _read(b"number one\n\ntwo \xe9\n")
    assert [(found.code, found.line, found.actual) for found in document.problems] == [("SRC001", 3, "E9 0A")]
    assert document.blocks[1].text == "two \ufffd"  # type: ignore[union-attr]


_NO_TEXT = (bytes(range(256)) * 20, "# 見出し\n\n本文です。".encode("shift-jis"), b"\0")


@pytest.mark.parametrize("data", _NO_TEXT)
def test_what_is_no_text_is_not_read(data: bytes) -> None:
    document = _read(data)
    assert [(found.code, found.line) for found in document.problems] == [("SRC001", 1)]
    assert [type(node) for node in document.blocks] == [Junk]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_read_and_reported(encoding: str) -> None:
    document = _read("\ufeff# Té\n".encode(encoding))
    assert document.blocks[0].text == "Té"  # type: ignore[union-attr]
    assert [found.code for found in document.problems] == ["SRC001"]


def test_the_digest_is_of_the_bytes() -> None:
    assert _read(b"a\n").sha256 != _read(b"a\r\n").sha256
