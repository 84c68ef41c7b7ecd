"""Characters that PowerShell takes for quotes, dashes and blanks, and those that only look so.

Source: PowerShell's ``CharTraits.cs`` (classes); Unicode's confusables (look-alikes).
"""

from __future__ import annotations

SINGLE_QUOTES = "'\u2018\u2019\u201a\u201b"
DOUBLE_QUOTES = '"\u201c\u201d\u201e'
DASHES = "-\u2013\u2014\u2015"
BLANKS = (
    " \t\u000b\u000c\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
LIKE_SINGLE_QUOTES = "\u00b4\u2032\uff07\u2039\u203a"
LIKE_DOUBLE_QUOTES = "\u201f\u00ab\u00bb\u2033\u300c\u300d\u300e\u300f\uff02"
LIKE_DASHES = "\u2010\u2011\u2012\u2212\ufe58\ufe63\uff0d"
LIKE_OTHERS = {
    "\uff1c": "<",
    "\uff1e": ">",
    "\u2039": "<",
    "\u203a": ">",
    "\u3008": "<",
    "\u3009": ">",
    "\uff08": "(",
    "\uff09": ")",
    "\uff5b": "{",
    "\uff5d": "}",
    "\uff3b": "[",
    "\uff3d": "]",
    "\uff5c": "|",
    "\uff1b": ";",
    "\uff0c": ",",
    "\uff04": "$",
    "\uff1f": "?",
    "\uff05": "%",
    "\uff3c": "\\",
    "\uff0e": ".",
    "\uff1a": ":",
}
INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)

ACCEPTED = {
    **dict.fromkeys(SINGLE_QUOTES[1:], "'"),
    **dict.fromkeys(DOUBLE_QUOTES[1:], '"'),
    **dict.fromkeys(DASHES[1:], "-"),
    **dict.fromkeys(BLANKS[2:], " "),
}
"""What PowerShell reads as the ASCII character."""
LOOK_ALIKES = {
    **LIKE_OTHERS,
    **dict.fromkeys(LIKE_SINGLE_QUOTES, "'"),
    **dict.fromkeys(LIKE_DOUBLE_QUOTES, '"'),
    **dict.fromkeys(LIKE_DASHES, "-"),
}
"""What only looks like the ASCII character."""
_EQUAL_TABLE = str.maketrans(ACCEPTED)


def equalised(code: str) -> str:
    """`code` with the characters that PowerShell takes for a quote, dash or blank as the ASCII ones.

    As long as `code`, so that offsets stay; a newline is one only where PowerShell sees one.
    """
    return code if code.isascii() else code.translate(_EQUAL_TABLE)
