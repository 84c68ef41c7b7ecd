"""Dependencies of a probe, N-way: what corresponds in languages that have no word in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from runbookc.alignment.numbering import slug
from runbookc.locales.words import words
from runbookc.model import article as a
from runbookc.model.document import Span
from runbookc.model.runbook import Dependency, Text

Correspondences = Mapping[tuple[str, str], Counter[tuple[str, str]]]
"""Two locales, in order, to how often a wording of the one stands where a wording of the other does."""

_LONGEST_NONE = 3
"""Words."""
_LONGEST_COMPARED = 120
"""Characters of a wording that are compared letter by letter: no name is longer."""
_PAIRS = 2_000
"""Names of two cells that are compared with each other: in longer cells, only neighbours are."""


def spelling(left: str, right: str) -> float:
    """0 to 1: how much two words have in common, letter by letter."""
    if left == right:
        return 1.0
    if len(left) > _LONGEST_COMPARED or len(right) > _LONGEST_COMPARED:
        return 0.0
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def comparable(left: int, right: int) -> Iterator[tuple[int, int]]:
    """Places in two cells, with so many names, whose names are compared with each other."""
    reach = max(left, right) if left * right <= _PAIRS else 1 + _PAIRS // (2 * left)
    for i in range(left):
        for j in range(max(0, i - reach), min(right, i + reach + 1)):
            yield i, j


def corresponding(table: Sequence[Mapping[str, a.Probe]]) -> Correspondences:
    """How often two wordings stand at the same place of cells of equal length, by pair of locales.

    `table` has for each row that row of every edition, by locale.
    """
    pairs: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    for row in table:
        rows = sorted(row.items())
        for i, (first, left) in enumerate(rows):
            for second, right in rows[i + 1 :]:
                if len(left.dependencies) == len(right.dependencies):
                    counter = pairs.setdefault((first, second), Counter())
                    counter.update(
                        (x.written, y.written)
                        for x, y in zip(left.dependencies, right.dependencies, strict=True)
                    )
    return pairs


def dependencies_of(
    rows: Mapping[str, a.Probe],
    reference: str | None,
    pairs: Correspondences,
) -> tuple[Dependency, ...]:
    """One row's dependencies, from the row of each edition by locale: by their place in the cell, and by
    the wordings that correspond elsewhere in the table."""
    named = {
        locale: () if _says_nothing(locale, rows, pairs) else row.dependencies for locale, row in rows.items()
    }
    sizes = Counter(map(len, named.values()))
    usual = min(sizes, key=lambda size: (-sizes[size], -size))
    parallel = [locale for locale, names in named.items() if len(names) == usual]
    columns: list[dict[str, a.Name]] = [{} for _ in range(usual)]
    for locale in sorted(parallel, key=lambda tag: tag != reference):
        for place, name in zip(_places(named[locale], columns), named[locale], strict=True):
            columns[place][locale] = name
    for locale in sorted(rows):
        if locale not in parallel:
            _place_dependencies(columns, locale, named[locale], pairs)
    return tuple(_dependency(names, reference) for names in columns if names)


def _places(names: Sequence[a.Name], columns: Sequence[Mapping[str, a.Name]]) -> Sequence[int]:
    """In order; where another edition has the same wordings in another order, where it has them."""
    own = [name.written.casefold() for name in names]
    others = [[column[locale].written.casefold() for column in columns] for locale in (*columns, {})[0]]
    same = next((theirs for theirs in others if set(theirs) == set(own)), own) if own not in others else own
    return [same.index(word) for word in own] if len(set(own)) == len(own) else range(len(own))


def _says_nothing(locale: str, rows: Mapping[str, a.Probe], pairs: Correspondences) -> bool:
    """Whether the only words of a cell are the "None" of a language without word list.

    Another edition says so there, and the word stands beside no dependency in the rest of the table;
    of several words, all of at least two others must say so whose words are known.
    """
    names = rows[locale].dependencies
    if len(names) != 1 or words(locale).none:
        return False
    known = {tag for tag in rows if words(tag).none}
    empty = {tag for tag, row in rows.items() if not row.dependencies}
    longest = _LONGEST_NONE if len(rows) > 2 and empty >= known else 1
    if not empty or len(names[0].written.split()) > longest:
        return False
    beside = (
        pair for tags, counter in pairs.items() if locale in tags and known & {*tags} for pair in counter
    )
    return not any(names[0].written in pair for pair in beside)


def _place_dependencies(
    columns: list[dict[str, a.Name]],
    locale: str,
    names: Sequence[a.Name],
    pairs: Correspondences,
) -> None:
    """Match by wordings that correspond elsewhere in the table, by spelling, then in order."""

    def is_another(column: Mapping[str, a.Name]) -> bool:
        """Whether elsewhere in the table this edition has another word for it than any that is left."""
        words_here = {names[j].written for j in left}
        for other, theirs in column.items():
            key = (locale, other) if locale < other else (other, locale)
            at = 0 if locale < other else 1
            own = {pair[at] for pair in pairs.get(key, ()) if pair[1 - at] == theirs.written}
            if own and not own & words_here:
                return True
        return False

    def value(column: Mapping[str, a.Name], name: a.Name) -> float:
        best = 0.0
        for other, theirs in column.items():
            if theirs.written.casefold() == name.written.casefold():
                return 2.0
            key = (locale, other) if locale < other else (other, locale)
            pair = (name.written, theirs.written) if locale < other else (theirs.written, name.written)
            best = max(
                best, min(1.0, pairs.get(key, Counter())[pair]), spelling(name.written, theirs.written)
            )
        return best

    taken: set[int] = set()
    left: list[int] = []
    ranked = sorted(
        (-value(columns[i], names[j]), abs(i - j), j, i) for j, i in comparable(len(names), len(columns))
    )
    placed: dict[int, int] = {}
    for minus, _, j, i in ranked:
        if -minus >= 0.6 and j not in placed and i not in taken:
            placed[j] = i
            taken.add(i)
    for j in range(len(names)):
        if j not in placed:
            left.append(j)
    for j in left:
        low = max((placed[k] for k in placed if k < j), default=-1)
        high = min((placed[k] for k in placed if k > j), default=len(columns))
        free = [i for i in range(low + 1, high) if i not in taken]
        if free:
            placed[j] = next((i for i in free if not is_another(columns[i])), free[0])
            taken.add(placed[j])
    for j, name in enumerate(names):
        if j in placed:
            columns[placed[j]][locale] = name
        else:
            columns.append({locale: name})


def _dependency(names: Mapping[str, a.Name], reference: str | None) -> Dependency:
    ordered = {locale: names[locale] for locale in sorted(names)}
    text: Text = {locale: name.written for locale, name in ordered.items()}
    return Dependency(
        id=slug(_neutral_wording(text, reference)) or "dependency",
        text=text,
        locales=tuple(ordered),
        sources={locale: _span(name) for locale, name in ordered.items()},
    )


def _span(name: a.Name) -> Span:
    return name.span


def _neutral_wording(text: Text, reference: str | None) -> str:
    """English if there is any, then a wording that several editions share, then the reference's."""
    for locale, wording in text.items():
        if locale.split("-")[0] == "en":
            return wording
    counts = Counter(text.values())
    shared = [wording for wording, count in counts.items() if count > 1 and wording.isascii()]
    if shared:
        return min(shared, key=lambda wording: (-counts[wording], wording))
    if reference in text:
        return text[reference]
    return min(text.values(), key=lambda wording: (not wording.isascii(), wording))
