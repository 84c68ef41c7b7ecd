"""Everything that depends on a human language: UI words, dates, lists, durations, direction.

UI words stand in gettext catalogs, ``<tag>/<domain>.po``, beside this file. The English text is the
message id; ``en-US`` is the template that every other catalog follows (a test compares them). To add
a locale, copy the folder ``en-US``, translate the ``msgstr`` lines and set ``Language`` and
``Plural-Forms``: nothing else needs to know.

No function here raises for a locale tag, whatever its text: tags come from documents.
"""

from runbookc.locales.catalogs import Catalog, catalog
from runbookc.locales.durations import unit_patterns
from runbookc.locales.pofiles import available, domains, messages, plurals
from runbookc.locales.tags import canonical_tag

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
