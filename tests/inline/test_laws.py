"""Laws of canonical inline Markdown, for any text and any tree."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from runbookc import inline
from runbookc.inline import Code, Emphasis, Image, Inline, Link, Placeholder, Strong, Text

_VISIBLE = r"""
    * ** *** ` `` ``` \ \* \_ [ ] ( ) ![ ]( < > & ; ! ~ # - + 1. . , : $ € « » ’ a b é 步骤 ， 。
    <a> </a> <b> </b> <em> </i> <strong> </strong> <code> </code> <br> <x> <server-name> <!-- --> &amp; &lt;
    &# &#42; <https://x.y> a@b.c <img+src=q+alt=z> <a+href='x+y'> ](/x+"t") \[x\]: _ __
"""
_INVISIBLE = ("\u202e", "\ud800", "\x1c", "\x85", "\u2028", "\u3000", "\u200b", "\x00", "\u00a0")
_BLANKS = (" ", "  ", "\n", "\r\n", "\t", "  \n", "\\\n")
_PIECES = st.sampled_from((*(piece.replace("+", " ") for piece in _VISIBLE.split()), *_INVISIBLE, *_BLANKS))
markdown = st.one_of(st.text(), st.lists(_PIECES, max_size=14).map("".join))
words = st.one_of(st.text(max_size=6), st.lists(_PIECES, max_size=3).map("".join))


def _containers(children: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    several = st.lists(children, max_size=4).map(tuple)
    return st.one_of(
        st.builds(Strong, several), st.builds(Emphasis, several), st.builds(Link, words, several)
    )


trees = st.lists(
    st.recursive(
        st.one_of(
            *(st.builds(kind, words) for kind in (Text, Code, Placeholder)),
            st.builds(Image, words, words),
        ),
        _containers,
        max_leaves=8,
    ),
    max_size=6,
)


@given(markdown)
@example("**a **b** c**")
@example("*a**b*")
@example("`a``b`")
@example("<b>x</b><b>y</b>")
@example("***")
def test_what_was_parsed_is_written_so_that_it_is_parsed_again(text: str) -> None:
    nodes = inline.parse(text)
    assert inline.parse(inline.to_markdown(nodes)) == nodes


@given(markdown)
def test_canonical_text_is_its_own_canonical_form(text: str) -> None:
    once = inline.canonical(text)
    assert inline.canonical(once) == once
    assert "\n" not in once
    assert once == once.strip(" ")


@given(trees)
def test_any_tree_has_a_normal_form_that_survives_writing(tree: list[Inline]) -> None:
    nodes = inline.normalize(tree)
    assert inline.parse(inline.to_markdown(nodes)) == nodes


@given(trees)
def test_the_normal_form_is_its_own_normal_form(tree: list[Inline]) -> None:
    nodes = inline.normalize(tree)
    assert inline.normalize(nodes) == nodes


@given(st.one_of(st.text(), words, markdown))
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    assert inline.plain(inline.escape(text)) == inline.fold(text).strip(" ")


@given(markdown, st.lists(markdown, max_size=3))
def test_what_was_parsed_before_makes_no_difference(text: str, others: list[str]) -> None:
    first = inline.parse(text)
    for other in others:
        inline.canonical(other)
    assert inline.parse(text) == first


_SIDE_BY_SIDE = r"""
    a b Z é 中 1 * ** *a* **b** **b.** **(b)** `x` `
    [l](h) [l_m](h*_!) [l](h\(v\)) ![a](s) ![](s(t)) *\<n\>* ! ![ \ \* \< \<n\> & . , ( ) ' $ € “
"""
rows = st.lists(st.sampled_from((*_SIDE_BY_SIDE.split(), " ", "  ", "\u00a0")), max_size=9).map("".join)


@given(st.one_of(rows, markdown))
@example("a**b**c*d*e")
@example("**a**b**c**")
@example("(**a.**)")
@example("a**(b)**")
@example("**a**!**b**")
@example("\\***a**")
def test_text_of_simple_shape_is_read_as_the_parser_reads_it(text: str) -> None:
    # A tag that means nothing makes the shape one that only the parser reads.
    nodes = inline.parse(f"{text} <u></u>")
    assert inline.parse(f"{text} ") == nodes
    assert inline.canonical(f"{text} ") == inline.to_markdown(nodes)
