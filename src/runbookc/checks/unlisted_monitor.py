"""REF004."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc import inline
from runbookc.checks import Corpus, Drift, places, rule
from runbookc.lowering import identifiers
from runbookc.model.runbook import Runbook, Section


@rule(
    "REF004",
    level="warning",
    title="unlisted-monitor",
    message="the title of {place} names {actual}, which no row of the probe table bears{what}",
)
def unlisted_monitor(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A section's title names a monitor or probe that the probe table does not list.

    Why: whoever comes from the alert or from the table searches for a name that is not there.

    Bad:  the title names PopTestDeepMonitor, the table lists PopDeepTestMonitor.
    Good: title and table have one name.
    """
    if not runbook.probes:
        return
    for place in places(runbook):
        section = place.element
        if not isinstance(section, Section):
            continue
        for name in section.monitors:
            found_by = section.named_by.get(name, "exact")
            if found_by not in ("anagram", "none"):
                continue
            for locale, title in sorted(section.title.items()):
                written = _written(name, inline.plain(title))
                if written is not None:
                    expected = name if found_by == "anagram" else None
                    yield Drift(
                        locale=locale,
                        at=place,
                        expected=expected,
                        actual=written,
                        agreeing=(),
                        what=f" (it lists {expected})" if expected else "",
                        confidence=0.9 if expected else 0.75,
                    )


def _written(name: str, title: str) -> str | None:
    """The word of the title that stands for `name`: itself, or one made of the same parts."""
    parts = sorted(identifiers.humps(name))
    for match in identifiers.tokens(title):
        if match[0].casefold() == name.casefold() or sorted(identifiers.humps(match[0])) == parts:
            return match[0]
    return None
