"""Texts become nodes and HTML without changing, whatever they hold."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from runbookc import inline
from runbookc.renderers._page.controls import IN_CODE, IN_PROSE, split_controls, without_controls
from runbookc.renderers._page.nodes import Anchor, html_text, nodes_text, to_nodes
from runbookc.renderers._page.payload import safe_json

# Markdown itself turns U+0000 into U+FFFD (CommonMark, section 2.3).
ANY = st.text(st.characters(exclude_categories=(), exclude_characters="\0"), max_size=60)
NASTY = st.text(st.sampled_from(list("<>&\"'`*_[]()\\!/ab \u202e\u0007\u2028\ud800")), max_size=30)


def parsed(markup: str) -> html.HtmlElement:
    # Not create_parent: it takes a text of nothing but U+00A0 for no text.
    return html.fragment_fromstring(f"<p>{markup}</p>")


def shown(text: str, pattern: re.Pattern[str] = IN_PROSE) -> str:
    return pattern.sub(lambda match: f"U+{ord(match[0]):04X}", text)


@given(ANY | NASTY)
def test_any_text_comes_back_unchanged_from_the_html(text: str) -> None:
    nodes = to_nodes(inline.canonical(inline.escape(text)))
    folded = shown(re.sub(r"[ \t\r\n]+", " ", text).strip(" "))
    assert nodes_text(nodes) == folded
    assert parsed(html_text(nodes)).text_content() == folded


@given(st.lists(ANY | NASTY, max_size=5))
def test_no_text_ends_the_script_that_holds_the_json(texts: list[str]) -> None:
    raw = safe_json({"texts": texts})
    assert not re.search(rb"[<>&]", raw)
    assert json.loads(raw) == {"texts": texts}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_links_are_only_what_browsers_may_follow(href: str) -> None:
    nodes = to_nodes(inline.to_markdown((inline.Link(href, (inline.Text("x"),)),)))
    for node in nodes:
        if not isinstance(node, str) and node[0] == "a":
            assert re.match(r"(?i)(https?://|mailto:|(?![a-z][a-z0-9+.-]*:|//|\\))", node[1])
            assert parsed(html_text((node,))).find("a").get("href") == node[1]


@given(st.text(max_size=20))
def test_the_fast_way_round_the_patterns_is_right(text: str) -> None:
    parts = split_controls(text, IN_CODE)
    assert "".join(part if isinstance(part, str) else chr(int(part[1], 16)) for part in parts) == text
    assert not any(IN_CODE.search(part) for part in parts if isinstance(part, str))
    assert not IN_PROSE.search(without_controls(text))


def test_marks_and_code() -> None:
    nodes = to_nodes(
        "Run **`Get-X`** on \\<server name\\>, *now*: [here](https://e.example/a?b=1&c=2) ![icon](i.png)"
    )
    assert html_text(nodes) == (
        'Run <strong><code translate="no">Get-X</code></strong> on '
        '<var translate="no">&lt;server name&gt;</var>, <em>now</em>: '
        '<a class="out" rel="noreferrer" href="https://e.example/a?b=1&amp;c=2">here</a> '
        '<span class="image">icon</span>'
    )


@pytest.mark.parametrize(
    ("text", "written", "expected"),
    [
        ("as in step 2c.", "2c", 'as in step <a class="ref" href="#s.2.3">2c</a>.'),
        ("in 12c and 2c", "2c", 'in 12c and <a class="ref" href="#s.2.3">2c</a>'),
        ("按照步骤2c运行", "2c", '按照步骤<a class="ref" href="#s.2.3">2c</a>运行'),
        ("**step 2c**", "2c", '<strong>step <a class="ref" href="#s.2.3">2c</a></strong>'),
        ("see [step 2c](#x)", "2c", 'see <a class="ref" href="#s.2.3">step 2c</a>'),
        ("`2c` alone", "2c", '<code translate="no">2c</code> alone <span class="ref-title">'
         '<a class="ref" href="#s.2.3">2c</a></span>'),
        ("a.b", ".", 'a<a class="ref" href="#s.2.3">.</a>b'),
    ],
)  # fmt: skip
def test_a_reference_becomes_a_link_where_it_stands(text: str, written: str, expected: str) -> None:
    assert html_text(to_nodes(text, (Anchor(written=written, kind="r", target="s.2.3"),))) == expected


def test_a_title_in_other_words_is_given_beside_it() -> None:
    anchor = Anchor(written="What is watched", kind="r", target="s", title="O que é observado")
    same = Anchor(written="What is watched", kind="r", target="s", title="what is Watched")
    text = "veja What is watched."
    assert 'What is watched</a> <span class="ref-title">(O que é observado)</span>.' in html_text(
        to_nodes(text, (anchor,))
    )
    assert "ref-title" not in html_text(to_nodes(text, (same,)))
    assert nodes_text(to_nodes(text, (anchor,))) == text


def test_an_optional_anchor_that_stands_nowhere_is_left_out() -> None:
    assert to_nodes("text", (Anchor(written="PopMonitor", kind="r", target="s", title=None),)) == ("text",)


def test_a_link_to_another_runbook_leads_to_its_page() -> None:
    anchor = Anchor(written="Start POP3", kind="l", target="aa997475.html")
    nodes = to_nodes("See [Start POP3](https://t.example/aa997475(v=1)).", (anchor,))
    assert nodes == ("See ", ("l", "aa997475.html", ("Start POP3",)), ".")
