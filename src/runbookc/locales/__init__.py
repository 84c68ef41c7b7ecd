"""Everything that depends on a human language: UI words, dates, lists, durations, direction.

UI words stand in gettext catalogs, ``<tag>/<domain>.po``, beside this file. The English text is the
message id; ``en-US`` is the template that every other catalog follows (a test compares them). To add
a locale, copy the folder ``en-US``, translate the ``msgstr`` lines and set ``Language`` and
``Plural-Forms``: nothing else needs to know.

No function here raises for a locale tag, whatever its text: tags come from documents.

Names are imported when first used, since Babel takes longer to load than a build with nothing to do.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from runbookc.locales.bcp47 import canonical_tag

if TYPE_CHECKING:
    from runbookc.locales.catalogs import Catalog, catalog
    from runbookc.locales.durations import unit_patterns
    from runbookc.locales.pofiles import available, domains, messages, plurals

__all__ = [
    "Catalog",
    "available",
    "canonical_tag",
    "catalog",
    "domains",
    "messages",
    "plurals",
    "unit_patterns",
]

_HOMES = {
    "Catalog": "catalogs",
    "catalog": "catalogs",
    "unit_patterns": "durations",
    "available": "pofiles",
    "domains": "pofiles",
    "messages": "pofiles",
    "plurals": "pofiles",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
