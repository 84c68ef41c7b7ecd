"""How much of a file is read: bounds on time and memory for text that nobody reviewed."""

from __future__ import annotations

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What exceeds a limit is kept as junk or left out, with a ``SRC007`` problem."""

    file_bytes: int = 512 * 1024
    """A larger file is not parsed at all; the dearest Markdown costs some 11 µs a byte."""
    nesting: int = 100
    """Depth of the block tree, lists and their items each counting one."""
    front_matter_bytes: int = 8 * 1024
    brackets: int = 20_000
    """Opening square brackets in a file: each may begin a link, the dearest thing to look for."""
    table_cells: int = 20_000
    list_items: int = 5_000


DEFAULT = Limits()
