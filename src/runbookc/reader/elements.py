"""HTML elements by what they mean for a block tree (WHATWG HTML, sections 4 and 13.1.2)."""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


HEADINGS = _names("h1 h2 h3 h4 h5 h6")
EMPHASIS = _names("em i var cite")
STRONG = _names("strong b")
CODE = _names("code kbd samp tt")
LISTS = _names("ul ol dir menu")
VOID = _names("area base br col embed hr img input link meta param source track wbr")
IGNORED = _names("script style iframe object embed svg math canvas audio video template head title")
"""What is no text: left out and reported."""

FLOW = _names(
    "address article aside body center details dialog dd div dl dt fieldset figcaption figure footer"
    " header html li main nav p section summary"
)
"""Elements whose content is blocks, or a paragraph of its own."""

BLOCKS = FLOW | HEADINGS | LISTS | _names("table pre blockquote hr")

STRUCTURAL = BLOCKS - {"pre"} | _names("colgroup col thead tbody tfoot tr td th caption")
"""Between the tags of these, blanks mean nothing."""

LINED = BLOCKS | _names("tr td th caption br")
"""Tags whose line is worth knowing."""

ELEMENTS = (
    STRUCTURAL | VOID | IGNORED | EMPHASIS | STRONG | CODE | LINED
    | _names(
        "a abbr acronym bdi bdo big button data del dfn font form frame frameset hgroup input ins"
        " label legend map mark meter noscript optgroup option output picture progress q rp rt ruby s"
        " select slot small span strike sub sup textarea time u"
    )
)  # fmt: skip
"""Everything that is an element at all; ``<ServerName>`` is text."""

NEUTRAL = _names("div section article span center font a details figure body html")
"""Containers that may stay open: only their content counts."""

_CELL_ENDS = _names("p td th caption colgroup")
IMPLIED_END = {
    "li": _names("p li"),
    "p": _names("p"),
    "dt": _names("p dt dd"),
    "dd": _names("p dt dd"),
    "td": _CELL_ENDS,
    "th": _CELL_ENDS,
    "tr": _CELL_ENDS | {"tr"},
    "thead": _CELL_ENDS | {"tr"},
    "tbody": _CELL_ENDS | {"tr", "thead", "tbody"},
    "tfoot": _CELL_ENDS | {"tr", "thead", "tbody"},
    "option": _names("option"),
}
"""Elements that end when another begins (section 13.1.2.4, "optional tags")."""

OPTIONAL_END = frozenset(IMPLIED_END) | {"caption", "colgroup"}
