"""Any text in any output comes back when a parser that is not ours reads that output.

The formats whose own tests show it already: HTML and JSON in a script (`renderers/page/test_nodes`), SARIF
(`reports/test_sarif`), PowerShell and its data files (`renderers/script/test_literal`, `pwsh`).
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import cmarkgfm
import msgspec
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html

from runbookc import inline
from runbookc.model.finding import Finding, Location
from runbookc.pipeline import Options, compile_runbooks
from runbookc.renderers import Bundle, checklist_md
from runbookc.renderers._encoding import json_bytes
from runbookc.terminal import printable
from tests.reports import library as lib
from tests.reports.test_formats import report

MARKS = st.text(st.sampled_from("\\`*_{}[]()<>#+-.!|&;:/=~\"'$%@^ \n\t1aA0xéПー、")).map(str)
TEXTS = st.one_of(st.text(), MARKS, st.just(lib.HOSTILE))
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]"
)


@settings(deadline=None)
@given(TEXTS)
@example("# a")
@example("1. a")
@example("| a | b |\n|-|-|")
@example("&lt;b&gt; &#65;")
@example("<script>alert(1)</script>")
@example("http://x.y/ www.x.y a@b.c")
def test_text_in_markdown_is_text_to_cmark(text: str) -> None:
    text = _NOT_XML.sub("\ufffd", text)  # libxml2 is no judge of other characters
    written = inline.guard_block_start(inline.escape(text).strip())
    page = html.fromstring(f"<div>{cmarkgfm.markdown_to_html(written)}</div>")
    assert [element.tag for element in page.iter()] in (["div", "p"], ["div"])
    assert page.text_content().split() == inline.fold(text).split()


@settings(deadline=None)
@given(lib.findings)
@example(lib.hostile())
def test_text_in_junit_is_text_to_expat(one: Finding) -> None:
    root = ET.fromstring(report(lib.library(one), "junit").encode("utf-8", "surrogatepass"))
    shown = _NOT_XML.sub("\ufffd", one.message)
    messages = {element.get("message") for element in root.iter() if element.get("message") is not None}
    messages |= {element.text or "" for element in root.iter("system-out")}
    normal = {re.sub("\r\n?", "\n", message or "") for message in messages}
    wanted = re.sub("\r\n?", "\n", shown)
    assert any(wanted in message for message in normal)


@given(TEXTS)
def test_text_on_a_terminal_steers_nothing_and_nothing_else_is_changed(text: str) -> None:
    shown = printable(text)
    assert not _STEERING.search(shown)
    shown.encode()
    made_visible = re.sub(
        "[\ud800-\udfff]|" + _STEERING.pattern, lambda match: f"\\u{ord(match[0]):04x}", text
    )
    assert shown == made_visible


@given(st.recursive(TEXTS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=9))
@example({"a": "\ud800", "\udfff": ["\x00\x1b</script>"]})
def test_text_in_json_is_text_to_another_parser(value: object) -> None:
    def cleaned(found: object) -> object:
        if isinstance(found, str):
            return re.sub("[\ud800-\udfff]", "\ufffd", found)
        if isinstance(found, dict):
            return {cleaned(key): cleaned(item) for key, item in found.items()}
        return [cleaned(item) for item in found] if isinstance(found, list) else found

    assert json.loads(json_bytes(value).decode("utf-8")) == cleaned(value)


def test_text_in_the_tuples_of_a_finding_is_text_in_json() -> None:
    related = (Location(locale="en-US", path="a\ud800.md", line=1),)
    one = msgspec.structs.replace(lib.hostile(), related=related, agreeing=("\udfff",))
    (told,) = json.loads(report(lib.library(one), "json"))
    assert told["related"][0]["path"] == "a\ufffd.md"
    assert told["agreeing"] == ["\ufffd"]


def test_what_to_fill_in_is_code_whatever_it_is_called(tmp_path: Path) -> None:
    name = "<a`[x](http://y.example)`*b*c>"
    (tmp_path / "a.md").write_text(f"# H\n\n1.  Run:\n\n        Get-ServerHealth {name}\n", encoding="utf-8")
    (runbook,) = compile_runbooks([tmp_path], Options(jobs=1)).runbooks
    (checklist,) = checklist_md.render(Bundle(runbook=runbook))
    page = html.fromstring(cmarkgfm.markdown_to_html(checklist.data.decode()))
    assert name in [element.text_content() for element in page.iter("code")]
    assert not [element for element in page.iter("a") if element.get("href")]


def test_a_command_in_a_note_keeps_the_blanks_at_the_end_of_its_lines(tmp_path: Path) -> None:
    code = 'Write-Output @"\na  \n\nb\n"@\n'
    note = "".join(f"> {line}\n" for line in f"[!NOTE]\n\n```powershell\n{code}```".split("\n"))
    (tmp_path / "a.md").write_text(f"# H\n\n{note}", encoding="utf-8")
    (runbook,) = compile_runbooks([tmp_path], Options(jobs=1)).runbooks
    (checklist,) = checklist_md.render(Bundle(runbook=runbook))
    page = html.fromstring(cmarkgfm.markdown_to_html(checklist.data.decode()))
    assert code in [element.text_content() for element in page.iter("code")]
