"""Long identifiers on narrow screens: where a line may end inside of one."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup

from runbookc.renderers._page.controls import without_controls

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[._\\/-])(?=\w)")
"""Before a hump of ``PopDeepTestMonitor``, and after a mark that joins names."""


@lru_cache(maxsize=4096)
def breakable(identifier: str) -> Markup:
    """The identifier with ``<wbr>`` between its parts, so that no line ends in the middle of a word.

    Copied or read out, the text is the identifier as it is.
    """
    return Markup("<wbr>").join(map(without_controls, _HUMP.split(identifier)))
