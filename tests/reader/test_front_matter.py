"""Front matter: keys and values as written, whatever YAML makes of them."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from runbookc.model.document import Document
from runbookc.reader import read


def _read(front: str) -> Document:
    return read("a.md", f"---\n{front}---\n\n# Title\n".encode(), folder_locale="en-US")


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("title: Plain text\nms:assetid: 1-2\n", {"title": "Plain text", "ms:assetid": "1-2"}),
        ("title: 'Quoted: it''s'\n", {"title": "Quoted: it's"}),
        ('title: "Double \\"quoted\\""\n', {"title": 'Double "quoted"'}),
        ("title: Unquoted: with a colon\n", {"title": "Unquoted: with a colon"}),
        ("title: Unquoted: it\ntags:\n- a\n- b\n", {"title": "Unquoted: it", "tags": "a, b"}),
        ("ms.date: 03/07/2017\ndate: 2015-03-09\nn: 0x10\nyes: no\n",
         {"ms.date": "03/07/2017", "date": "2015-03-09", "n": "0x10", "yes": "no"}),
        ("ms:mtpsurl: https://x.y/z(v=EXCHG.150)\nmtps_version: v=EXCHG.150\n",
         {"ms:mtpsurl": "https://x.y/z(v=EXCHG.150)", "mtps_version": "v=EXCHG.150"}),
        ("ms.reviewer: \nempty:\n", {"ms.reviewer": "", "empty": ""}),
        ("f1.keywords:\n- NOCSH\n- B\n", {"f1.keywords": "NOCSH, B"}),
        ("description: >-\n  one\n  two\n", {"description": "one two"}),
        ("a:\n  b: c\n  d: [e, f]\n", {"a.b": "c", "a.d": "e, f"}),
        ("", {}),
    ],
)  # fmt: skip
def test_values_are_text_as_written(front: str, expected: dict[str, str]) -> None:
    document = _read(front)
    assert document.front == expected
    assert document.problems == ()


def test_lines_of_the_body_are_lines_of_the_file() -> None:
    assert _read("a: b\nc: d\n").blocks[0].span.first == 6


@pytest.mark.parametrize("end", ["---", "...", "---  "])
def test_a_byte_order_mark_and_carriage_returns_change_nothing(end: str) -> None:
    text = f"\ufeff---\r\na: b\r\n{end}\r\n# T\r\n"
    assert read("a.md", text.encode(), folder_locale="it").front == {"a": "b"}


@pytest.mark.parametrize(
    "front",
    [
        "a: &x [1]\nb: *x\n",
        "a: !!python/object/apply:os.system [x]\n",
        "base: &x {k: v}\nb:\n  <<: *x\n",
        "a: " + "[" * 5000 + "\n",
        "a: [b\nc: d\n",
        "a: 'b\nc: d\n",
        "a: b\n\tc: d\n",
    ],
)
def test_what_cannot_or_must_not_be_read_is_a_problem(front: str) -> None:
    document = _read(front)
    assert [found.code for found in document.problems] == ["SRC002"]
    assert document.blocks[0].text == "Title"  # type: ignore[union-attr]


def test_entries_survive_yaml_that_is_wrong_elsewhere() -> None:
    document = _read("title: A\nlist: [a\nms:assetid: 1\n")
    assert document.front["title"] == "A"
    assert document.front["ms:assetid"] == "1"


def test_front_matter_without_an_end_is_read_as_far_as_it_goes() -> None:
    document = read("a.md", b"---\ntitle: A\n\n# T\n\nText.\n", folder_locale="it")
    assert document.front == {"title": "A"}
    assert [found.code for found in document.problems] == ["SRC002"]
    assert [node.span.first for node in document.blocks] == [4, 6]


@pytest.mark.parametrize("text", ["Text.", "- a bullet", "A sentence, with: a colon."])
def test_a_thematic_break_is_no_front_matter(text: str) -> None:
    document = read("a.md", f"---\n\n{text}\n\n---\n\nMore.\n".encode(), folder_locale="it")
    assert document.front == {}
    assert document.problems == ()
    assert [node.span.first for node in document.blocks] == [3, 7]


_LETTERS = st.characters(min_codepoint=32, max_codepoint=0x3FF, exclude_categories=["Cc"])
_VALUES = st.text(_LETTERS, max_size=12)


@given(st.lists(st.tuples(st.from_regex(r"[a-z][a-z.:_-]{0,6}", fullmatch=True), _VALUES), max_size=4))
def test_what_yaml_reads_is_read_the_same(entries: list[tuple[str, str]]) -> None:
    assume(not any(value.strip().startswith(("&", "*", "!")) for _, value in entries))  # never read as YAML
    front = "".join(f"{key}: {value}\n" for key, value in entries)
    try:
        loaded = yaml.load(front, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return
    document = _read(front)
    if isinstance(loaded, dict) and all(isinstance(value, str) for value in loaded.values()):
        assert document.front == loaded


_WRITTEN = """
a: b|c: 'd|e: "f|- g|  h: i|\tj: k|m: >-|n: [o|p]|q: {r: s}|? t|u: v: w|: x|#y|z: #|%A|---|...
B: !C d|E: &F g|H: *I|<<: x|1. J|K: \u2028|L: \ufffe
"""
_YAML = st.sampled_from([*_WRITTEN.replace("\n", "|").split("|"), "l: |"])


@given(st.lists(_YAML, max_size=8).map("\n".join))
def test_any_front_matter_gives_text_for_keys_and_values(front: str) -> None:
    for key, value in _read(front + "\n").front.items():
        assert isinstance(key, str)
        assert isinstance(value, str)
