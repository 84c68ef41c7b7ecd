"""What a cell of the probe table says in each edition, and who deviates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from runbookc.checks.evidence import NOTHING, TABLE, Side, settle
from runbookc.checks.near_misses import slips
from runbookc.lowering import identifiers

_BRACKET = re.compile(r"\s*[(\uff08\[\u3010].*$", re.DOTALL)


def bare(text: str) -> str:
    """An entry as written, without its suffix in brackets."""
    return _BRACKET.sub("", text).strip()


def suffix(text: str) -> str:
    """What stands in brackets at the end of an entry, without them; empty when there is nothing."""
    match = re.search(r"[(\uff08\[\u3010](.*?)[)\uff09\]\u3011]?\s*$", text, re.DOTALL)
    return match[1].strip() if match else ""


def deviating(
    texts: Mapping[str, str], agreed: str | None, reference: str | None, rank: Callable[[str], int]
) -> Iterator[Side[str]]:
    """The editions whose entry is not the identifier that the evidence proves.

    Nothing is said when the cell holds no identifier (`agreed` is None), or when only the case differs.
    """
    if agreed is None:
        return
    stated = {locale: bare(text) for locale, text in texts.items()}
    folded = {locale: value.casefold() for locale, value in stated.items()}
    spelling = {value.casefold(): value for value in (*stated.values(), agreed)}

    ranks = {value: rank(name) if _is_name(name) else NOTHING for value, name in spelling.items()}
    proved = sorted(value for value, each in ranks.items() if each >= TABLE)
    if not any(slips(value, other) for value in proved for other in proved if value < other):
        # Two names that both exist: that a command has one of them too does not prove it here.
        ranks |= dict.fromkeys(proved, TABLE)

    def ranked(value: str) -> int:
        return ranks[value]

    for side in settle(folded, reference=reference, support=ranked):
        expected = None if side.expected is None else spelling[side.expected]
        yield Side(
            locale=side.locale,
            actual=stated[side.locale],
            expected=expected,
            agreeing=side.agreeing,
            confidence=side.confidence,
            why=side.why,
        )


def _is_name(text: str) -> bool:
    return identifiers.TOKEN.fullmatch(text) is not None


def damage(actual: str, expected: str | None) -> str:
    """How an entry differs from the identifier: ``damaged``, ``translated`` or ``another``."""
    if expected is not None and identifiers.mended(actual).casefold() == expected.casefold():
        return "damaged"
    return "another" if _is_name(actual) else "translated"
